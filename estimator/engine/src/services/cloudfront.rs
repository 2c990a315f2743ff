//! Amazon CloudFront: data and requests by the geography of the viewer, invalidation paths, or the $0 flat-rate plan, which
//! has no overage and which an account on the free plan may not have.

use crate::error::Invalid;
use crate::facts::Facts;
use crate::meter::{Meter, Select};
use crate::quantity::{GigabytesMonthly, Monthly};
use crate::resource::{Billable, Refusal, Site, choice, resource};
use crate::services::Service;
use crate::text::{Sentence, Text};
use crate::unit::{GB, GIGABYTE, PATHS, PLANS, REQUEST, REQUESTS};
use crate::usage::{Bill, Factor, Rule, Unmetered};
use rust_decimal::Decimal;

/// Families: one meter a geography.
pub const OUT: Meter = Meter {
    key: "cloudfront/out",
    unit: GB,
    name: Text::new("CloudFront data out", "CloudFront 나가는 데이터"),
    select: Some(
        Select::of("AmazonCloudFront", "DataTransfer-Out-Bytes")
            .when(&[("transferType", "CloudFront Outbound"), ("fromLocation", "{}"), ("toLocation", "External")])
            .named(PLACES)
            .global(),
    ),
};
pub const HTTPS: Meter = Meter {
    key: "cloudfront/https",
    unit: REQUESTS,
    name: Text::new("CloudFront HTTPS requests", "CloudFront HTTPS 요청"),
    select: Some(
        Select::of("AmazonCloudFront", "Requests-HTTPS-Proxy")
            .when(&[("location", "{}"), ("requestType", "CloudFront-Request-HTTPS-Proxy")])
            .named(PLACES)
            .global(),
    ),
};
pub const HTTP: Meter = Meter {
    key: "cloudfront/http",
    unit: REQUESTS,
    name: Text::new("CloudFront HTTP requests", "CloudFront HTTP 요청"),
    select: Some(
        Select::of("AmazonCloudFront", "Requests-HTTP-Proxy")
            .when(&[("location", "{}"), ("requestType", "CloudFront-Request-HTTP-Proxy")])
            .named(PLACES)
            .global(),
    ),
};
pub const INVALIDATION: Meter = Meter {
    key: "cloudfront/invalidation",
    unit: PATHS,
    name: Text::new("CloudFront invalidation paths", "CloudFront 무효화 경로"),
    select: Some(Select::of("AmazonCloudFront", "Invalidations").global()),
};
/// A flat-rate plan; its price is in no price list we can read.
pub const PLAN: Meter = Meter {
    key: "cloudfront/plan",
    unit: PLANS,
    name: Text::new("CloudFront flat-rate plan", "CloudFront 정액 요금제"),
    select: None,
};

/// The price list's names of the places; all but Asia Pacific's are recalled, not read.
const PLACES: &[(&str, &str)] = &[
    ("apac", "Asia Pacific"),
    ("us", "United States"),
    ("ca", "Canada"),
    ("eu", "Europe"),
    ("jp", "Japan"),
    ("in", "India"),
    ("au", "Australia"),
    ("sa", "South America"),
    ("za", "South Africa"),
    ("me", "Middle East"),
];

pub const SERVICE: Service = Service {
    key: "cloudfront",
    name: "Amazon CloudFront",
    about: Text::new(
        "Brings files to viewers; billed by data and requests, or a flat plan",
        "파일을 가까운 곳에서 전송합니다. 데이터와 요청 수 또는 정액 요금제로 과금됩니다",
    ),
    page: "https://aws.amazon.com/cloudfront/pricing/",
    meters: &[&OUT, &HTTPS, &HTTP, &INVALIDATION, &PLAN],
    kinds: &[&Cloudfront::KIND],
};

choice! {
    /// Where the viewers are.
    Geography {
        Apac = "apac", Us = "us", Ca = "ca", Eu = "eu", Jp = "jp", In = "in", Au = "au", Sa = "sa", Za = "za", Me = "me"
    }
}

choice! {
    PricePlan { PayAsYouGo = "pay_as_you_go", Free = "free" }
}

