//! The answer about one finding: its month, the lines it is the sum of, and in words what it rests on.

use std::sync::Arc;

use rust_decimal::{Decimal, prelude::ToPrimitive};
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_engine::text::Text;
use sundown_engine::charge::Charge;
use sundown_engine::money::Usd;

use crate::why::Why;

/// What one finding costs a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// For the plan and its caps: rounded up to a millionth of a dollar.
    pub price: Price,
    /// The same, exact; none where it is unknown.
    pub usd: Option<Usd>,
    /// The true figure may be lower; `why` says what is not told.
    pub at_most: bool,
    pub lines: Vec<Line>,
    pub why: Text,
}

/// One line of its bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The meter's stable key: `ec2/linux:t3.micro`.
    pub meter: String,
    pub name: Text,
    pub amount: Decimal,
    pub unit: Text,
    pub usd: Usd,
    pub source: Arc<str>,
    /// The day the price was last confirmed.
    pub date: Arc<str>,
}

impl Worth {
    pub(crate) fn unknown(Why(why): Why) -> Self {
        Self { price: Price::Unknown, usd: None, at_most: false, lines: Vec::new(), why }
    }
}

impl From<Charge> for Line {
    fn from(charge: Charge) -> Self {
        let (name, unit) = (charge.meter.meter.name, charge.meter.meter.unit.name);
        Self {
            meter: charge.meter.key().to_owned(),
            name: Text::new(name.en, name.ko),
            amount: charge.amount,
            unit: Text::new(unit.en, unit.ko),
            usd: charge.usd,
            source: charge.source,
            date: charge.price_date,
        }
    }
}

/// Millionths of a dollar, rounded up: what costs anything never becomes 0. None beyond what the plan can count.
pub(crate) fn micro(usd: Usd) -> Option<u64> {
    usd.dollars().checked_mul(Decimal::from(1_000_000))?.ceil().to_u64()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_smallest_cost_is_not_nothing() {
        let micro = |usd: &str| super::micro(usd.parse().unwrap());
        assert_eq!(micro("0"), Some(0));
        assert_eq!(micro("0.000000000001"), Some(1));
        assert_eq!(micro("43.07"), Some(43_070_000));
        assert_eq!(micro("99999999999999999999"), None);
    }
}
