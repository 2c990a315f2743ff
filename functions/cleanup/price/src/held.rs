//! What keeping a thing costs: an hour, a day, a month, and since it was made, in dollars and won. Exact; a report rounds.

use rust_decimal::Decimal;
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_engine::moment::Moment;
use sundown_engine::error::TooLarge;
use sundown_engine::exact::Exact;
use sundown_engine::money::Usd;
use sundown_engine::period::MONTH_HOURS;

/// An amount in both currencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    pub usd: Usd,
    pub won: Decimal,
}

/// What a month's price comes to over other stretches of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub hour: Money,
    pub day: Money,
    pub month: Money,
    /// Since it was made, as if it had been all the time what it is now. None where that is not known or lies ahead.
    pub since: Option<Money>,
}

const MONTH_SECONDS: u32 = MONTH_HOURS * 3_600;

impl Held {
    /// `won` is what a dollar costs.
    pub fn of(month: Usd, created: Option<Moment>, now: Moment, won: Decimal) -> Result<Self, TooLarge> {
        let over = |seconds: i64| {
            let usd = month.dollars().times(Decimal::from(seconds))?.over(Decimal::from(MONTH_SECONDS))?;
            Ok::<_, TooLarge>(Money { usd: Usd::new(usd), won: usd.times(won)? })
        };
        let since = created.map(|created| now.since(created).0).filter(|seconds| *seconds >= 0);
        Ok(Self {
            hour: over(3_600)?,
            day: over(86_400)?,
            month: over(i64::from(MONTH_SECONDS))?,
            since: since.map(over).transpose()?,
        })
    }
}

/// The dollars of a plan's price; none where it is unknown.
#[must_use]
pub fn usd(price: Price) -> Option<Usd> {
    match price {
        Price::MicroUsdMonth(micro) => Some(Usd::new(Decimal::from_i128_with_scale(micro.into(), 6))),
        Price::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(month: &str, created: Option<&str>) -> Held {
        let now = Moment::parse("2026-11-21T12:00:00Z").unwrap();
        let created = created.and_then(Moment::parse);
        Held::of(month.parse().unwrap(), created, now, Decimal::from(1_480)).unwrap()
    }

    /// By hand: 73 dollars are 0.1 an hour, 2.4 a day; three hours 0.3; won at 1,480.
    #[test]
    fn an_hour_is_a_730th_of_the_month() {
        let held = held("73", Some("2026-11-21T09:00:00Z"));
        let text = |money: Money| (money.usd.to_string(), money.won.normalize().to_string());
        assert_eq!(text(held.hour), ("0.1".into(), "148".into()));
        assert_eq!(text(held.day), ("2.4".into(), "3552".into()));
        assert_eq!(text(held.month), ("73".into(), "108040".into()));
        assert_eq!(held.since.map(text), Some(("0.3".into(), "444".into())));
    }

    #[test]
    fn what_was_made_in_the_future_or_never_has_cost_nothing_that_can_be_told() {
        assert_eq!(held("73", Some("2026-11-21T12:00:01Z")).since, None);
        assert_eq!(held("73", None).since, None);
        assert!(held("73", Some("2026-11-21T12:00:00Z")).since.unwrap().usd.is_zero());
    }

    #[test]
    fn a_plan_s_price_is_its_millionths() {
        assert_eq!(usd(Price::MicroUsdMonth(3_650_000)).unwrap().to_string(), "3.65");
        assert_eq!(usd(Price::Unknown), None);
    }
}
