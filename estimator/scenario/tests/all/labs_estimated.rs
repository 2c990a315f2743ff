//! The engine takes every lab as it is written. Real prices are not this room's business: each meter costs a dollar here,
//! and what matters is that nothing is refused, nothing is negative and forgetting never costs less.

use std::collections::BTreeMap;

use sundown_engine::Date;
use sundown_engine::Decimal;
use sundown_engine::account::{Account, Programme};
use sundown_engine::estimate::{Scope, World, estimate};
use sundown_engine::facts::{Burst, Facts, InstanceType, Support};
use sundown_engine::money::Usd;
use sundown_engine::price::{Price, PriceBook, Tier};
use sundown_engine::services::meters;
use sundown_scenario::labs;

use crate::scenario;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn facts() -> Facts {
    let burstable = |memory_mib| InstanceType {
        vcpu: 2,
        memory_mib,
        arm: false,
        burst: Burst::Baseline(Some(Decimal::TEN)),
        free_plan: true,
    };
    let sizes = [("t3.micro", 1_024), ("t3.small", 2_048), ("t3.medium", 4_096), ("t4g.micro", 1_024)];
    Facts {
        instance_types: sizes.map(|(name, memory)| (name.to_owned(), burstable(memory))).into(),
        support: vec![Support {
            engine: "mysql".into(),
            version: "8.0".into(),
            extended_from: day("2026-08-01"),
            year3_from: None,
            source: "test".into(),
        }],
        free_plan_rds: Vec::new(),
        programme: Programme {
            credits_since: day("2025-07-15"),
            legacy_months: 12,
            free_plan_months: 6,
            credit_months: 12,
            erased_after_days: 90,
        },
        allowances: Vec::new().into(),
    }
}

/// A dollar for a unit of every meter that is not a family.
fn dollars() -> PriceBook {
    let tier = || Tier { from: Decimal::ZERO, usd: Usd::new(Decimal::ONE), sku: "".into() };
    let price = |unit: &str| Price::new(unit.into(), vec![tier()], "2026", "test").unwrap();
    let prices: BTreeMap<_, _> = meters().map(|meter| (meter.key.to_owned(), price(meter.unit.id))).collect();
    PriceBook { region: "ap-northeast-2".into(), source: "test".into(), prices }
}

#[test]
fn every_lab_is_estimated_and_forgetting_never_costs_less() {
    let (book, facts) = (dollars(), facts());
    let world = World { book: &book, facts: &facts, account: Account::default(), on: day("2026-12-01") };
    for lab in labs() {
        let read = scenario(lab.toml);
        for deployment in &read.deployments {
            let month = estimate(&world, deployment, &Scope::month())
                .unwrap_or_else(|error| panic!("{}", read.explain(&error)));
            assert!(month.net > Usd::ZERO, "{}", deployment.name);
            assert!(month.charges.iter().all(|charge| charge.usd >= Usd::ZERO), "{}", deployment.name);
            let cost = read
                .lab
                .unwrap()
                .cost(&world, deployment, read.workload.requests_per_month)
                .unwrap_or_else(|error| panic!("{}", read.explain(&error)));
            let one = cost.per_student;
            let kept = [Usd::ZERO, one.deleted, one.forgotten_day, one.forgotten_week, one.forgotten_month];
            assert!(kept.is_sorted(), "{}: {kept:?}", deployment.name);
            assert!(one.deleted > Usd::ZERO && one.after_stop_month >= Usd::ZERO, "{}", deployment.name);
            assert!(cost.class.deleted > one.deleted, "{}", deployment.name);
        }
    }
}
