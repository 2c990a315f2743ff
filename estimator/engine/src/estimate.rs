//! The estimate of one deployment for one period: usage pooled by meter, priced as charges, with the gaps that could not
//! be. Everything it depends on comes in as values.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::account::{Account, Plan, State};
use crate::charge::{Charge, NoCharge, Part, Step, charge};
use crate::error::{Error, Invalid, TooLarge};
use crate::exact::Exact;
use crate::facts::Facts;
use crate::meter::MeterId;
use crate::money::Usd;
use crate::period::Period;
use crate::price::PriceBook;
use crate::resource::{Billable, Refusal, Site};
use crate::services::Resource;
use crate::text::Sentence;
use crate::unit::STUDENT;
use crate::usage::{Bill, Factor, Once, Unmetered, Usage};

/// Named resources: what is built, and nothing of what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    pub name: String,
    pub resources: Vec<(String, Resource)>,
}

/// What an estimate depends on besides the deployment.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    pub book: &'a PriceBook,
    pub facts: &'a Facts,
    pub account: Account,
    pub on: Date,
}

/// For whom and how long.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    pub period: Period,
    /// How many build the same in one account (or under one payer).
    pub students: u32,
    pub stopped: bool,
}

impl Scope {
    /// A whole month for one.
    pub fn month() -> Self {
        Self { period: Period::month(), students: 1, stopped: false }
    }
}

#[derive(Clone, Debug)]
pub struct Estimate {
    pub name: String,
    pub charges: Vec<Charge>,
    pub gaps: Vec<Gap>,
    pub once: Vec<(String, Once)>,
    pub refused: Vec<(String, Refusal)>,
    pub gross: Usd,
    pub free: Usd,
    pub credits: Usd,
    pub net: Usd,
}

/// Something used that could not be priced. While there is one, the total is a lower bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub resources: Vec<String>,
    /// A meter's key, or the thing in words.
    pub what: Sentence,
    pub why: Sentence,
}

