//! The seam to the world: everything the engine can want, as values. It asks, somebody answers; it never calls. A dry
//! run holds a [`crate::look::Look`], which can only yield a [`Query`]: there is no way from there to a [`Mutation`].

use crate::catalog::Kind;
use crate::found::{Family, Found, Key};
use crate::ledger::Entry;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A question that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    WhoAmI,
    /// One page of all resources of a type in a region.
    List {
        region: Arc<str>,
        kind: Kind,
        token: Option<String>,
    },
    /// One resource with what goes with it and what uses it, read afresh and not from a list; and the other one that a
    /// step is going to touch.
    Family {
        key: Key,
        peer: Option<Key>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Identity(Identity),
    Page { items: Vec<Found>, next: Option<String> },
    Family(Box<Family>),
    NotFound,
    Failed(Failure),
}

/// Where the credentials lead at this moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub account: String,
    pub partition: String,
    pub alias: Option<String>,
    /// Regions the account has enabled; empty when that could not be read.
    pub regions: Vec<String>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    Throttled,
    Server,
    TimedOut,
    Denied,
    /// The region is switched off or a control policy refuses all of it.
    NotAvailable,
    /// Pages that repeat, contradict each other or end in the middle.
    Inconsistent,
}

impl Failure {
    #[must_use]
    pub const fn may_pass(self) -> bool {
        matches!(self, Self::Throttled | Self::Server | Self::TimedOut)
    }
}

/// A change to one planned resource. Every other resource it touches is named in `op`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutation {
    pub key: Key,
    pub generation: String,
    pub op: Op,
}

/// There is no step that removes a tag, and none that detaches or revokes without naming from what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    Unlock,
    /// Puts back what `Unlock` switched off.
    Lock,
    ScaleToZero,
    Stop,
    Disable,
    /// Its own parts: objects, images, targets, mount targets, event sources.
    Empty,
    /// Removes the rules of `user` that mention this security group.
    Revoke {
        user: Key,
    },
    Detach {
        from: Key,
    },
    Delete {
        final_snapshot: Option<String>,
    },
}

/// What became of a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Done,
    NotFound,
    /// Something still uses it.
    InUse,
    /// Not in a state in which that is possible; will pass.
    Busy,
    /// Its deletion protection is on.
    Locked,
    Denied,
    SnapshotExists,
    Throttled,
    Server,
    /// No answer: it may have happened.
    TimedOut,
}

/// A message to people: what was marked, when it is due, how to keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    pub at: Moment,
    pub marked: Vec<(Key, String)>,
    pub reminders: Vec<Key>,
}

/// What a run wants next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    Read(Query),
    Act(Mutation),
    /// Append, if this run still holds the lease.
    Record(Entry),
    /// Take the lease; the answer brings the ledger as of now.
    Lease,
    Tell(Notice),
    Wait(Moment),
}

/// The answer to an `Ask`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Read(Answer),
    Act(Effect),
    Recorded(Recorded),
    Leased(Option<Box<crate::ledger::Ledger>>),
    /// Was the notice accepted, by a confirmed subscription or a webhook's 2xx?
    Notified(bool),
    Waited,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    Yes,
    /// Somebody else holds the lease.
    Lost,
    Failed,
}

/// The two clocks at an answer: AWS's `Date` header, where there was one, and this machine's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub server: Option<Moment>,
    pub local: Moment,
}
