//! A scan for programs. A contract: `schema/scan.schema.json` describes it; money is decimal strings; members are added,
//! never renamed.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use sundown_cleanup_engine::reason::Class;

use super::Told;
use super::words::{failure, held};
use crate::judged::{Sum, Thing};
use crate::talk::lang::Say as _;
use sundown_cleanup_price::{Held, Money};

/// What `leftovers scan --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Scan {
    /// 1
    pub schema: u32,
    /// `scan`
    pub kind: &'static str,
    /// `en`, `ko`: the language of the texts.
    pub lang: &'static str,
    pub at: String,
    pub account: String,
    pub alias: Option<String>,
    /// `report`, `tagged`, `baseline`, `sandbox`.
    pub mode: String,
    /// The policy's file.
    pub policy: Option<String>,
    /// Won for one dollar.
    pub rate: String,
    /// Whether nobody told the rate.
    pub rate_assumed: bool,
    /// Whether everything that was asked for could be scanned.
    pub complete: bool,
    pub leftovers: Summary,
    pub findings: Vec<Finding>,
    pub not_scanned: Vec<Gap>,
    /// Whether the account's list of regions could not be read.
    pub regions_unknown: bool,
    /// Regions that were not asked for.
    pub regions_left_out: Vec<String>,
    /// What went wrong beside the scan.
    pub remarks: Vec<String>,
}

/// The leftovers' sum.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// Leftovers, without what goes with them.
    pub count: usize,
    /// With what goes with them.
    pub resources: usize,
    pub usd: Figures,
    pub won: Figures,
    /// Resources whose price is not known; the sums are then a lower bound.
    pub unknown_prices: usize,
    /// What a plan's dollar cap counts for each of them.
    pub unknown_counted_usd_month: String,
}

/// Decimal numbers as text.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Figures {
    pub hour: String,
    pub day: String,
    pub month: String,
    /// Since it was made, as if it had always been what it is now; null where that is not known.
    pub since: Option<String>,
}

/// One resource.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Finding {
    pub region: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub id: String,
    pub name: String,
    /// `protected`, `unknown`, `young`, `owned`, `candidate`.
    pub class: &'static str,
    /// Whether it is left over, by itself or as a part of something left over.
    pub leftover: bool,
    /// The leftover that takes it along.
    pub goes_with: Option<String>,
    pub owner: Option<String>,
    pub created: Option<String>,
    /// Why it is classified so, in words.
    pub reason: String,
    /// Null: its price is not known.
    pub usd: Option<Figures>,
    pub won: Option<Figures>,
}

/// A listing that failed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Gap {
    pub region: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// In words.
    pub why: &'static str,
}

/// The document of a scan.
#[must_use]
pub fn document(told: &Told<'_>) -> Scan {
    let judged = told.judged;
    let all = judged.leftovers.iter().chain(&judged.kept);
    let gap = |(region, kind, why): &(String, sundown_cleanup_engine::catalog::Kind, _)| Gap {
        region: region.clone(),
        kind: kind.name(),
        why: failure(*why, told.lang),
    };
    Scan {
        schema: 1,
        kind: "scan",
        lang: told.lang.code(),
        at: judged.at.to_string(),
        account: judged.account.clone(),
        alias: judged.alias.clone(),
        mode: format!("{:?}", told.mode).to_lowercase(),
        policy: told.policy.map(str::to_owned),
        rate: told.purse.rate.normalize().to_string(),
        rate_assumed: told.purse.rate_assumed,
        complete: judged.all_scanned(),
        leftovers: summary(told),
        findings: all.map(|thing| finding(told, thing)).collect(),
        not_scanned: judged.not_scanned.iter().map(gap).collect(),
        regions_unknown: judged.regions_unknown,
        regions_left_out: judged.regions_left_out.clone(),
        remarks: told.remarks.clone(),
    }
}

#[must_use]
pub fn finding(told: &Told<'_>, thing: &Thing) -> Finding {
    let held = held(thing, told.judged.at, &told.purse);
    Finding {
        region: thing.key.region.to_string(),
        kind: thing.key.kind.name(),
        id: thing.key.id.to_string(),
        name: thing.name.clone(),
        class: class(thing.class),
        leftover: thing.leftover,
        goes_with: thing.with.as_ref().map(ToString::to_string),
        owner: thing.owner.clone(),
        created: thing.created.map(|created| created.to_string()),
        reason: thing.reason.text().say(told.lang).to_owned(),
        usd: held.map(|held| figures(held, |money| money.usd.dollars())),
        won: held.map(|held| figures(held, |money| money.won)),
    }
}

/// Figures of one currency.
#[must_use]
pub fn figures(held: Held, of: fn(Money) -> Decimal) -> Figures {
    let text = |money: Money| of(money).normalize().to_string();
    Figures {
        hour: text(held.hour),
        day: text(held.day),
        month: text(held.month),
        since: held.since.map(text),
    }
}

fn summary(told: &Told<'_>) -> Summary {
    let judged = told.judged;
    let sum = Sum::of(&judged.leftovers);
    let none = || told.purse.money(sum.month);
    let held = Held::of(sum.month, None, judged.at, told.purse.rate).unwrap_or_else(|_| Held {
        hour: none(),
        day: none(),
        month: none(),
        since: None,
    });
    Summary {
        count: judged.targets().count(),
        resources: judged.leftovers.len(),
        usd: figures(held, |money| money.usd.dollars()),
        won: figures(held, |money| money.won),
        unknown_prices: sum.unknown,
        unknown_counted_usd_month: judged.unknown_usd_month.to_string(),
    }
}

const fn class(class: Class) -> &'static str {
    match class {
        Class::Protected => "protected",
        Class::Unknown => "unknown",
        Class::Young => "young",
        Class::Owned => "owned",
        Class::Candidate => "candidate",
    }
}
