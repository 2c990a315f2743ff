//! A meter's cost as the sum of its steps: what is free by which rule, what is paid in which tier. No number stands
//! beside the steps; every total is their sum.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::allowance::Grant;
use crate::error::TooLarge;
use crate::exact::Exact;
use crate::meter::MeterId;
use crate::money::Usd;
use crate::price::Price;
use crate::usage::{Factor, Rule};

/// One line of a bill.
#[derive(Clone, Debug)]
pub struct Charge {
    pub meter: MeterId,
    pub amount: Decimal,
    /// At list price, before anything is free.
    pub gross: Usd,
    /// What allowances took off.
    pub free: Usd,
    /// What is left: the sum of the steps.
    pub usd: Usd,
    pub steps: Vec<Step>,
    pub parts: Vec<Part>,
    /// The price list's rate code; none where nothing had to be priced.
    pub sku: Option<Arc<str>>,
    pub price_date: Arc<str>,
    pub source: Arc<str>,
}

/// What one resource adds to a pooled charge.
#[derive(Clone, Debug)]
pub struct Part {
    pub resource: String,
    pub amount: Decimal,
    pub factors: Vec<Factor>,
    pub rule: Option<&'static Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Free by a rule. Price and worth are unknown where the price is.
    Free { amount: Decimal, rule: Arc<str>, usd_each: Option<Usd>, worth: Option<Usd> },
    /// Paid in a tier, counted from one.
    Tier { tier: usize, amount: Decimal, usd_each: Usd, usd: Usd },
}

/// Why a charge could not be made.
#[derive(Clone, Debug)]
pub enum NoCharge {
    /// Nothing is known of the price, and not all of it is free.
    Unpriced(MeterId, Vec<Part>),
    TooLarge,
}

impl From<TooLarge> for NoCharge {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// Prices the pooled amount of one meter.
pub fn charge(
    meter: MeterId,
    amount: Decimal,
    parts: Vec<Part>,
    price: Option<&Price>,
    grants: &[Grant<'_>],
) -> Result<Charge, NoCharge> {
    // What AWS gives away without limit has a rule; a $0 that a price list may carry for it says less.
    let given_away = grants.first().is_some_and(|grant| grant.allowance.amount.is_none());
    match price {
        Some(price) if !given_away => Ok(priced(meter, amount, parts, price, grants)?),
        _ => wholly_free(meter, amount, parts, grants),
    }
}

fn priced(
    meter: MeterId,
    amount: Decimal,
    parts: Vec<Part>,
    price: &Price,
    grants: &[Grant<'_>],
) -> Result<Charge, TooLarge> {
    let mut steps = Vec::new();
    let mut grants = grants.iter().map(|grant| (grant, grant.amount));
    let mut grant = grants.next();
    for (index, tier) in price.tiers.iter().enumerate() {
        let end = price.tiers.get(index + 1).map_or(amount, |next| next.from.min(amount));
        let mut at = tier.from;
        while at < end {
            let room = end.minus(at)?;
            let taken = match &mut grant {
                Some((free, left)) => {
                    let taken = room.min(*left);
                    *left = left.minus(taken)?;
                    let worth = tier.usd.each(taken)?;
                    let rule = free.allowance.id.clone();
                    steps.push(Step::Free {
                        amount: taken,
                        rule,
                        usd_each: Some(tier.usd),
                        worth: Some(worth),
                    });
                    if left.is_zero() {
                        grant = grants.next();
                    }
                    taken
                }
                None => {
                    let usd = tier.usd.each(room)?;
                    steps.push(Step::Tier { tier: index + 1, amount: room, usd_each: tier.usd, usd });
                    room
                }
            };
            at = at.plus(taken)?;
        }
    }
    let sku = price.tiers.first().map(|tier| tier.sku.clone()).filter(|sku| !sku.is_empty());
    summed(meter, amount, parts, steps, sku, price.date.clone(), price.source.clone())
}

/// Usage that lies wholly inside allowances costs nothing, whatever the price beyond them would be.
fn wholly_free(
    meter: MeterId,
    amount: Decimal,
    parts: Vec<Part>,
    grants: &[Grant<'_>],
) -> Result<Charge, NoCharge> {
    let granted = grants.iter().try_fold(Decimal::ZERO, |sum, grant| sum.plus(grant.amount))?;
    let Some(first) = grants.first().filter(|_| granted == amount) else {
        return Err(NoCharge::Unpriced(meter, parts));
    };
    let (date, source) = (first.allowance.date.clone(), first.allowance.source.clone());
    let steps = grants
        .iter()
        .map(|grant| Step::Free {
            amount: grant.amount,
            rule: grant.allowance.id.clone(),
            usd_each: None,
            worth: None,
        })
        .collect();
    Ok(summed(meter, amount, parts, steps, None, date, source)?)
}

fn summed(
    meter: MeterId,
    amount: Decimal,
    parts: Vec<Part>,
    steps: Vec<Step>,
    sku: Option<Arc<str>>,
    price_date: Arc<str>,
    source: Arc<str>,
) -> Result<Charge, TooLarge> {
    let free = Usd::sum(steps.iter().map(Step::worth))?;
    let usd = Usd::sum(steps.iter().map(Step::usd))?;
    Ok(Charge { meter, amount, gross: usd.plus(free)?, free, usd, steps, parts, sku, price_date, source })
}

impl Step {
    pub fn amount(&self) -> Decimal {
        match self {
            Self::Free { amount, .. } | Self::Tier { amount, .. } => *amount,
        }
    }

    pub fn usd(&self) -> Usd {
        match self {
            Self::Free { .. } => Usd::ZERO,
            Self::Tier { usd, .. } => *usd,
        }
    }

    /// What a free step would have cost.
    pub fn worth(&self) -> Usd {
        match self {
            Self::Free { worth, .. } => worth.unwrap_or(Usd::ZERO),
            Self::Tier { .. } => Usd::ZERO,
        }
    }
}
