//! AWS KMS: keys of one's own by their share of the month, and the calls that use them. Keys that AWS keeps are free.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Monthly, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{CALL, ITEM, KEYS, REQUESTS as BILLED_REQUESTS};
use crate::usage::{Bill, Factor};

/// Bills show KMS's usage types behind the region's code (`ap-northeast-2-KMS-Keys`); the price list was not seen: that and
/// a prefix as elsewhere are both taken.
pub const KEY: Meter = Meter {
    key: "kms/key",
    unit: KEYS,
    name: Text::new("KMS keys", "KMS 키"),
    select: Some(Select::of("awskms", "KMS-Keys").when(&[("productFamily", "Encryption Key")])),
};
/// Its product begins at 20,000: the allowance is told beside the prices.
pub const REQUESTS: Meter = Meter {
    key: "kms/requests",
    unit: BILLED_REQUESTS,
    name: Text::new("KMS requests", "KMS 요청"),
    select: Some(Select::of("awskms", "KMS-Requests")),
};

pub const SERVICE: Service = Service {
    key: "kms",
    name: "AWS KMS",
    about: Text::new(
        "Keeps the keys that data is encrypted with; billed by the key and by the call",
        "데이터를 암호화하는 키를 보관합니다. 키 수와 호출 수로 과금됩니다",
    ),
    page: "https://aws.amazon.com/kms/pricing/",
    meters: &[&KEY, &REQUESTS],
    kinds: &[&Kms::KIND],
};

resource! {
    /// Symmetric keys of the customer's.
    Kms "kms" "customer managed KMS keys" / "고객 관리형 KMS 키" {
        keys: Count = 1, "how many (AWS managed keys are free)" / "개수(AWS 관리형 키는 무료)";
        requests: Monthly = 0, "symmetric calls a month" / "월 대칭 키 호출 수";
    }
}

impl Billable for Kms {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let keys = Factor::new(self.keys.number(), &ITEM);
        bill.uses(KEY.whole(), [keys, at.period.share_of_month()])?;
        Ok(bill.uses(REQUESTS.whole(), [Factor::new(at.period.events(self.requests)?, &CALL)])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, decimal, priced};

    /// By hand: 3 × $1 and 100,000 calls at $0.03 ten thousand; for 73 of 730 hours a tenth.
    #[test]
    fn keys_by_the_hour_and_calls_by_the_ten_thousand() {
        let rows: &[Row] = &[("kms/key", "Keys", "1"), ("kms/requests", "Requests", "0.000003")];
        let kms = Kms { keys: 3.into(), requests: 100_000.into() };
        assert_eq!(priced(kms.clone(), Period::month(), rows).net.to_string(), "3.3");
        assert_eq!(priced(kms, Period::of_hours(decimal("73")), rows).net.to_string(), "0.33");
    }
}