impl Estimate {
    pub fn is_lower_bound(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// The rules that took something off.
    pub fn rules(&self) -> BTreeSet<&str> {
        let steps = self.charges.iter().flat_map(|charge| &charge.steps);
        steps
            .filter_map(|step| match step {
                Step::Free { rule, .. } => Some(rule.as_ref()),
                Step::Tier { .. } => None,
            })
            .collect()
    }
}

/// Estimates one deployment.
pub fn estimate(world: &World<'_>, deployment: &Deployment, scope: &Scope) -> Result<Estimate, Error> {
    let used = used(world, deployment, scope)?;
    let mut gaps = used.gaps;
    let mut charges = Vec::with_capacity(used.pools.len());

    let amounts: Vec<_> = used.pools.iter().map(|(meter, pool)| (meter.key(), pool.amount)).collect();
    let (account, programme) = (&world.account, &world.facts.programme);
    let grants = world.facts.allowances.granted(|rule| rule.holds(account, programme, world.on), &amounts)?;

    for (meter, pool) in used.pools {
        let price = world.book.price(meter.key());
        if let Some(price) = price.filter(|price| price.unit != meter.meter.unit.id) {
            let (priced, metered) = (price.unit.clone(), meter.meter.unit.id);
            return Err(Error::Unit { meter: meter.to_string(), priced, metered });
        }
        let grants = grants.get(meter.key()).map_or(&[][..], Vec::as_slice);
        match charge(meter, pool.amount, pool.parts, price, grants) {
            Ok(charge) => charges.push(charge),
            Err(NoCharge::TooLarge) => return Err(Error::TooLarge(TooLarge)),
            Err(NoCharge::Unpriced(meter, parts)) => gaps.push(unpriced(&meter, &parts, &world.book.region)),
        }
    }
    totalled(world, deployment, charges, gaps, used.once)
}

/// All usages of one meter.
#[derive(Default)]
struct Pool {
    amount: Decimal,
    parts: Vec<Part>,
}

struct Used {
    pools: BTreeMap<MeterId, Pool>,
    gaps: Vec<Gap>,
    once: Vec<(String, Once)>,
}

fn used(world: &World<'_>, deployment: &Deployment, scope: &Scope) -> Result<Used, Error> {
    let site = Site {
        region: &world.book.region,
        on: world.on,
        period: scope.period,
        facts: world.facts,
        stopped: scope.stopped,
    };
    let mut used = Used { pools: BTreeMap::new(), gaps: Vec::new(), once: Vec::new() };
    for (name, resource) in &deployment.resources {
        let mut bill = Bill::default();
        resource.usage(&site, &mut bill).map_err(|invalid| refused(deployment, name, invalid))?;
        for usage in bill.usages {
            used.add(name, usage, scope.students)?;
        }
        for unmetered in bill.unmetered {
            let Unmetered { what, why } = unmetered;
            let what = Sentence::new(format!("{name}: {}", what.en), format!("{name}: {}", what.ko));
            used.gaps.push(Gap { resources: vec![name.clone()], what, why: why.into() });
        }
        used.once.extend(bill.once.into_iter().map(|once| (name.clone(), once)));
    }
    Ok(used)
}

impl Used {
    fn add(&mut self, resource: &str, usage: Usage, students: u32) -> Result<(), TooLarge> {
        let usage =
            if students == 1 { usage } else { usage.by(Factor::new(Decimal::from(students), &STUDENT))? };
        let Usage { meter, amount, factors, rule } = usage;
        let pool = self.pools.entry(meter).or_default();
        pool.amount = pool.amount.plus(amount)?;
        pool.parts.push(Part { resource: resource.to_owned(), amount, factors, rule });
        Ok(())
    }
}

fn refused(deployment: &Deployment, resource: &str, invalid: Invalid) -> Error {
    Error::Resource { deployment: deployment.name.clone(), resource: resource.to_owned(), invalid }
}

fn unpriced(meter: &MeterId, parts: &[Part], region: &str) -> Gap {
    let mut resources: Vec<_> = parts.iter().map(|part| part.resource.clone()).collect();
    resources.dedup();
    let why = Sentence::new(
        format!("no price for it in {region} in this price book"),
        format!("이 가격표에는 {region} 가격이 없습니다"),
    );
    Gap { resources, what: Sentence::new(meter.key(), meter.key()), why }
}

fn totalled(
    world: &World<'_>,
    deployment: &Deployment,
    charges: Vec<Charge>,
    gaps: Vec<Gap>,
    once: Vec<(String, Once)>,
) -> Result<Estimate, Error> {
    let gross = Usd::sum(charges.iter().map(|charge| charge.gross))?;
    let free = Usd::sum(charges.iter().map(|charge| charge.free))?;
    let owed = gross.minus(free)?;
    let standing = world.account.standing(&world.facts.programme, world.on);
    let credits = match world.account.credits {
        Some(left) if standing.credits_valid() && !world.account.in_organization => left.min(owed),
        _ => Usd::ZERO,
    };
    Ok(Estimate {
        name: deployment.name.clone(),
        refused: refusals(world, deployment),
        charges,
        gaps,
        once,
        gross,
        free,
        credits,
        net: owed.minus(credits)?,
    })
}

/// What AWS would not let this account have, before any price.
fn refusals(world: &World<'_>, deployment: &Deployment) -> Vec<(String, Refusal)> {
    let standing = world.account.standing(&world.facts.programme, world.on);
    if standing.state() != State::Open {
        return vec![(deployment.name.clone(), closed())];
    }
    if world.account.active_plan(&standing) != Some(Plan::Free) {
        return Vec::new();
    }
    let refused =
        |(name, resource): &(String, Resource)| Some((name.clone(), resource.refused(world.facts)?));
    deployment.resources.iter().filter_map(refused).collect()
}

fn closed() -> Refusal {
    Refusal {
        rule: "plan.free.duration",
        why: Sentence::new(
            "the free plan has ended on that day: nothing runs until the account is upgraded",
            "그날은 프리 플랜이 끝난 상태입니다. 유료 플랜으로 전환해야 다시 사용할 수 있습니다",
        ),
    }
}
