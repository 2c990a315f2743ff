//! What keeping a thing costs: an hour, a day, a month, and since it was made, in dollars and won. Exact; a report rounds.

use rust_decimal::Decimal;
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_engine::moment::Moment;
use sundown_engine::error::TooLarge;
use sundown_engine::exact::Exact;
use sundown_engine::money::Usd;
use sundown_engine::period::MONTH_HOURS;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    pub usd: Usd,
    pub won: Decimal,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub hour: Money,
    pub day: Money,
    pub month: Money,
    pub since: Option<Money>,
}

const MONTH_SECONDS: u32 = MONTH_HOURS * 3_600;

impl Held {
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
#[must_use]
pub fn usd(price: Price) -> Option<Usd> {
    match price {
        Price::MicroUsdMonth(micro) => Some(Usd::new(Decimal::from_i128_with_scale(micro.into(), 6))),
        Price::Unknown => None,
    }
}
