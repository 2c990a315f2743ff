//! The truth about one resource of the simulated cloud, and what happens to it. Plain data, no word of the engine: the
//! oracle reads these and nothing else.

use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    pub region: &'static str,
    pub kind: &'static str,
    pub n: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Ready,
    Busy,
    /// Gone at this second.
    Deleting(i64),
}

#[derive(Clone, Debug)]
pub struct Thing {
    pub id: Id,
    pub name: String,
    pub generation: u32,
    pub account: &'static str,
    pub born: i64,
    pub tells_birth: bool,
    pub tags: BTreeMap<String, String>,
    pub locked: bool,
    pub manager: Option<&'static str>,
    pub is_default: bool,
    pub owners: BTreeSet<Id>,
    pub uses: BTreeSet<Id>,
    pub life: Life,
    pub objects: u64,
    /// Millionths of a dollar a month; `None`: nobody knows.
    pub price: Option<u64>,
    pub ours: bool,
    pub recorded_expiry: Option<i64>,
    /// Lists show it from here on.
    pub listed_from: i64,
    /// What no reader can see of it: `tags`, `owners`, `birth`, `uses`, `lock`.
    pub hidden: BTreeSet<&'static str>,
}

/// The account's rules, as its people would say them. Made together with the policy's text, read by the oracle.
#[derive(Clone, Debug)]
pub struct Rules {
    pub mode: &'static str,
    pub regions: BTreeSet<&'static str>,
    pub lab_value: &'static str,
    pub min_age: i64,
    pub max_age: Option<i64>,
    pub grace: i64,
    pub cap_items: u64,
    pub cap_usd: u64,
    pub cap_unknown_usd: u64,
    pub cap_share: u64,
    pub unlock: BTreeSet<&'static str>,
    pub protected_numbers: BTreeSet<u32>,
    pub own_numbers: BTreeSet<u32>,
    pub history: Vec<u64>,
    /// Baseline: what was there, and when.
    pub baseline: BTreeSet<(Id, u32)>,
    pub baseline_at: i64,
    /// Types whose listing was incomplete when the baseline was recorded.
    pub baseline_blind: BTreeSet<&'static str>,
    /// The policy holds a mistake, so nothing may run.
    pub broken: bool,
}

/// What a run was asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    Dry,
    Scheduled,
    Attended { person: &'static str },
}

/// What happened, as somebody standing in the cloud would see it.
#[derive(Clone, Debug)]
pub enum Event {
    Started {
        run: u32,
        errand: Errand,
        skew: i64,
        blind: BTreeSet<(&'static str, &'static str)>,
        /// What listings show.
        there: BTreeSet<(Id, u32)>,
    },
    /// A plan was shown to a person, or made by the schedule: what it names, and when it was made.
    Approved {
        run: u32,
        made_at: i64,
        lines: BTreeSet<(Id, u32)>,
    },
    Noticed {
        run: u32,
        at: i64,
        accepted: bool,
        things: BTreeSet<(Id, u32)>,
        reminders: BTreeSet<Id>,
    },
    Changed(Box<Change>),
    Reported {
        run: u32,
        report: serde_json::Value,
        csv: String,
        lines: String,
        alive: BTreeSet<(Id, u32)>,
    },
    Killed {
        run: u32,
    },
}

/// An attempt to change something.
#[derive(Clone, Debug)]
pub struct Change {
    pub run: u32,
    pub at: i64,
    pub account: &'static str,
    pub verb: &'static str,
    /// As it was right before.
    pub target: Thing,
    pub peer: Option<Thing>,
    /// What disappeared, as it was right before.
    pub taken: Vec<Thing>,
    /// Who else was using what disappeared, or refused it.
    pub users: Vec<Thing>,
    /// Owners of the target that were alive and not on their way out.
    pub owners: Vec<Thing>,
    pub happened: bool,
    pub in_use: bool,
    pub snapshot: Option<String>,
}
