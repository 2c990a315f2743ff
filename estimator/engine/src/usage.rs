//! An amount of one meter, as the product of factors a person recognises: 300,000 requests × 120 ms × 512 MB. The amount
//! cannot disagree with its explanation, because it is computed from it.

use rust_decimal::Decimal;

use crate::error::TooLarge;
use crate::exact::{Exact, kept};
use crate::meter::MeterId;
use crate::text::Text;
use crate::unit::Unit;

/// One number of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    pub amount: Decimal,
    /// What it is divided by: 3 of 730 hours.
    pub per: Decimal,
    pub unit: &'static Unit,
}

impl Factor {
    pub fn new(amount: Decimal, unit: &'static Unit) -> Self {
        Self { amount, per: Decimal::ONE, unit }
    }
}

/// Why an amount is what it is, where the factors alone do not say it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The rule's name in our facts: `lambda.init`.
    pub id: &'static str,
    pub text: Text,
}

/// How much of a meter one resource uses.
#[derive(Clone, Debug)]
pub struct Usage {
    pub meter: MeterId,
    pub amount: Decimal,
    pub factors: Vec<Factor>,
    pub rule: Option<&'static Rule>,
}

impl Usage {
    pub fn of(meter: MeterId, factors: impl Into<Vec<Factor>>) -> Result<Self, TooLarge> {
        let factors = factors.into();
        let amount = product(&factors)?;
        Ok(Self { meter, amount, factors, rule: None })
    }

    pub fn because(mut self, rule: &'static Rule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// The same, by every one of so many.
    pub fn by(mut self, factor: Factor) -> Result<Self, TooLarge> {
        self.factors.push(factor);
        self.amount = product(&self.factors)?;
        Ok(self)
    }
}

/// One division, last, so that rounding happens once.
fn product(factors: &[Factor]) -> Result<Decimal, TooLarge> {
    let (mut amount, mut divisor) = (Decimal::ONE, Decimal::ONE);
    for factor in factors {
        // A whole month of 730 hours, or one of something.
        if factor.amount == factor.per && factor.unit.per == 1 {
            continue;
        }
        amount = amount.times(factor.amount)?;
        // Most factors divide by nothing, and this is where a comparison spends its time.
        if factor.per != Decimal::ONE {
            divisor = divisor.times(factor.per)?;
        }
        if factor.unit.per != 1 {
            divisor = divisor.times(factor.unit.divisor())?;
        }
    }
    if divisor == Decimal::ONE { Ok(kept(amount)) } else { amount.over(divisor) }
}

/// The usages of one resource as its service writes them down.
#[derive(Debug, Default)]
pub struct Bill {
    pub usages: Vec<Usage>,
    /// What is used and cannot be put into a meter we know.
    pub unmetered: Vec<Unmetered>,
    /// Bought once, outside the monthly total and outside every credit.
    pub once: Vec<Once>,
}

/// Something that costs money and that we cannot put a meter to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmetered {
    pub what: Text,
    pub why: Text,
}

/// A fee of its own rhythm (a domain's year), which no total of a month may contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    pub what: Text,
    /// As the user wrote it; none if it was not told.
    pub usd: Option<Decimal>,
}

impl Bill {
    /// Notes an amount; nothing of something is not a line.
    pub fn uses(&mut self, meter: MeterId, factors: impl Into<Vec<Factor>>) -> Result<(), TooLarge> {
        self.note(Usage::of(meter, factors)?);
        Ok(())
    }

    /// The same with the rule that made the amount.
    pub fn uses_because(
        &mut self,
        rule: &'static Rule,
        meter: MeterId,
        factors: impl Into<Vec<Factor>>,
    ) -> Result<(), TooLarge> {
        self.note(Usage::of(meter, factors)?.because(rule));
        Ok(())
    }

    fn note(&mut self, usage: Usage) {
        if !usage.amount.is_zero() {
            self.usages.push(usage);
        }
    }
}
