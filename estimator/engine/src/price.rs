//! What a unit of a meter costs, in tiers, and the book of all prices of one region: plain values, however obtained.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::money::Usd;

/// From this amount on, a unit costs this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    pub from: Decimal,
    pub usd: Usd,
    /// AWS's rate code (SKU.term.rate), or empty where the source has none.
    pub sku: Arc<str>,
}

/// The tiers of one meter in one region, ascending from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The unit as the price list names it.
    pub unit: String,
    pub tiers: Vec<Tier>,
    /// The day the price was last confirmed, as the source tells it (a year, a month or a day).
    pub date: Arc<str>,
    pub source: Arc<str>,
}

/// Why a price cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPrice {
    #[error("has no tiers")]
    Empty,
    #[error("its first tier starts at {0}, not at 0")]
    BeginsLate(Decimal),
    #[error("its tiers are not ascending at {0}")]
    Unordered(Decimal),
    #[error("a tier costs {0}, below 0")]
    Negative(Usd),
}

impl Price {
    pub fn new(
        unit: String,
        tiers: Vec<Tier>,
        date: impl Into<Arc<str>>,
        source: impl Into<Arc<str>>,
    ) -> Result<Self, BadPrice> {
        let first = tiers.first().ok_or(BadPrice::Empty)?;
        if !first.from.is_zero() {
            return Err(BadPrice::BeginsLate(first.from));
        }
        for (tier, next) in tiers.iter().zip(tiers.iter().skip(1)) {
            if next.from <= tier.from {
                return Err(BadPrice::Unordered(next.from));
            }
        }
        if let Some(tier) = tiers.iter().find(|tier| tier.usd < Usd::ZERO) {
            return Err(BadPrice::Negative(tier.usd));
        }
        Ok(Self { unit, tiers, date: date.into(), source: source.into() })
    }

    /// What the first unit costs.
    pub fn first_usd(&self) -> Usd {
        self.tiers.first().map_or(Usd::ZERO, |tier| tier.usd)
    }
}

/// All prices of one region, with what has one price for the whole world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceBook {
    pub region: String,
    /// Where the book came from: `snapshot`, `cache`, `live`.
    pub source: String,
    pub prices: BTreeMap<String, Price>,
}

impl PriceBook {
    pub fn price(&self, meter: &str) -> Option<&Price> {
        self.prices.get(meter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(from: i64, usd: &str) -> Tier {
        Tier { from: Decimal::from(from), usd: usd.parse().unwrap(), sku: "".into() }
    }

    fn price(tiers: Vec<Tier>) -> Result<Price, BadPrice> {
        Price::new("GB".into(), tiers, "2026", "test")
    }

    #[test]
    fn tiers_start_at_zero_and_ascend() {
        assert!(price(vec![tier(0, "0.1"), tier(10, "0.05")]).is_ok());
        assert_eq!(price(vec![]), Err(BadPrice::Empty));
        assert_eq!(price(vec![tier(1, "0.1")]), Err(BadPrice::BeginsLate(Decimal::ONE)));
        assert_eq!(price(vec![tier(0, "0.1"), tier(0, "0.2")]), Err(BadPrice::Unordered(Decimal::ZERO)));
        assert_eq!(price(vec![tier(0, "-0.1")]), Err(BadPrice::Negative("-0.1".parse().unwrap())));
    }
}
