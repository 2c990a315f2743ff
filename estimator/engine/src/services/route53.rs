//! Amazon Route 53: hosted zones, whose month is never shared out, queries, and domains, whose yearly fee is the
//! registrar's: in no price list, in no monthly total, and never paid by credits.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Dollars, Monthly, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{HOSTED_ZONES, QUERIES};
use crate::usage::{Bill, Factor, Once, Rule};
use rust_decimal::Decimal;

pub const ZONE: Meter = Meter {
    key: "route53/zone",
    unit: HOSTED_ZONES,
    name: Text::new("hosted zone", "호스팅 영역"),
    select: Some(Select::of("AmazonRoute53", "HostedZone").when(&[("productFamily", "DNS Zone")]).global()),
};
pub const QUERY: Meter = Meter {
    key: "route53/query",
    unit: QUERIES,
    name: Text::new("DNS queries", "DNS 쿼리"),
    select: Some(Select::of("AmazonRoute53", "DNS-Queries").when(&[("productFamily", "DNS Query")]).global()),
};
/// Queries of alias records to AWS's own endpoints.
pub const QUERY_ALIAS: Meter = Meter {
    key: "route53/query-alias",
    unit: QUERIES,
    name: Text::new("alias queries", "별칭 쿼리"),
    select: None,
};

pub const SERVICE: Service = Service {
    key: "route53",
    name: "Amazon Route 53",
    about: Text::new(
        "DNS: a fee for each zone and month, queries by the million; a domain's yearly fee is apart",
        "DNS. 호스팅 영역은 월 단위, 쿼리는 100만 건 단위로 과금되며 도메인 연간 요금은 별도입니다",
    ),
    page: "https://aws.amazon.com/route53/pricing/",
    meters: &[&ZONE, &QUERY, &QUERY_ALIAS],
    kinds: &[&HostedZone::KIND, &Domain::KIND],
};

resource! {
    /// Zones with their queries.
    HostedZone "hosted_zone" "Route 53 hosted zones" / "Route 53 호스팅 영역" {
        count: Count = 1, "how many" / "개수";
        queries: Monthly = 0, "standard queries a month" / "월 표준 쿼리 수";
        alias_queries: Monthly = 0, "queries of alias records to AWS a month" / "AWS 별칭 레코드의 월 쿼리 수";
    }
}

resource! {
    /// A name bought for a year.
    Domain "domain" "a registered domain" / "등록한 도메인" {
        yearly_usd: Option<Dollars> = None, "its yearly price, dollars: see the registrar" / "연간 요금(달러): 등록 기관에서 확인";
    }
}

/// A zone deleted within this time is not charged.
const FREE_HOURS: u32 = 12;

const WHOLE_MONTH: Rule = Rule {
    id: "route53",
    text: Text::new(
        "a zone costs its month once it is kept 12 hours; the month is not shared out",
        "호스팅 영역은 12시간 넘게 유지하면 한 달 요금이 과금되며 일할 계산하지 않습니다",
    ),
};

impl Billable for HostedZone {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        if at.period.kept_hours > Decimal::from(FREE_HOURS) {
            let zones = Factor::new(self.count.number(), &HOSTED_ZONES);
            bill.uses_because(&WHOLE_MONTH, ZONE.whole(), [zones])?;
        }
        bill.uses(QUERY.whole(), [Factor::new(at.period.events(self.queries)?, &QUERIES)])?;
        bill.uses(QUERY_ALIAS.whole(), [Factor::new(at.period.events(self.alias_queries)?, &QUERIES)])?;
        Ok(())
    }
}

impl Billable for Domain {
    fn usage(&self, _at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let what = Text::new(
            "a domain, paid for a year at once and never by credits",
            "도메인. 1년 요금을 한 번에 내며 크레딧으로 낼 수 없습니다",
        );
        bill.once.push(Once { what, usd: self.yearly_usd.map(Quantity::number) });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, decimal, priced};

    const PRICES: &[Row] = &[("route53/zone", "HostedZones", "0:0.5 25:0.1"), ("route53/query", "Queries", "0.0000004")];

    /// infracost's golden: one zone, one month, $0.50.
    #[test]
    fn a_zone_costs_its_month_or_nothing() {
        let cost = |hours: &str| priced(HostedZone::default(), Period::of_hours(decimal(hours)), PRICES).net.to_string();
        assert_eq!(cost("730"), "0.5");
        assert_eq!(cost("13"), "0.5");
        assert_eq!(cost("12"), "0");
    }

    /// By hand: 25 × 0.50 + 5 × 0.10 + 2,000,000 × 0.0000004.
    #[test]
    fn zones_past_the_twenty_fifth_are_cheaper() {
        let zones = HostedZone { count: 30.into(), queries: 2_000_000.into(), ..HostedZone::default() };
        assert_eq!(priced(zones, Period::month(), PRICES).net.to_string(), "13.8");
    }

    #[test]
    fn a_domain_stands_outside_the_total() {
        let told = priced(Domain { yearly_usd: Some(15.into()) }, Period::month(), PRICES);
        assert_eq!((told.net.to_string().as_str(), told.once[0].1.usd), ("0", Some(Decimal::from(15))));
        let untold = priced(Domain::default(), Period::month(), PRICES);
        assert_eq!((untold.is_lower_bound(), untold.once[0].1.usd), (false, None));
    }
}
