//! One line of a bill in words: what it is, why it is so much, and each of its steps with its rule or tier.

use sundown_engine::charge::{Charge, Step};
use sundown_engine::estimate::World;
use sundown_engine::money::Usd;
use sundown_engine::services;
use sundown_engine::text::Lang;
use sundown_engine::unit::Unit;

use crate::asked::Asked;
use crate::money::exact_dollars;
use crate::number::amount;
use crate::{why, words};

#[derive(Clone, Debug)]
pub struct Line {
    /// `lambda/duration-x86`.
    pub meter: String,
    pub name: String,
    /// The service that bills it.
    pub service: &'static str,
    pub resources: Vec<String>,
    /// Where each part of the amount comes from.
    pub why: Vec<String>,
    pub amount: String,
    pub total: String,
    pub usd: Usd,
    pub steps: Vec<StepLine>,
    /// Rate code, day and source of the price.
    pub origin: String,
    /// AWS's own page.
    pub page: &'static str,
}

/// One step: so much, at so much each, is so much.
#[derive(Clone, Debug)]
pub struct StepLine {
    pub free: bool,
    /// `free by always.lambda.gbs`, `tier 2`.
    pub what: String,
    pub amount: String,
    pub each: String,
    /// Exact dollars, so that the arithmetic can be checked by hand.
    pub cost: String,
}

pub fn line(charge: &Charge, asked: &Asked, world: &World<'_>) -> Line {
    let lang = asked.lang;
    let meter = charge.meter.to_string();
    let unit = &charge.meter.meter.unit;
    let service = services::service(charge.meter.meter.service());
    let mut resources: Vec<_> = charge.parts.iter().map(|part| part.resource.clone()).collect();
    resources.dedup();
    Line {
        name: words::meter(&meter, lang).into_owned(),
        meter,
        service: service.map_or(charge.meter.meter.key, |service| service.name),
        resources,
        why: charge.parts.iter().map(|part| why::part(part, lang)).collect(),
        amount: why::counted(charge.amount, unit, lang),
        total: asked.money.show(charge.usd, lang),
        usd: charge.usd,
        steps: charge.steps.iter().map(|step| step_line(step, unit, lang, world)).collect(),
        origin: origin(charge, lang),
        page: service.map_or("", |service| service.page),
    }
}

fn step_line(step: &Step, unit: &Unit, lang: Lang, world: &World<'_>) -> StepLine {
    let shown = why::counted(step.amount(), unit, lang);
    match step {
        Step::Free { rule, usd_each, worth, .. } => StepLine {
            free: true,
            what: free_by(rule, lang, world),
            amount: shown,
            each: usd_each.map_or_else(|| said!(lang, "price unknown", "가격 미확인"), exact_dollars),
            cost: match worth {
                Some(worth) => {
                    let worth = exact_dollars(*worth);
                    said!(lang, "$0 instead of {worth}", "$0(원래 {worth})")
                }
                None => "$0".to_owned(),
            },
        },
        Step::Tier { tier, usd_each, usd, .. } => StepLine {
            free: false,
            what: said!(lang, "tier {tier}", "{tier}구간"),
            amount: shown,
            each: exact_dollars(*usd_each),
            cost: exact_dollars(*usd),
        },
    }
}

/// The rule, and how much of it there is.
fn free_by(rule: &str, lang: Lang, world: &World<'_>) -> String {
    let allowance = world.facts.allowances.iter().find(|allowance| &*allowance.id == rule);
    match allowance.and_then(|allowance| allowance.amount) {
        Some(all) => {
            let all = amount(all);
            said!(lang, "free: {rule} ({all} a month)", "무료: {rule}(월 {all})")
        }
        None => said!(lang, "free: {rule} (no limit)", "무료: {rule}(한도 없음)"),
    }
}

fn origin(charge: &Charge, lang: Lang) -> String {
    let (date, source) = (&charge.price_date, &charge.source);
    match &charge.sku {
        Some(sku) => said!(lang, "SKU {sku} · {date} · {source}", "SKU {sku} · {date} · {source}"),
        None => said!(lang, "{date} · {source}", "{date} · {source}"),
    }
}
