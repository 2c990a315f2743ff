//! Data transfer: out to the internet in tiers, between zones in both directions, between regions. Into AWS is free, and
//! so is from AWS to CloudFront.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{GigabytesMonthly, Quantity};
use crate::resource::{Billable, Site, choice, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{DIRECTION, GB, GIGABYTE};
use crate::usage::{Bill, Factor, Rule};
use rust_decimal::Decimal;

pub const INTERNET_OUT: Meter = Meter {
    key: "transfer/internet-out",
    unit: GB,
    name: Text::new("data out to the internet", "인터넷으로 나가는 데이터"),
    select: Some(
        Select::of("AWSDataTransfer", "DataTransfer-Out-Bytes")
            .when(&[("productFamily", "Data Transfer"), ("transferType", "AWS Outbound")]),
    ),
};
pub const INTER_AZ: Meter = Meter {
    key: "transfer/inter-az",
    unit: GB,
    name: Text::new("data between zones", "가용 영역 간 데이터"),
    select: Some(
        Select::of("AWSDataTransfer", "DataTransfer-Regional-Bytes").when(&[("transferType", "IntraRegion")]),
    ),
};
/// Priced by one far region that stands for all: Oregon. From Oregon itself there is no such product, so that a refresh
/// there keeps what the meter had and says so.
pub const INTER_REGION: Meter = Meter {
    key: "transfer/inter-region",
    unit: GB,
    name: Text::new("data to another region", "다른 리전으로 나가는 데이터"),
    select: Some(
        Select::of("AWSDataTransfer", "USW2-AWS-Out-Bytes")
            .when(&[("transferType", "InterRegion Outbound"), ("toLocation", "US West (Oregon)")]),
    ),
};
/// The two regions of the eastern United States are near each other, and cheaper. Named by the way from Virginia to Ohio:
/// a refresh for us-east-2 keeps what it had, as everywhere else this is never used.
pub const INTER_REGION_US_EAST: Meter = Meter {
    key: "transfer/inter-region-us-east",
    unit: GB,
    name: Text::new("data between us-east-1 and us-east-2", "us-east-1과 us-east-2 사이의 데이터"),
    select: Some(
        Select::of("AWSDataTransfer", "USE2-AWS-Out-Bytes")
            .when(&[("transferType", "InterRegion Outbound"), ("toLocation", "US East (Ohio)")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "transfer",
    name: "AWS data transfer",
    about: Text::new(
        "Data that leaves: to the internet, to another zone, to another region; data that comes in is free",
        "인터넷, 다른 가용 영역, 다른 리전으로 나가는 데이터. 들어오는 데이터는 무료입니다",
    ),
    page: "https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer",
    meters: &[&INTERNET_OUT, &INTER_AZ, &INTER_REGION, &INTER_REGION_US_EAST],
    kinds: &[&DataTransfer::KIND],
};

choice! {
    /// Where data for another region goes.
    OtherRegion { Any = "any", UsEast = "us-east" }
}

resource! {
    /// What leaves in a month.
    DataTransfer "data_transfer" "data transfer" / "데이터 전송" {
        internet_out_gb: GigabytesMonthly = 0, "GB a month out to the internet" / "인터넷으로 나가는 월 데이터(GB)";
        inter_az_gb: GigabytesMonthly = 0, "GB a month between zones" / "가용 영역 간 월 데이터(GB)";
        inter_region_gb: GigabytesMonthly = 0, "GB a month to another region" / "다른 리전으로 나가는 월 데이터(GB)";
        other_region: OtherRegion = OtherRegion::Any, "us-east between us-east-1 and us-east-2" / "us-east-1과 us-east-2 사이이면 us-east";
    }
}

const BOTH_WAYS: Rule = Rule {
    id: "dto.tier",
    text: Text::new("between zones, a gigabyte is billed going out and coming in", "가용 영역 간 데이터는 나갈 때와 들어올 때 모두 과금됩니다"),
};

impl Billable for DataTransfer {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let volume = |gb| Ok::<_, Invalid>(Factor::new(at.period.volume(gb)?, &GIGABYTE));
        bill.uses(INTERNET_OUT.whole(), [volume(self.internet_out_gb)?])?;
        let both = Factor::new(Decimal::TWO, &DIRECTION);
        bill.uses_because(&BOTH_WAYS, INTER_AZ.whole(), [volume(self.inter_az_gb)?, both])?;
        let region = match (self.other_region, at.region) {
            (OtherRegion::UsEast, "us-east-1" | "us-east-2") => &INTER_REGION_US_EAST,
            (OtherRegion::UsEast, region) if !self.inter_region_gb.number().is_zero() => {
                return Err(Invalid::new(
                    "other_region",
                    format!("`us-east` is for us-east-1 and us-east-2, not for {region}; write `any`"),
                    format!("`us-east`: us-east-1과 us-east-2에서만 쓸 수 있습니다({region}에서는 `any`)"),
                ));
            }
            _ => &INTER_REGION,
        };
        Ok(bill.uses(region.whole(), [volume(self.inter_region_gb)?])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, bad_field, priced};

    const SEOUL: &[Row] = &[
        ("transfer/internet-out", "GB", "0:0.126 10240:0.122"),
        ("transfer/inter-az", "GB", "0.01"),
        ("transfer/inter-region", "GB", "0.08"),
    ];

    /// By hand, Seoul: 10,240 × 0.126 + 760 × 0.122.
    #[test]
    fn out_to_the_internet_is_tiered() {
        let out = DataTransfer { internet_out_gb: 11_000.into(), ..DataTransfer::default() };
        assert_eq!(priced(out, Period::month(), SEOUL).net.to_string(), "1382.96");
    }

    #[test]
    fn between_zones_both_directions_are_billed() {
        let zones = DataTransfer { inter_az_gb: 100.into(), ..DataTransfer::default() };
        assert_eq!(priced(zones, Period::month(), SEOUL).net.to_string(), "2");
    }

    #[test]
    fn the_near_region_is_for_the_eastern_states_only() {
        let near = DataTransfer {
            inter_region_gb: 1.into(),
            other_region: OtherRegion::UsEast,
            ..DataTransfer::default()
        };
        assert_eq!(bad_field(&near), "other_region");
    }
}
