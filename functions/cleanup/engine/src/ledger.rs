//! What is remembered between runs, as a fold over entries. The engine only ever appends an entry; where entries are
//! kept (a table, a file) is not its business. Write-ahead: an intent is on record before the call it announces.

use crate::found::Key;
use crate::moment::{Moment, Seconds};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that happened. A run that dies after any entry can be continued from the entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Entry {
    Seen {
        key: Key,
        generation: String,
        at: Moment,
    },
    Marked {
        key: Key,
        mark: Mark,
    },
    Unmarked {
        key: Key,
    },
    /// A notice naming these marks was accepted.
    Noticed {
        keys: Vec<Key>,
        at: Moment,
    },
    /// The reminder before an expiry that our deployment recorded, and the family that it named.
    Reminded {
        key: Key,
        reminder: Reminder,
    },
    Ran {
        at: Moment,
        candidates: u64,
    },
    /// About to change this. `deletes`: what the change takes away, itself or what goes with it.
    Intent {
        key: Key,
        generation: String,
        deletes: Vec<Taken>,
        at: Moment,
    },
    /// About to switch its deletion protection off; open until `Locked`.
    Unlocking {
        key: Key,
        generation: String,
    },
    Locked {
        key: Key,
    },
    Failed {
        key: Key,
        generation: String,
    },
}

/// A resource that was marked, with the evidence that must still be true when it is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    pub at: Moment,
    pub generation: String,
    /// Fingerprints of the resource and of everything that went with it. Fewer may be left when it is due, never others.
    pub evidence: BTreeSet<String>,
    /// When the first notice was accepted. Grace starts here, not at the mark.
    #[serde(default)]
    pub noticed: Option<Moment>,
}

/// The entries' sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    pub seen: BTreeMap<Key, (String, Moment)>,
    pub marks: BTreeMap<Key, Mark>,
    pub reminders: BTreeMap<Key, Reminder>,
    pub history: Vec<u64>,
    /// By generation too: a name that is made again after each deletion is no single attempt.
    pub attempts: BTreeMap<(Key, String), Attempt>,
    /// Protection that a run of ours switched off and nobody switched on again.
    pub unlocked: BTreeMap<Key, String>,
    pub failures: BTreeMap<Key, (String, u32)>,
}

/// What people were reminded of: an end, and everything that would go then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    pub expiry: Moment,
    pub at: Moment,
    /// Fingerprints of the resource and of all that goes with it. What joins it later was not in the reminder.
    pub evidence: BTreeSet<String>,
}

impl Reminder {
    /// Does it say all that `other` would say?
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.expiry == other.expiry && other.evidence.is_subset(&self.evidence)
    }
}

/// One thing that a change takes away, and what it cost a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    pub key: Key,
    pub generation: String,
    pub micro_usd: u64,
}

/// A deletion that was announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub micro_usd: u64,
    pub at: Moment,
}

/// Failed in so many runs, a resource is left alone until a person looks.
pub const QUARANTINE_AFTER: u32 = 3;
const HISTORY_RUNS: usize = 14;

impl Ledger {
    #[must_use]
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        let mut ledger = Self::default();
        for entry in entries {
            ledger.add(entry);
        }
        ledger
    }

    pub fn add(&mut self, entry: &Entry) {
        match entry.clone() {
            Entry::Seen { key, generation, at } => {
                self.seen.insert(key, (generation, at));
            }
            Entry::Marked { key, mark } => {
                self.marks.insert(key, mark);
            }
            Entry::Unmarked { key } => {
                self.marks.remove(&key);
            }
            Entry::Noticed { keys, at } => {
                for key in keys {
                    if let Some(mark) = self.marks.get_mut(&key) {
                        mark.noticed.get_or_insert(at);
                    }
                }
            }
            Entry::Reminded { key, reminder } => {
                if !self.reminders.get(&key).is_some_and(|told| told.covers(&reminder)) {
                    self.reminders.insert(key, reminder);
                }
            }
            Entry::Ran { candidates, .. } => {
                self.history.push(candidates);
                let extra = self.history.len().saturating_sub(HISTORY_RUNS);
                self.history.drain(..extra);
            }
            Entry::Intent { deletes, at, .. } => {
                for Taken { key, generation, micro_usd } in deletes {
                    self.attempts.insert((key, generation), Attempt { micro_usd, at });
                }
            }
            Entry::Unlocking { key, generation } => {
                self.unlocked.insert(key, generation);
            }
            Entry::Locked { key } => {
                self.unlocked.remove(&key);
            }
            Entry::Failed { key, generation } => {
                let failure = self.failures.entry(key).or_insert_with(|| (generation.clone(), 0));
                let before = if failure.0 == generation { failure.1 } else { 0 };
                *failure = (generation, before + 1);
            }
        }
    }

    /// Was the deletion of this very resource announced by us?
    #[must_use]
    pub fn attempted(&self, key: &Key, generation: &str) -> bool {
        self.attempts.contains_key(&(key.clone(), generation.to_owned()))
    }

    #[must_use]
    pub fn quarantined(&self, key: &Key, generation: &str) -> bool {
        self.failures.get(key).is_some_and(|(of, times)| of == generation && *times >= QUARANTINE_AFTER)
    }

    /// Deletions announced within the last day, which the caps count too: a restart is no new allowance.
    pub fn attempts_of_the_day(&self, now: Moment) -> impl Iterator<Item = (&(Key, String), &Attempt)> {
        self.attempts.iter().filter(move |(_, attempt)| now.since(attempt.at) < Seconds::DAY)
    }
}
