//! What a shard has read, page by page, as it is kept in the bucket and answered to the engine later. The pages stay
//! pages, so that the engine itself judges whether they are whole. What is not here was not scanned; it is never empty.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sundown_cleanup_engine::ask::{Answer, Failure};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Found;
use sundown_cleanup_engine::moment::{Moment, Seconds};

use crate::shard::Shard;

/// What one type of one region answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    pub pages: Vec<Page>,
    /// Why there are no more pages, when the last one is not the end.
    pub failed: Option<Failure>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub items: Vec<Found>,
    pub next: Option<String>,
}

/// A shard's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    pub schema: u32,
    pub run: String,
    pub shard: Shard,
    pub begun: Moment,
    pub listings: Vec<(Kind, Listing)>,
}

/// The shards of a run together.
#[derive(Clone, Debug, Default)]
pub struct Scanned {
    listings: BTreeMap<(String, Kind), Listing>,
}

/// Why a shard's file is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    #[error("it is no shard of this format: {0}")]
    Unreadable(String),
    #[error("it belongs to another run or shard")]
    Foreign,
    #[error("it was read {0} s after its run began, which is too late or too early")]
    Untimely(i64),
}

pub const SCHEMA: u32 = 1;
/// How long after its beginning a run may still use what its shards have read.
pub const FRESH: Seconds = Seconds(2 * 3_600);

impl Scanned {
    /// Takes a shard's file in, when it is what it must be.
    ///
    /// # Errors
    /// With the reason why it can't be used; its types then count as not scanned.
    pub fn add(&mut self, run: &str, started: Moment, shard: &Shard, json: &[u8]) -> Result<(), Unusable> {
        let read: Read =
            serde_json::from_slice(json).map_err(|error| Unusable::Unreadable(error.to_string()))?;
        if read.schema != SCHEMA || read.run != run || read.shard != *shard {
            return Err(Unusable::Foreign);
        }
        let Seconds(late) = read.begun.since(started);
        // A minute of difference between two machines' clocks is no lie.
        if !(-60..=FRESH.0).contains(&late) {
            return Err(Unusable::Untimely(late));
        }
        let kinds: Vec<Kind> = shard.kinds().collect();
        for (kind, listing) in read.listings.into_iter().filter(|(kind, _)| kinds.contains(kind)) {
            self.listings.insert((shard.region.clone(), kind), listing);
        }
        Ok(())
    }

    /// The page after this token. What no shard has read took too long, as far as anybody knows.
    #[must_use]
    pub fn answer(&self, region: &str, kind: Kind, token: Option<&str>) -> Answer {
        let Some(listing) = self.listings.get(&(region.to_owned(), kind)) else {
            return Answer::Failed(Failure::TimedOut);
        };
        let after = |page: &Page| page.next.as_deref() == token;
        let place = match token {
            None => Some(0),
            Some(_) => listing.pages.iter().position(after).map(|before| before + 1),
        };
        match place.and_then(|place| listing.pages.get(place)) {
            Some(page) => Answer::Page { items: page.items.clone(), next: page.next.clone() },
            None => Answer::Failed(listing.failed.unwrap_or(Failure::Inconsistent)),
        }
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
