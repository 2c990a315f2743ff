//! What a scan knows about one resource. Whatever could not be read is `Unknown`, and no default stands in for it.

use crate::catalog::Kind;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Where a resource is and what it is called there. Names can be used again: see `Found::generation`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    pub region: Arc<str>,
    pub kind: Kind,
    pub id: Arc<str>,
}

impl Key {
    #[must_use]
    pub fn new(region: &str, kind: Kind, id: &str) -> Self {
        Self { region: region.into(), kind, id: id.into() }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}/{}", self.region, self.kind, self.id)
    }
}

/// A value that was read, or one that could not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact<T> {
    Known(T),
    Unknown,
}

impl<T> Fact<T> {
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown => None,
        }
    }
}

pub type Tags = BTreeMap<String, String>;

/// How far a resource is in its own life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Ready,
    /// Being created or changed: nothing it says is final.
    Busy,
    Deleting,
}

/// What it costs a month, in millionths of a dollar. Unknown is counted by the caps at `unknown_usd_month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Price {
    MicroUsdMonth(u64),
    Unknown,
}

/// One resource as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub key: Key,
    pub name: String,
    /// Differs between two resources that had the same key one after the other (unique id, creation time, ARN suffix).
    pub generation: String,
    pub account: Fact<String>,
    /// `Known(None)`: this type never tells. `Unknown`: it should have told.
    pub created: Fact<Option<Moment>>,
    pub tags: Fact<Tags>,
    /// Is any deletion protection of the resource on?
    pub locked: Fact<bool>,
    /// The service or AWS account that manages it, if one does.
    pub managed_by: Fact<Option<String>>,
    /// Default VPC and its parts, default security group.
    pub is_default: bool,
    /// Deleting one of these deletes this.
    pub owners: Fact<BTreeSet<Key>>,
    /// None of these can be deleted before this is.
    pub uses: Fact<BTreeSet<Key>>,
    pub state: State,
    pub objects: u64,
    pub price: Price,
    /// A stack that this project deployed, by the stack's own record.
    pub ours: bool,
    /// The expiry that our deployment recorded in the stack.
    pub recorded_expiry: Option<Moment>,
}

impl Found {
    /// The tags that are known; nothing when they are not. Never ask this to decide that there are none.
    #[must_use]
    pub fn readable_tags(&self) -> Option<&Tags> {
        self.tags.known()
    }
}

/// One resource with everything around it, read afresh: what goes with it and what still uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    pub item: Found,
    /// What disappears when it is deleted, however deep.
    pub victims: Vec<Found>,
    /// What uses the item or one of its victims, and is none of them.
    pub users: Vec<Key>,
    /// The other resource that was asked for, if it exists.
    pub peer: Option<Found>,
}
