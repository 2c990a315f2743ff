//! A small world for tests: prices written as AWS prints them, one account, one day.

mod laws;
mod worked_examples;

use std::collections::BTreeMap;

use jiff::civil::date;
use rust_decimal::Decimal;

use crate::account::{Account, Programme};
use crate::allowance::Allowance;
use crate::error::Invalid;
use crate::estimate::{Deployment, Estimate, Scope, World, estimate};
use crate::facts::{Burst, Facts, InstanceType, Support};
use crate::period::Period;
use crate::price::{Price, PriceBook, Tier};
use crate::resource::{Billable, Site};
use crate::services::Resource;
use crate::usage::Bill;

/// `("lambda/requests-x86", "Requests", "0:0.0000002")`; several tiers are separated by blanks.
pub(crate) type Row = (&'static str, &'static str, &'static str);

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn book(rows: &[Row]) -> PriceBook {
    let prices = rows.iter().map(|(meter, unit, tiers)| ((*meter).to_owned(), price(unit, tiers))).collect();
    PriceBook { region: "ap-northeast-2".into(), source: "test".into(), prices }
}

fn price(unit: &str, tiers: &str) -> Price {
    let tier = |tier: &str| {
        let (from, usd) = tier.split_once(':').unwrap_or(("0", tier));
        Tier { from: decimal(from), usd: usd.parse().unwrap(), sku: "SKU".into() }
    };
    Price::new(unit.into(), tiers.split(' ').map(tier).collect(), "2026-10-01", "test").unwrap()
}

pub(crate) fn programme() -> Programme {
    Programme {
        credits_since: date(2025, 7, 15),
        legacy_months: 12,
        free_plan_months: 6,
        credit_months: 12,
        erased_after_days: 90,
    }
}

/// Two instance types, one extended support, and whatever allowances the test is about.
pub(crate) fn facts(allowances: Vec<Allowance>) -> Facts {
    let micro = |arm| InstanceType {
        vcpu: 2,
        memory_mib: 1_024,
        arm,
        burst: Burst::Baseline(Some(Decimal::TEN)),
        free_plan: true,
    };
    let large =
        InstanceType { vcpu: 2, memory_mib: 8_192, arm: false, burst: Burst::Steady, free_plan: false };
    Facts {
        instance_types: BTreeMap::from([
            ("t3.micro".into(), micro(false)),
            ("t4g.micro".into(), micro(true)),
            ("m5.large".into(), large),
        ]),
        support: vec![Support {
            engine: "mysql".into(),
            version: "8.0".into(),
            extended_from: date(2026, 8, 1),
            year3_from: None,
            source: "test".into(),
        }],
        free_plan_rds: vec!["db.t3.micro".into(), "db.t4g.micro".into()],
        programme: programme(),
        allowances: allowances.into(),
    }
}

/// The estimate of one resource, on 2026-11-21, without any free tier.
pub(crate) fn priced(resource: impl Into<Resource>, period: Period, rows: &[Row]) -> Estimate {
    let (book, facts) = (book(rows), facts(Vec::new()));
    let world = World { book: &book, facts: &facts, account: Account::default(), on: date(2026, 11, 21) };
    let deployment = Deployment { name: "test".into(), resources: vec![("one".into(), resource.into())] };
    estimate(&world, &deployment, &Scope { period, students: 1, stopped: false }).unwrap()
}

/// What one resource writes down for itself on 2026-11-21, before any price.
pub(crate) fn used(resource: &impl Billable, period: Period, stopped: bool) -> Result<Bill, Invalid> {
    let facts = facts(Vec::new());
    let site = Site { region: "ap-northeast-2", on: date(2026, 11, 21), period, facts: &facts, stopped };
    let mut bill = Bill::default();
    resource.usage(&site, &mut bill)?;
    Ok(bill)
}

/// The field for which a resource is refused.
pub(crate) fn bad_field(resource: &impl Billable) -> &'static str {
    used(resource, Period::month(), false).unwrap_err().field
}
