//! A plan for programs, and the file that `apply` reads. A contract: `schema/plan.schema.json`.

use schemars::JsonSchema;
use serde::Serialize;
use sundown_engine::text::Lang;

use super::people::month;
use super::{NOBODY, Planned};
use crate::purse::Purse;
use crate::scan::json::{Figures, figures};
use crate::talk::lang::Say as _;
use sundown_cleanup_price::{Held, usd};
use sundown_talk::failure::Failure;

/// What `leftovers plan --format json` prints and `-o` writes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// 1
    pub schema: u32,
    /// `plan`
    pub kind: &'static str,
    pub lang: &'static str,
    /// SHA-256 over the canonical JSON of `plan`: what consent is given to.
    pub digest: String,
    /// On whose behalf; null: nobody was named.
    pub person: Option<String>,
    pub saves_usd: Figures,
    pub saves_won: Figures,
    /// Lines whose price is not known; the savings are then a lower bound.
    pub unknown_prices: usize,
    /// What a dollar cap counts for each of them.
    pub unknown_counted_usd_month: String,
    /// Why it would be refused, in words.
    pub stops: Vec<String>,
    /// Leftovers that only the schedule may delete, after notice and grace.
    pub waiting: Vec<String>,
    /// Whether everything that was asked for could be scanned.
    pub complete: bool,
    /// The engine's plan, exactly as it is applied.
    pub plan: serde_json::Value,
}

/// # Errors
/// When it can't be written, or is beyond all reckoning.
pub fn document(planned: &Planned, purse: &Purse, lang: Lang) -> Result<Document, Failure> {
    let plan = &planned.plan;
    let held = Held::of(month(&plan.lines), None, plan.made_at, purse.rate)
        .map_err(|_| Failure::defect(&"its sum is too large"))?;
    Ok(Document {
        schema: 1,
        kind: "plan",
        lang: lang.code(),
        digest: planned.digest.clone(),
        person: Some(planned.person.clone()).filter(|person| person != NOBODY),
        saves_usd: figures(held, |money| money.usd.dollars()),
        saves_won: figures(held, |money| money.won),
        unknown_prices: plan.lines.iter().filter(|line| usd(line.price).is_none()).count(),
        unknown_counted_usd_month: planned.unknown_usd_month.to_string(),
        stops: planned.stops.iter().map(|stop| stop.text().say(lang).to_owned()).collect(),
        waiting: planned.waiting.iter().map(|(key, _)| key.to_string()).collect(),
        complete: planned.complete,
        plan: serde_json::to_value(plan).map_err(|error| Failure::defect(&error))?,
    })
}
