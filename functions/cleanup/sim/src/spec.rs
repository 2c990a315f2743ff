//! The oracle: what must never happen, written from the rules alone. It knows nothing of the engine and uses none of its
//! code; it reads the log of what truly happened. Short on purpose: this is the page to check by hand.

mod deletion;
mod words;

pub use deletion::chosen_by_tag;

use crate::thing::{Change, Errand, Event, Id, Life, Rules, Thing};
use std::collections::{BTreeMap, BTreeSet};

/// A rule that was broken, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub rule: &'static str,
    pub what: String,
}

/// What the oracle has seen so far.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) errands: BTreeMap<u32, (Errand, i64)>,
    pub(crate) blind: BTreeMap<u32, BTreeSet<(&'static str, &'static str)>>,
    /// What there was when a run began.
    pub(crate) there: BTreeMap<u32, BTreeSet<(Id, u32)>>,
    /// The plan that was agreed to, and when it was made.
    pub(crate) approved: BTreeMap<u32, (i64, BTreeSet<(Id, u32)>)>,
    /// First accepted notice of each thing.
    pub(crate) noticed: BTreeMap<(Id, u32), i64>,
    pub(crate) reminded: BTreeMap<Id, i64>,
    /// Deletions tried: when, and what the thing costs.
    pub(crate) tried: BTreeMap<(Id, u32), (i64, u64)>,
    pub(crate) attempted: BTreeSet<(u32, Id)>,
    pub(crate) snapshots: BTreeMap<(Id, u32), String>,
    pub(crate) acting: Vec<u32>,
    pub(crate) found: Vec<Violation>,
}

impl Seen {
    pub(crate) fn broken(&mut self, rule: &'static str, what: impl Into<String>) {
        self.found.push(Violation { rule, what: what.into() });
    }
}

/// Judges a whole log against the rules and the state of the cloud at the end.
#[must_use]
pub fn judge(rules: &Rules, log: &[Event], end: &BTreeMap<Id, Thing>) -> Vec<Violation> {
    let mut seen = Seen::default();
    let mut unlocked: BTreeSet<(Id, u32)> = BTreeSet::new();
    for event in log {
        match event {
            Event::Started { run, errand, skew, blind, there } => {
                if rules.broken {
                    seen.broken("strict", "a run began under a policy with a mistake in it");
                }
                seen.errands.insert(*run, (*errand, *skew));
                seen.blind.insert(*run, blind.clone());
                seen.there.insert(*run, there.clone());
            }
            Event::Approved { run, made_at, lines } => {
                seen.approved.insert(*run, (*made_at, lines.clone()));
            }
            Event::Noticed { at, accepted: true, things, reminders, .. } => {
                for thing in things {
                    seen.noticed.entry(*thing).or_insert(*at);
                }
                for id in reminders {
                    seen.reminded.entry(*id).or_insert(*at);
                }
            }
            Event::Changed(change) => {
                let named = (change.target.id, change.target.generation);
                match change.verb {
                    "unlock" if change.happened => drop(unlocked.insert(named)),
                    "lock" if change.happened => drop(unlocked.remove(&named)),
                    _ => {}
                }
                any_change(rules, change, &mut seen);
                deletion::judge(rules, change, &mut seen);
            }
            Event::Reported { run, report, csv, lines, alive } => {
                words::honest(rules, *run, report, alive, &mut seen);
                words::harmless(csv, lines, &mut seen);
            }
            Event::Noticed { .. } | Event::Killed { .. } => {}
        }
    }
    for (id, generation) in unlocked {
        let left = end.get(&id).is_some_and(|thing| {
            thing.generation == generation && !thing.locked && !matches!(thing.life, Life::Deleting(_))
        });
        if left {
            seen.broken("restore", format!("{id:?} is kept but has lost its deletion protection"));
        }
    }
    seen.found
}

/// What holds for every change, whether it deletes or prepares.
fn any_change(rules: &Rules, change: &Change, seen: &mut Seen) {
    let id = change.target.id;
    let (errand, skew) = seen.errands.get(&change.run).copied().unwrap_or((Errand::Dry, 0));
    if errand == Errand::Dry || rules.mode == "report" {
        seen.broken("dry-run", format!("{} {id:?} in a run that only looks", change.verb));
    }
    if skew.abs() > 300 {
        seen.broken("clock", format!("{} {id:?} with a clock {skew} s off", change.verb));
    }
    if change.account != crate::cloud::HOME {
        seen.broken("account", format!("{} {id:?} in account {}", change.verb, change.account));
    }
    // Two runs may follow each other, but never take turns.
    if seen.acting.last() != Some(&change.run) {
        if seen.acting.contains(&change.run) {
            seen.broken("lease", format!("run {} went on after another had begun to act", change.run));
        }
        seen.acting.push(change.run);
    }
    if change.verb == "lock" {
        return;
    }
    let (made_at, lines) = seen.approved.get(&change.run).cloned().unwrap_or_default();
    if change.at - made_at > 86_400 {
        seen.broken("plan-age", format!("{} {id:?} by a plan older than a day", change.verb));
    }
    for touched in [&change.target].into_iter().chain(&change.peer) {
        if !lines.contains(&(touched.id, touched.generation)) {
            seen.broken(
                "planned",
                format!("{} touches {:?}, which is not in the plan", change.verb, touched.id),
            );
        }
        if let Some(why) = deletion::kept(rules, touched, change.verb == "unlock") {
            seen.broken("kept", format!("{} touches {:?}: {why}", change.verb, touched.id));
        }
    }
    if change.verb == "unlock" && !rules.unlock.contains(id.kind) {
        seen.broken("opt-in", format!("switched the protection of {id:?} off"));
    }
    let planned = |user: &&Thing| {
        lines.contains(&(user.id, user.generation)) && !seen.attempted.contains(&(change.run, user.id))
    };
    if change.in_use
        && let Some(user) = change.users.iter().filter(|user| user.uses.contains(&id)).find(planned)
    {
        seen.broken("order", format!("tried {id:?} before {:?}, which uses it and was to go first", user.id));
    }
    seen.attempted.insert((change.run, id));
}
