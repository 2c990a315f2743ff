//! Amazon S3: what buckets keep in the Standard and Standard-IA classes, the requests to it, and what is read back from
//! Standard-IA. Deleting is free.

use crate::error::{Invalid, TooLarge};
use crate::exact::Exact;
use crate::meter::{Meter, Select};
use crate::period::Period;
use crate::quantity::{Gigabytes, GigabytesMonthly, Monthly, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{GB, GB_MONTH, GIGABYTE, HOUR, REQUEST, REQUESTS};
use crate::usage::{Bill, Factor, Rule};
use rust_decimal::Decimal;

pub const STANDARD: Meter = Meter {
    key: "s3/standard",
    unit: GB_MONTH,
    name: Text::new("S3 Standard storage", "S3 Standard 스토리지"),
    select: Some(Select::of("AmazonS3", "TimedStorage-ByteHrs").when(&[("volumeType", "Standard")])),
};
pub const PUT: Meter = Meter {
    key: "s3/put",
    unit: REQUESTS,
    name: Text::new("S3 writes and lists", "S3 쓰기·목록 요청"),
    select: Some(Select::of("AmazonS3", "Requests-Tier1").when(&[("group", "S3-API-Tier1")])),
};
pub const GET: Meter = Meter {
    key: "s3/get",
    unit: REQUESTS,
    name: Text::new("S3 reads", "S3 읽기 요청"),
    select: Some(Select::of("AmazonS3", "Requests-Tier2").when(&[("group", "S3-API-Tier2")])),
};
pub const IA: Meter = Meter {
    key: "s3/ia",
    unit: GB_MONTH,
    name: Text::new("S3 Standard-IA storage", "S3 Standard-IA 스토리지"),
    select: Some(
        Select::of("AmazonS3", "TimedStorage-SIA-ByteHrs")
            .when(&[("volumeType", "Standard - Infrequent Access")]),
    ),
};
pub const IA_PUT: Meter = Meter {
    key: "s3/ia-put",
    unit: REQUESTS,
    name: Text::new("S3 Standard-IA writes and lists", "S3 Standard-IA 쓰기·목록 요청"),
    select: Some(Select::of("AmazonS3", "Requests-SIA-Tier1").when(&[("group", "S3-API-SIA-Tier1")])),
};
pub const IA_GET: Meter = Meter {
    key: "s3/ia-get",
    unit: REQUESTS,
    name: Text::new("S3 Standard-IA reads", "S3 Standard-IA 읽기 요청"),
    select: Some(Select::of("AmazonS3", "Requests-SIA-Tier2").when(&[("group", "S3-API-SIA-Tier2")])),
};
pub const IA_RETRIEVAL: Meter = Meter {
    key: "s3/ia-retrieval",
    unit: GB,
    name: Text::new("S3 Standard-IA retrieval", "S3 Standard-IA 검색"),
    select: Some(Select::of("AmazonS3", "Retrieval-SIA").when(&[("group", "S3-API-SIA-Retrieval")])),
};

pub const SERVICE: Service = Service {
    key: "s3",
    name: "Amazon S3",
    about: Text::new(
        "Keeps files; billed by what is kept and by the request",
        "파일을 보관합니다. 저장량과 요청 수로 과금됩니다",
    ),
    page: "https://aws.amazon.com/s3/pricing/",
    meters: &[&STANDARD, &PUT, &GET, &IA, &IA_PUT, &IA_GET, &IA_RETRIEVAL],
    kinds: &[&S3::KIND],
};

resource! {
    /// One bucket, or several together.
    S3 "s3" "an S3 bucket" / "S3 버킷" {
        storage_gb: Gigabytes = 0, "GB in Standard" / "Standard 저장량(GB)";
        put_requests: Monthly = 0, "PUT, COPY, POST and LIST requests a month" / "월 PUT·COPY·POST·LIST 요청 수";
        get_requests: Monthly = 0, "GET and other requests a month (DELETE is free)" / "월 GET 등 요청 수(DELETE는 무료)";
        ia_storage_gb: Gigabytes = 0,
            "GB in Standard-IA, in objects of 128 KB or more" / "Standard-IA 저장량(GB, 128KB 이상 객체)";
        ia_put_requests: Monthly = 0,
            "PUT, COPY, POST and LIST requests to Standard-IA a month" / "Standard-IA 월 PUT·COPY·POST·LIST 요청 수";
        ia_get_requests: Monthly = 0, "GET requests to Standard-IA a month" / "Standard-IA 월 GET 요청 수";
        ia_retrieval_gb: GigabytesMonthly = 0, "GB a month read from Standard-IA" / "Standard-IA 월 검색량(GB)";
    }
}

const LEAST_TIME: Rule = Rule {
    id: "s3",
    text: Text::new(
        "what is deleted before its 30th day in Standard-IA is billed for 30 days",
        "Standard-IA에서 30일 이전에 삭제하면 30일분이 과금됩니다",
    ),
};

/// Thirty days.
const LEAST_HOURS: Decimal = Decimal::from_parts(720, 0, 0, false, 0);

impl Billable for S3 {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let stored = Factor::new(self.storage_gb.number(), &GIGABYTE);
        bill.uses(STANDARD.whole(), [stored, at.period.share_of_month()])?;
        self.infrequent(&at.period, bill)?;
        let requests = [
            (&PUT, self.put_requests),
            (&GET, self.get_requests),
            (&IA_PUT, self.ia_put_requests),
            (&IA_GET, self.ia_get_requests),
        ];
        for (meter, monthly) in requests {
            bill.uses(meter.whole(), [Factor::new(at.period.events(monthly)?, &REQUEST)])?;
        }
        let retrieved = Factor::new(at.period.volume(self.ia_retrieval_gb)?, &GIGABYTE);
        Ok(bill.uses(IA_RETRIEVAL.whole(), [retrieved])?)
    }
}

