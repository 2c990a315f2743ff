//! What a run did, for programs. A contract: `schema/apply.schema.json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::people::Told;
use crate::scan::json::{Figures, figures};
use crate::scan::words::failure;
use crate::talk::lang::Say as _;
use sundown_cleanup_price::{Held, usd};
use sundown_talk::failure::Failure;

/// What `leftovers apply --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// 1
    pub schema: u32,
    /// `apply`
    pub kind: &'static str,
    pub lang: &'static str,
    pub account: String,
    /// The plan's.
    pub digest: String,
    /// Why it ended early, in words.
    pub halted: Option<String>,
    pub planned: usize,
    pub deleted: usize,
    pub saved_usd: Figures,
    pub saved_won: Figures,
    /// Every line of the plan, each in exactly one bucket.
    pub outcomes: Vec<Outcome>,
    /// Deletion protection that was switched off and could not be put back.
    pub unrestored: Vec<String>,
    /// Listings that failed: region, type, why.
    pub not_scanned: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outcome {
    pub region: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub id: String,
    pub name: String,
    /// `gone`, `vanished`, `skipped`, `deferred`, `blocked`, `not-reached`.
    pub bucket: &'static str,
    /// The same in words.
    pub text: String,
    /// Null: its price is not known.
    pub usd_month: Option<String>,
}

/// # Errors
/// When a sum is beyond all reckoning.
pub fn document(told: &Told<'_>) -> Result<Document, Failure> {
    let (report, plan) = (told.report, told.plan);
    let saved: Held = told.saved().ok_or_else(|| Failure::defect(&"its sum is too large"))?;
    let outcome = |outcome: &sundown_cleanup_engine::report::Outcome| {
        let line = plan.lines.iter().find(|line| line.key == outcome.key);
        Outcome {
            region: outcome.key.region.to_string(),
            kind: outcome.key.kind.name(),
            id: outcome.key.id.to_string(),
            name: outcome.name.clone(),
            bucket: outcome.bucket.name(),
            text: outcome.bucket.text().say(told.lang).to_owned(),
            usd_month: line
                .and_then(|line| usd(line.price))
                .map(|month| month.dollars().normalize().to_string()),
        }
    };
    let gap = |gap: &sundown_cleanup_engine::report::NotScanned| {
        format!("{} {}: {}", gap.region, gap.kind, failure(gap.why, told.lang))
    };
    Ok(Document {
        schema: 1,
        kind: "apply",
        lang: told.lang.code(),
        account: plan.account.clone(),
        digest: plan.digest().map_err(|error| Failure::defect(&error))?,
        halted: report.halted.as_ref().map(|halt| halt.text().say(told.lang).to_owned()),
        planned: plan.lines.len(),
        deleted: told.gone().len(),
        saved_usd: figures(saved, |money| money.usd.dollars()),
        saved_won: figures(saved, |money| money.won),
        outcomes: report.outcomes.iter().map(outcome).collect(),
        unrestored: report.unrestored.iter().map(ToString::to_string).collect(),
        not_scanned: report.not_scanned.iter().map(gap).collect(),
    })
}
