//! The waiting before the deletion: what is newly marked, what is no longer, what people must be told, what is due.

use crate::ask::Notice;
use crate::classify::Classified;
use crate::consent::due_at;
use crate::found::{Found, Key};
use crate::ledger::{Entry, Ledger, Mark, Reminder};
use crate::moment::{Moment, Seconds};
use crate::plan::{Draft, draft, evidence};
use crate::reason::{Class, Reason};
use std::collections::BTreeSet;

/// What a scan changes in the ledger, before anything else happens.
///
/// # Errors
/// When evidence can't be written as JSON.
pub fn update(classified: &Classified<'_>, ledger: &Ledger) -> Result<Vec<Entry>, serde_json::Error> {
    let context = classified.closure.context;
    let mut entries = Vec::new();
    for (key, found) in &context.survey.found {
        let known = ledger.seen.get(key).is_some_and(|(generation, _)| *generation == found.generation);
        if key.kind.row().created.is_none() && !known {
            let generation = found.generation.clone();
            entries.push(Entry::Seen { key: key.clone(), generation, at: context.now });
        }
    }
    for key in ledger.marks.keys() {
        let verdict = classified.verdicts.get(key);
        let gone = verdict.is_none() && context.survey.complete(&key.region, key.kind);
        // What could not be read this time keeps its mark: an unknown is no answer.
        let kept = verdict.is_some_and(|verdict| !matches!(verdict.class, Class::Candidate | Class::Unknown));
        if gone || kept {
            entries.push(Entry::Unmarked { key: key.clone() });
        }
    }
    for key in classified.candidates() {
        let Some(found) = context.survey.found.get(key) else { continue };
        let evidence = evidence(classified, key)?;
        let same = |mark: &Mark| mark.generation == found.generation && evidence.is_subset(&mark.evidence);
        if !ledger.marks.get(key).is_some_and(same) {
            let generation = found.generation.clone();
            let mark = Mark { at: context.now, generation, evidence, noticed: None };
            entries.push(Entry::Marked { key: key.clone(), mark });
        }
    }
    Ok(entries)
}

/// What people must be told now, and which marks and expiries that covers.
///
/// # Errors
/// When evidence can't be written as JSON.
pub fn notice(
    classified: &Classified<'_>,
    ledger: &Ledger,
) -> Result<Option<(Notice, Vec<Entry>)>, serde_json::Error> {
    let context = classified.closure.context;
    let unnoticed: Vec<&Key> = classified
        .candidates()
        .into_iter()
        .filter(|key| ledger.marks.get(key).is_some_and(|m| m.noticed.is_none()))
        .collect();
    let mut marked = BTreeSet::new();
    for key in &unnoticed {
        for member in [*key].into_iter().chain(classified.closure.graph.victims(key)) {
            if let Some(found) = context.survey.found.get(member) {
                marked.insert((member.clone(), found.generation.clone()));
            }
        }
    }
    let mut expiring = Vec::new();
    for found in context.survey.found.values() {
        let Some(expiry) = ends_soon(classified, found) else { continue };
        let evidence = evidence(classified, &found.key)?;
        let reminder = Reminder { expiry, at: context.now, evidence };
        if !ledger.reminders.get(&found.key).is_some_and(|told| told.covers(&reminder)) {
            expiring.push((found.key.clone(), reminder));
        }
    }
    if unnoticed.is_empty() && expiring.is_empty() {
        return Ok(None);
    }
    let mut entries: Vec<Entry> = expiring
        .iter()
        .map(|(key, reminder)| Entry::Reminded { key: key.clone(), reminder: reminder.clone() })
        .collect();
    let noticed: Vec<Key> = unnoticed.into_iter().cloned().collect();
    if !noticed.is_empty() {
        entries.push(Entry::Noticed { keys: noticed, at: context.now });
    }
    let mut reminders: BTreeSet<Key> = BTreeSet::new();
    for (key, _) in expiring {
        reminders.extend(classified.closure.graph.victims(&key).into_iter().cloned());
        reminders.insert(key);
    }
    let notice = Notice {
        at: context.now,
        marked: marked.into_iter().collect(),
        reminders: reminders.into_iter().collect(),
    };
    Ok(Some((notice, entries)))
}

/// The end that our own deployment set, when it is near and all that still protects.
fn ends_soon(classified: &Classified<'_>, found: &Found) -> Option<Moment> {
    let now = classified.closure.context.now;
    let end = found.recorded_expiry.filter(|_| found.ours)?;
    let soon = end > now && end.since(now) <= Seconds::hours(3);
    let waits = classified.verdicts.get(&found.key)?.reason == Reason::NotExpired(end);
    (soon && waits).then_some(end)
}

/// The plan of what the schedule may delete now.
///
/// # Errors
/// When a plan can't be written as JSON.
pub fn due_plan<'a>(classified: &Classified<'a>, ledger: &Ledger) -> Result<Draft<'a>, serde_json::Error> {
    let context = classified.closure.context;
    let all = draft(classified, classified.candidates())?;
    let lines = all.plan.by_key();
    let is_due = |key: &Key| {
        lines
            .get(key)
            .and_then(|line| due_at(line, context.policy, ledger, context.guards))
            .is_some_and(|due| due <= context.now)
    };
    let chosen = classified.candidates().into_iter().filter(|key| is_due(key)).collect();
    draft(classified, chosen)
}

/// The plan of what this person may delete at once.
///
/// # Errors
/// When a plan can't be written as JSON.
pub fn persons_plan<'a>(classified: &Classified<'a>, person: &str) -> Result<Draft<'a>, serde_json::Error> {
    let context = classified.closure.context;
    let all = draft(classified, classified.candidates())?;
    let lines = all.plan.by_key();
    let hers = |key: &Key| lines.get(key).is_some_and(|line| crate::consent::hers(line, person, context.now));
    let chosen = classified.candidates().into_iter().filter(|key| hers(key)).collect();
    draft(classified, chosen)
}