impl S3 {
    fn infrequent(&self, period: &Period, bill: &mut Bill) -> Result<(), TooLarge> {
        let stored = Factor::new(self.ia_storage_gb.number(), &GIGABYTE);
        let kept = period.kept_hours;
        if kept.is_zero() || kept >= LEAST_HOURS {
            return bill.uses(IA.whole(), [stored, period.share_of_month()]);
        }
        // Each stretch of the time something is kept carries its share of the thirty days, so that stretches add up.
        let hours = period.hours.times(LEAST_HOURS)?.over(kept)?;
        let share = Factor { amount: hours, per: period.month_hours, unit: &HOUR };
        bill.uses_because(&LEAST_TIME, IA.whole(), [stored, share])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charge::charge;
    use crate::testing::{Row, book, decimal, priced, used};

    const STANDARD_TIERS: Row = ("s3/standard", "GB-Mo", "0:0.023 51200:0.022 512000:0.021");

    /// AWS's S3 course and FAQ: 100 GB for 15 days, then 100 TB for 16 days of March (744 h): 52,900 GB-months,
    /// 51,200 × $0.023 + 1,700 × $0.022.
    #[test]
    fn storage_is_byte_hours_over_the_hours_of_the_actual_month() {
        let stretches = [(15, 100_u64), (16, 102_400)].map(|(days, gb)| {
            let period = Period::of_hours(Decimal::from(days * 24)).in_month_of(Decimal::from(744));
            let bill = used(&S3 { storage_gb: gb.into(), ..S3::default() }, period, false).unwrap();
            bill.usages[0].amount
        });
        let amount = stretches[0].plus(stretches[1]).unwrap();
        assert_eq!(amount, Decimal::from(52_900));
        let book = book(&[STANDARD_TIERS]);
        let charge = charge(STANDARD.whole(), amount, vec![], book.price("s3/standard"), &[]).unwrap();
        assert_eq!(charge.usd.to_string(), "1215");
    }

    /// AWS's S3 course: 310,000 PUT at $0.005 a thousand, 620,000 GET at $0.004 ten thousand; 5,000 DELETE are free.
    #[test]
    fn requests_by_their_kind() {
        let rows = &[("s3/put", "Requests", "0.000005"), ("s3/get", "Requests", "0.0000004")];
        let bucket =
            S3 { put_requests: 310_000.into(), get_requests: 620_000.into(), ..S3::default() };
        assert_eq!(priced(bucket, Period::month(), rows).net.to_string(), "1.798");
    }

    /// AWS's S3 course: 300 GB retrieved from Standard-IA at $0.01.
    #[test]
    fn retrieval_is_by_the_gigabyte() {
        let bucket = S3 { ia_retrieval_gb: 300.into(), ..S3::default() };
        let estimate = priced(bucket, Period::month(), &[("s3/ia-retrieval", "GB", "0.01")]);
        assert_eq!(estimate.net.to_string(), "3");
    }

    #[test]
    fn standard_ia_is_billed_for_thirty_days_at_least() {
        let bucket = S3 { ia_storage_gb: 73.into(), ..S3::default() };
        let rows: &[Row] = &[("s3/ia", "GB-Mo", "0.0125")];
        let lab = priced(bucket.clone(), Period::of_hours(decimal("3")), rows);
        assert_eq!(lab.net.to_string(), "0.9", "73 GB × 720 of 730 h × $0.0125");
        assert_eq!(lab.charges[0].parts[0].rule, Some(&LEAST_TIME));
        assert_eq!(priced(bucket, Period::month(), rows).net.to_string(), "0.9125");
    }
}
