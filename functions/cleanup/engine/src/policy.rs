//! What the cleanup may do, as a checked value. `policy/read.rs` makes it from strict TOML; nothing else does, but
//! `Policy::report`, which may do nothing.

mod pattern;
mod read;

pub use pattern::Pattern;
pub use read::PolicyError;

use crate::catalog::Kind;
use crate::moment::Seconds;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How resources are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Shows everything, deletes nothing.
    #[default]
    Report,
    /// Only what carries the lab's tag.
    Tagged,
    /// What was made after a recorded snapshot of the account.
    Baseline,
    /// The whole account.
    Sandbox,
}

/// A grace that can't be shorter than a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grace(Seconds);

impl Grace {
    #[must_use]
    pub fn from_hours(hours: u32) -> Option<Self> {
        (hours >= 24).then_some(Self(Seconds::hours(hours)))
    }

    #[must_use]
    pub const fn length(self) -> Seconds {
        self.0
    }
}

#[derive(Clone, Debug)]
pub struct Policy {
    pub mode: Mode,
    pub accounts: Accounts,
    /// Empty only in mode report, where it means: all that the account has enabled.
    pub regions: BTreeSet<String>,
    pub select: Select,
    pub grace: Grace,
    pub caps: Caps,
    pub protect: Protect,
    /// Ids and names of the cleanup's own stack, roles, functions, queues, tables, topics and schedules.
    pub own: BTreeSet<String>,
    /// Types whose deletion protection may be switched off for a planned deletion.
    pub unlock: BTreeSet<Kind>,
    /// SHA-256 of the policy's text, part of every plan.
    pub digest: String,
}

#[derive(Clone, Debug)]
pub struct Accounts {
    pub allow: BTreeSet<String>,
    pub never: BTreeSet<String>,
    pub alias: Option<String>,
    pub partition: String,
}

#[derive(Clone, Debug)]
pub struct Select {
    pub lab_tag: String,
    /// Empty: any value.
    pub lab_values: BTreeSet<String>,
    pub owner_tag: String,
    pub expiry_tag: String,
    /// Baseline and sandbox: younger things are `Young`.
    pub min_age: Seconds,
    /// Tagged: lab things without an expiry are chosen from this age on; `None`: never.
    pub max_age: Option<Seconds>,
    pub kinds: Option<BTreeSet<Kind>>,
}

#[derive(Clone, Debug)]
pub struct Caps {
    pub items: u64,
    pub usd_month: u64,
    pub unknown_usd_month: u64,
    pub share_percent: u64,
    pub objects: u64,
}

#[derive(Clone, Debug, Default)]
pub struct Protect {
    pub ids: BTreeSet<String>,
    pub names: Vec<Pattern>,
    pub kinds: BTreeSet<Kind>,
}

impl Policy {
    /// No policy: look at everything, touch nothing.
    #[must_use]
    pub fn report() -> Self {
        Self {
            mode: Mode::Report,
            accounts: Accounts {
                allow: BTreeSet::new(),
                never: BTreeSet::new(),
                alias: None,
                partition: "aws".into(),
            },
            regions: BTreeSet::new(),
            select: Select {
                lab_tag: "lab".into(),
                lab_values: BTreeSet::new(),
                owner_tag: "owner".into(),
                expiry_tag: "expires-at".into(),
                min_age: Seconds::hours(0),
                max_age: None,
                kinds: None,
            },
            grace: Grace(Seconds::DAY),
            caps: Caps { items: 0, usd_month: 0, unknown_usd_month: 500, share_percent: 0, objects: 0 },
            protect: Protect::default(),
            own: BTreeSet::new(),
            unlock: BTreeSet::new(),
            digest: "none".into(),
        }
    }
}
