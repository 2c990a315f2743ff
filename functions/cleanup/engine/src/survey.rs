//! What one scan found, and what it could not see. Absence means something only where the listing was complete.

use crate::ask::{Failure, Identity};
use crate::catalog::Kind;
use crate::found::{Found, Key};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The pseudo-region of types that exist once per account.
pub const GLOBAL: &str = "global";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    pub identity: Identity,
    pub taken_at: Moment,
    pub found: BTreeMap<Key, Found>,
    /// Listings that were asked for; `None` when they were complete.
    pub coverage: BTreeMap<Arc<str>, BTreeMap<Kind, Option<Failure>>>,
    /// Regions the account has enabled and the policy leaves out.
    pub regions_left_out: BTreeSet<String>,
}

impl Survey {
    #[must_use]
    pub fn complete(&self, region: &str, kind: Kind) -> bool {
        self.coverage.get(region).and_then(|kinds| kinds.get(&kind)).is_some_and(Option::is_none)
    }

    /// Not there, as far as a complete listing tells.
    #[must_use]
    pub fn shows_absence(&self, key: &Key) -> bool {
        self.complete(&key.region, key.kind) && !self.found.contains_key(key)
    }

    pub fn not_scanned(&self) -> impl Iterator<Item = (&str, Kind, Failure)> {
        let all = self
            .coverage
            .iter()
            .flat_map(|(region, kinds)| kinds.iter().map(move |(kind, why)| (region, kind, why)));
        all.filter_map(|(region, kind, why)| why.map(|why| (&**region, *kind, why)))
    }

    /// Which regions the account has could not be read, and nobody named one: no region was looked at.
    #[must_use]
    pub fn regions_unknown(&self) -> bool {
        self.identity.regions.is_empty() && self.coverage.keys().all(|region| &**region == GLOBAL)
    }

    #[must_use]
    pub fn population(&self, kind: Kind) -> u64 {
        self.found.keys().filter(|key| key.kind == kind).count() as u64
    }
}

/// A recorded snapshot of an account: what was there is not a leftover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    pub account: String,
    pub taken_at: Moment,
    pub keys: BTreeMap<String, String>,
    pub complete: BTreeSet<String>,
}

impl Baseline {
    #[must_use]
    pub fn of(survey: &Survey) -> Self {
        Self {
            account: survey.identity.account.clone(),
            taken_at: survey.taken_at,
            keys: survey
                .found
                .iter()
                .map(|(key, found)| (key.to_string(), found.generation.clone()))
                .collect(),
            complete: survey
                .coverage
                .iter()
                .flat_map(|(region, kinds)| kinds.iter().map(move |(kind, why)| (region, kind, why)))
                .filter(|(_, _, why)| why.is_none())
                .map(|(region, kind, _)| format!("{region}/{kind}"))
                .collect(),
        }
    }

    #[must_use]
    pub fn knows(&self, found: &Found) -> bool {
        self.keys.get(&found.key.to_string()).is_some_and(|generation| *generation == found.generation)
    }

    #[must_use]
    pub fn saw_all(&self, key: &Key) -> bool {
        self.complete.contains(&format!("{}/{}", key.region, key.kind))
    }
}