resource! {
    /// One distribution.
    Cloudfront "cloudfront" "a CloudFront distribution" / "CloudFront 배포" {
        out_gb: GigabytesMonthly = 0, "GB a month to viewers" / "최종 사용자로 나가는 월 데이터(GB)";
        https_requests: Monthly = 0, "HTTPS requests a month" / "월 HTTPS 요청 수";
        http_requests: Monthly = 0, "HTTP requests a month" / "월 HTTP 요청 수";
        invalidation_paths: Monthly = 0, "paths invalidated a month" / "월 무효화 경로 수";
        geography: Geography = Geography::Apac, "where the viewers are" / "최종 사용자 지역";
        plan: PricePlan = PricePlan::PayAsYouGo, "how it is billed" / "요금 방식";
    }
}

const FLAT: Rule = Rule {
    id: "always.cloudfront.flatfree",
    text: Text::new(
        "the $0 plan covers 100 GB and 1,000,000 requests a month, without overage",
        "$0 요금제는 월 100GB와 요청 100만 건까지이며 초과 요금이 없습니다",
    ),
};
const PAST_THE_PLAN: Unmetered = Unmetered {
    what: Text::new("CloudFront past the $0 plan", "$0 요금제를 넘는 CloudFront 사용량"),
    why: Text::new(
        "past 100 GB or 1,000,000 requests the $0 plan is slowed down or has to be upgraded",
        "월 100GB 또는 요청 100만 건을 넘으면 속도가 제한되거나 상위 요금제가 필요합니다",
    ),
};

impl Billable for Cloudfront {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let volume = at.period.volume(self.out_gb)?;
        let https = at.period.events(self.https_requests)?;
        let http = at.period.events(self.http_requests)?;
        if self.plan == PricePlan::Free {
            bill.uses_because(&FLAT, PLAN.of("free"), [Factor::new(Decimal::ONE, &PLANS)])?;
            let most_requests = Decimal::from(1_000_000);
            if volume > Decimal::ONE_HUNDRED || https > most_requests || http > most_requests {
                bill.unmetered.push(PAST_THE_PLAN);
            }
            return Ok(());
        }
        let place = self.geography.word();
        bill.uses(OUT.of(place), [Factor::new(volume, &GIGABYTE)])?;
        bill.uses(HTTPS.of(place), [Factor::new(https, &REQUEST)])?;
        bill.uses(HTTP.of(place), [Factor::new(http, &REQUEST)])?;
        let paths = at.period.events(self.invalidation_paths)?;
        Ok(bill.uses(INVALIDATION.whole(), [Factor::new(paths, &PATHS)])?)
    }

    fn refused(&self, _facts: &Facts) -> Option<Refusal> {
        (self.plan == PricePlan::Free).then(|| Refusal {
            rule: "always.cloudfront.flatfree",
            why: Sentence::new(
                "CloudFront's $0 flat-rate plan needs an account on the paid plan; use pay_as_you_go",
                "CloudFront $0 정액 요금제는 유료 플랜 계정에서만 쓸 수 있습니다. pay_as_you_go를 쓰십시오",
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, facts, priced};

    const PRICES: &[Row] = &[
        ("cloudfront/out:apac", "GB", "0:0.12 10240:0.1"),
        ("cloudfront/https:apac", "Requests", "0.0000012"),
        ("cloudfront/invalidation", "Paths", "0.005"),
        ("cloudfront/plan:free", "Plans", "0"),
    ];

    /// By hand, Asia Pacific: 10,240 × 0.12 + 60 × 0.10 + 1,000,000 × 0.0000012 + 10 × 0.005.
    #[test]
    fn data_is_tiered_by_the_geography_of_the_viewer() {
        let site = Cloudfront {
            out_gb: 10_300.into(),
            https_requests: 1_000_000.into(),
            invalidation_paths: 10.into(),
            ..Cloudfront::default()
        };
        assert_eq!(priced(site, Period::month(), PRICES).net.to_string(), "1236.05");
    }

    #[test]
    fn the_free_plan_has_a_ceiling_and_is_not_for_free_accounts() {
        let small = Cloudfront { plan: PricePlan::Free, out_gb: 50.into(), ..Cloudfront::default() };
        assert!(small.refused(&facts(Vec::new())).is_some());
        let priced_small = priced(small.clone(), Period::month(), PRICES);
        assert_eq!((priced_small.net.to_string().as_str(), priced_small.is_lower_bound()), ("0", false));
        let large = Cloudfront { out_gb: 101.into(), ..small };
        assert!(priced(large, Period::month(), PRICES).is_lower_bound());
    }
}
