//! One line of the bill with its parts and steps, in the contract's shape.

use sundown_engine::Decimal;
use sundown_engine::charge as engine;
use sundown_engine::money::Usd;
use sundown_engine::text::Lang;
use sundown_engine::usage;

use super::types::{Charge, Factor, Part, Step};
use crate::why;

pub(super) fn charge(line: &engine::Charge, region: &str, lang: Lang) -> Charge {
    let mut resources: Vec<_> = line.parts.iter().map(|part| part.resource.clone()).collect();
    resources.dedup();
    Charge {
        meter: line.meter.to_string(),
        resources,
        region: region.to_owned(),
        unit: line.meter.meter.unit.id,
        amount: line.amount.into(),
        gross: line.gross.into(),
        free: line.free.into(),
        usd: line.usd.into(),
        factors: match line.parts.as_slice() {
            [only] => factors(&only.factors),
            _ => Vec::new(),
        },
        why: why::charge(line, lang),
        parts: line.parts.iter().map(part).collect(),
        sku: line.sku.as_deref().map(str::to_owned),
        price_date: line.price_date.to_string(),
        source: line.source.to_string(),
        steps: line.steps.iter().map(step).collect(),
    }
}

fn part(part: &engine::Part) -> Part {
    Part {
        resource: part.resource.clone(),
        amount: part.amount.into(),
        factors: factors(&part.factors),
        rule: part.rule.map(|rule| rule.id),
    }
}

fn factors(factors: &[usage::Factor]) -> Vec<Factor> {
    let factor = |factor: &usage::Factor| Factor {
        amount: factor.amount.into(),
        unit: factor.unit.id,
        per: (factor.per != Decimal::ONE).then(|| factor.per.into()),
    };
    factors.iter().map(factor).collect()
}

fn step(step: &engine::Step) -> Step {
    match step {
        engine::Step::Free { amount, rule, usd_each, worth } => Step::Free {
            amount: (*amount).into(),
            usd_each: usd_each.map(Into::into),
            usd: Usd::ZERO.into(),
            worth: worth.map(Into::into),
            rule: rule.to_string(),
        },
        engine::Step::Tier { tier, amount, usd_each, usd } => Step::Tier {
            tier: *tier,
            amount: (*amount).into(),
            usd_each: (*usd_each).into(),
            usd: (*usd).into(),
        },
    }
}
