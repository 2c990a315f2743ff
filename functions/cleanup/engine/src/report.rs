//! What a run found and did, as one value. It says what was not looked at: "nothing found" and "not scanned" are two
//! different sentences. Savings count only what is gone.

use crate::bucket::Bucket;
use crate::catalog::Kind;
use crate::classify::Classified;
use crate::escape;
use crate::found::{Fact, Key, Price};
use crate::guard::{Guard, Guards};
use crate::halt::Halt;
use crate::moment::Moment;
use crate::plan::Plan;
use crate::policy::Mode;
use crate::reason::{Class, Reason};
use crate::survey::Survey;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub schema: u32,
    pub at: Option<Moment>,
    pub account: Option<String>,
    pub mode: Mode,
    pub halted: Option<Halt>,
    /// Nothing left over, everything looked at.
    pub clean: bool,
    pub digest: Option<String>,
    pub findings: Vec<Finding>,
    pub outcomes: Vec<Outcome>,
    pub not_scanned: Vec<NotScanned>,
    pub regions_left_out: Vec<String>,
    /// Deletion protection that we switched off and could not put back.
    pub unrestored: Vec<Key>,
    pub planned_micro_usd_month: u64,
    pub saved_micro_usd_month: u64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    pub key: Key,
    pub name: String,
    pub class: Class,
    pub reason: Reason,
    pub price: Price,
    pub owner: Option<String>,
    pub created: Option<Moment>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    pub key: Key,
    pub name: String,
    pub bucket: Bucket,
}

#[derive(Clone, Debug, Serialize)]
pub struct NotScanned {
    pub region: String,
    pub kind: Kind,
    pub why: crate::ask::Failure,
}

impl Report {
    #[must_use]
    pub const fn empty(mode: Mode) -> Self {
        Self {
            schema: 1,
            at: None,
            account: None,
            mode,
            halted: None,
            clean: false,
            digest: None,
            findings: Vec::new(),
            outcomes: Vec::new(),
            not_scanned: Vec::new(),
            regions_left_out: Vec::new(),
            unrestored: Vec::new(),
            planned_micro_usd_month: 0,
            saved_micro_usd_month: 0,
        }
    }

    /// What a scan says by itself: the whole report of a dry run.
    #[must_use]
    pub fn of_scan(classified: &Classified<'_>) -> Self {
        let context = classified.closure.context;
        let mut report = Self::empty(context.policy.mode);
        report.see(context.survey, context.guards);
        let owner_tag = &context.policy.select.owner_tag;
        for (key, verdict) in &classified.verdicts {
            let Some(found) = context.survey.found.get(*key) else { continue };
            let created = match found.created {
                Fact::Known(created) => created,
                Fact::Unknown => None,
            };
            report.findings.push(Finding {
                key: (*key).clone(),
                name: found.name.clone(),
                class: verdict.class,
                reason: verdict.reason.clone(),
                price: found.price,
                owner: found.readable_tags().and_then(|tags| tags.get(owner_tag)).cloned(),
                created,
            });
        }
        report.clean &= !report.findings.iter().any(|finding| finding.class == Class::Candidate);
        report
    }

    /// Where and when, and what could not be seen.
    pub fn see(&mut self, survey: &Survey, guards: Guards) {
        self.at = Some(survey.taken_at);
        self.account = Some(survey.identity.account.clone());
        self.not_scanned.clear();
        self.regions_left_out.clear();
        if guards.on(Guard::I19NotScanned) {
            let not_scanned = survey.not_scanned();
            self.not_scanned = not_scanned
                .map(|(region, kind, why)| NotScanned { region: region.to_owned(), kind, why })
                .collect();
            self.regions_left_out = survey.regions_left_out.iter().cloned().collect();
        }
        self.clean =
            self.not_scanned.is_empty() && self.regions_left_out.is_empty() && !survey.regions_unknown();
    }

    /// Every line of the plan with its bucket.
    pub fn account_for(&mut self, plan: &Plan, buckets: &BTreeMap<Key, Bucket>, guards: Guards) {
        self.digest = plan.digest().ok();
        for line in &plan.lines {
            let bucket = buckets.get(&line.key).cloned().unwrap_or(Bucket::NotReached);
            let micro = match line.price {
                Price::MicroUsdMonth(micro) => micro,
                Price::Unknown => 0,
            };
            self.planned_micro_usd_month = self.planned_micro_usd_month.saturating_add(micro);
            if bucket == Bucket::Gone || !guards.on(Guard::I21Conserve) {
                self.saved_micro_usd_month = self.saved_micro_usd_month.saturating_add(micro);
            }
            let unfinished = matches!(bucket, Bucket::Deferred(_) | Bucket::NotReached);
            if !unfinished || guards.on(Guard::I21Conserve) {
                self.outcomes.push(Outcome { key: line.key.clone(), name: line.name.clone(), bucket });
            }
        }
    }

    /// Rows for a spreadsheet.
    #[must_use]
    pub fn csv(&self, guards: Guards) -> String {
        let field =
            |text: &str| if guards.on(Guard::I22Escape) { escape::csv(text) } else { text.to_owned() };
        let mut rows = String::from("region,type,id,name,class,reason,owner\n");
        for finding in &self.findings {
            let Key { region, kind, id } = &finding.key;
            let owner = finding.owner.as_deref().unwrap_or_default();
            let class = format!("{:?}", finding.class).to_lowercase();
            let reason = finding.reason.text().en;
            let fields = [&**region, kind.name(), &**id, &finding.name, &class, &reason, owner].map(field);
            rows.push_str(&fields.join(","));
            rows.push('\n');
        }
        rows
    }

    /// Lines for a terminal.
    #[must_use]
    pub fn lines(&self, korean: bool, guards: Guards) -> String {
        let escape =
            |text: &str| if guards.on(Guard::I22Escape) { escape::terminal(text) } else { text.to_owned() };
        let choose = |text: crate::text::Text| if korean { text.ko } else { text.en };
        let mut out = String::new();
        if let Some(halt) = &self.halted {
            let _ = writeln!(out, "! {}", escape(&choose(halt.text())));
        }
        for finding in &self.findings {
            let _ = writeln!(
                out,
                "{} {}: {}",
                escape(&finding.key.to_string()),
                escape(&finding.name),
                escape(&choose(finding.reason.text()))
            );
        }
        for outcome in &self.outcomes {
            let _ = writeln!(
                out,
                "{}: {}",
                escape(&outcome.key.to_string()),
                escape(&choose(outcome.bucket.text()))
            );
        }
        for gap in &self.not_scanned {
            let _ = writeln!(
                out,
                "{} {} {}: {:?}",
                if korean { "조사하지 못함" } else { "not scanned" },
                gap.region,
                gap.kind,
                gap.why
            );
        }
        out
    }
}
