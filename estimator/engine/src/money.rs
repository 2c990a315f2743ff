//! Dollars, exact. The only money in the engine: won appears when a report is printed, with its rate.

use std::fmt;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::error::TooLarge;
use crate::exact::Exact;

/// Exact decimal dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Usd(Decimal);

impl Usd {
    pub const ZERO: Self = Self(Decimal::ZERO);

    pub fn new(dollars: Decimal) -> Self {
        Self(dollars)
    }

    pub fn dollars(self) -> Decimal {
        self.0
    }

    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    pub fn plus(self, other: Self) -> Result<Self, TooLarge> {
        self.0.plus(other.0).map(Self::new)
    }

    pub fn minus(self, other: Self) -> Result<Self, TooLarge> {
        self.0.minus(other.0).map(Self::new)
    }

    /// So many units at this price each.
    pub fn each(self, amount: Decimal) -> Result<Self, TooLarge> {
        self.0.times(amount).map(Self::new)
    }

    /// An even share, for showing what one of a class pays. Not part of any sum.
    pub fn shared_by(self, people: u32) -> Result<Self, TooLarge> {
        self.0.over(Decimal::from(people)).map(Self::new)
    }

    pub fn sum(parts: impl IntoIterator<Item = Self>) -> Result<Self, TooLarge> {
        parts.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

/// Every digit that says something: for people a report rounds, the engine never does.
impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

impl Serialize for Usd {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// AWS prints prices as decimal strings; nothing is lost on the way in.
impl std::str::FromStr for Usd {
    type Err = rust_decimal::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Decimal::from_str_exact(text).map(Self::new)
    }
}
