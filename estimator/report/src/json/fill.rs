//! The engine's values into the contract's shape, nothing rounded and nothing left out.

use std::collections::BTreeSet;

use sundown_engine::Decimal;
use sundown_engine::account::{Account as Told, Plan};
use sundown_engine::compare::{Candidate, Comparison};
use sundown_engine::estimate::World;
use sundown_engine::lab::{self as engine_lab, LabCost};
use sundown_engine::period::MONTH_HOURS;
use sundown_engine::quantity::Quantity;

use super::charge::charge;
use super::types::{
    Account, Alternative, Claim, Deployment, Document, Forgotten, Gap, Lab, Once, Outcome, Period, Prices,
    Refused, Shown,
};
use crate::answer::remarks;
use crate::answer::verdict;
use crate::asked::Asked;
use crate::money::Money;

pub(super) fn document(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> Document {
    let lang = asked.lang;
    let cheapest = comparison.cheapest.and_then(|place| comparison.candidates.get(place));
    Document {
        schema: 1,
        kind: "comparison",
        lang: lang.code(),
        on: world.on.to_string(),
        region: world.book.region.clone(),
        currency: "USD",
        shown: shown(&asked.money),
        period: Period { hours: Decimal::from(MONTH_HOURS).into() },
        prices: Prices {
            source: asked.prices.source.clone(),
            oldest: asked.prices.oldest.clone(),
            newest: asked.prices.newest.clone(),
            from_snapshot: asked.prices.from_snapshot,
        },
        account: account(&world.account, comparison, asked),
        cheapest: cheapest.map(|candidate| candidate.estimate.name.clone()),
        answer: verdict::verdict(comparison, asked),
        deployments: comparison.candidates.iter().map(|one| deployment(one, asked, world)).collect(),
        claims: asked
            .claims
            .iter()
            .map(|claim| Claim {
                claim: claim.claim.in_lang(lang).to_owned(),
                truth: claim.truth.in_lang(lang).to_owned(),
            })
            .collect(),
        notes: [remarks::asides(comparison, asked, world), remarks::notes(comparison, lang, world)].concat(),
        source: asked.source_name.in_lang(lang).to_owned(),
        command: asked.command.clone(),
    }
}

fn shown(money: &Money) -> Shown {
    Shown {
        currency: money.currency.code(),
        rate: money.rate.into(),
        rate_assumed: money.rate_assumed,
        vat_percent: money.vat_percent.map(Into::into),
    }
}

fn account(told: &Told, comparison: &Comparison, asked: &Asked) -> Account {
    let estimates = || comparison.candidates.iter().map(|candidate| &candidate.estimate);
    let rules: BTreeSet<_> = estimates().flat_map(|estimate| estimate.rules()).collect();
    let refused: BTreeSet<_> =
        estimates().flat_map(|estimate| &estimate.refused).map(|(_, refusal)| refusal.rule).collect();
    Account {
        known: told.opened.is_some() || told.plan.is_some(),
        opened: told.opened.map(|day| day.to_string()),
        plan: told.plan.map(|plan| match plan {
            Plan::Free => "free",
            Plan::Paid => "paid",
        }),
        credits: told.credits.map(Into::into),
        accounts: asked.accounts.word(),
        rules: rules.into_iter().map(str::to_owned).collect(),
        refused: refused.into_iter().map(str::to_owned).collect(),
    }
}

fn deployment(candidate: &Candidate, asked: &Asked, world: &World<'_>) -> Deployment {
    let lang = asked.lang;
    let estimate = &candidate.estimate;
    let words = |sentence: &sundown_engine::text::Sentence| sentence.in_lang(lang).to_owned();
    Deployment {
        name: estimate.name.clone(),
        size: words(&candidate.about),
        gross: estimate.gross.into(),
        free: estimate.free.into(),
        credits: estimate.credits.into(),
        net: estimate.net.into(),
        without_free_tier: estimate.gross.into(),
        lower_bound: estimate.is_lower_bound(),
        charges: estimate.charges.iter().map(|line| charge(line, &world.book.region, lang)).collect(),
        gaps: estimate
            .gaps
            .iter()
            .map(|gap| Gap { what: words(&gap.what), why: words(&gap.why), resources: gap.resources.clone() })
            .collect(),
        once: estimate
            .once
            .iter()
            .map(|(resource, once)| Once {
                resource: resource.clone(),
                what: once.what.in_lang(lang).to_owned(),
                usd: once.usd.map(Into::into),
            })
            .collect(),
        refused: estimate
            .refused
            .iter()
            .map(|(resource, refusal)| Refused {
                resource: resource.clone(),
                rule: refusal.rule,
                why: words(&refusal.why),
            })
            .collect(),
        credits_until: candidate.credits_until.map(|day| day.to_string()),
        alternatives: candidate
            .alternatives
            .iter()
            .map(|(what, net)| Alternative { what: words(what), net: (*net).into() })
            .collect(),
        notes: candidate.notes.iter().map(words).collect(),
        lab: candidate.lab.as_ref().zip(asked.lab).map(|(cost, lab)| lab_of(cost, lab)),
    }
}

fn lab_of(cost: &LabCost, lab: engine_lab::Lab) -> Lab {
    Lab {
        hours: lab.hours.number().into(),
        students: lab.students,
        accounts: lab.accounts.word(),
        per_student: outcome(cost.per_student),
        class: outcome(cost.class),
    }
}

fn outcome(outcome: engine_lab::Outcome) -> Outcome {
    Outcome {
        deleted: outcome.deleted.into(),
        forgotten: Forgotten {
            day: outcome.forgotten_day.into(),
            week: outcome.forgotten_week.into(),
            month: outcome.forgotten_month.into(),
        },
        after_stop_month: outcome.after_stop_month.into(),
    }
}
