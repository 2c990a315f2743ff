//! Amazon ECR: images in private repositories, by the gigabyte and month.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Gigabytes, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{GB_MONTH, GIGABYTE};
use crate::usage::{Bill, Factor};

pub const STORAGE: Meter = Meter {
    key: "ecr/storage",
    unit: GB_MONTH,
    name: Text::new("ECR image storage", "ECR 이미지 스토리지"),
    select: Some(
        Select::of("AmazonECR", "TimedStorage-ByteHrs").when(&[("productFamily", "EC2 Container Registry")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "ecr",
    name: "Amazon ECR",
    about: Text::new("Container images, billed by what is stored", "컨테이너 이미지. 저장량으로 과금됩니다"),
    page: "https://aws.amazon.com/ecr/pricing/",
    meters: &[&STORAGE],
    kinds: &[&Ecr::KIND],
};

resource! {
    /// Private repositories.
    Ecr "ecr" "ECR private repositories" / "ECR 프라이빗 리포지토리" {
        storage_gb: Gigabytes = 0, "GB of images" / "이미지 저장량(GB)";
    }
}

impl Billable for Ecr {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let stored = Factor::new(self.storage_gb.number(), &GIGABYTE);
        Ok(bill.uses(STORAGE.whole(), [stored, at.period.share_of_month()])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::priced;

    /// By hand, Seoul: 2 GB × $0.10.
    #[test]
    fn images_cost_by_the_gigabyte_and_month() {
        let images = Ecr { storage_gb: 2.into() };
        assert_eq!(priced(images, Period::month(), &[("ecr/storage", "GB-Mo", "0.1")]).net.to_string(), "0.2");
    }
}
