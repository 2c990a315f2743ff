//! The worker's work: the listings of one shard, a few at a time, until its time is up. What was not begun in time is not
//! scanned, and says so.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use sundown_cleanup_engine::ask::{Answer, Failure, Query};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::moment::Moment;

use crate::listing::{Listing, Page, Read, SCHEMA};
use crate::seam::Eyes;
use crate::shard::Shard;

/// Listings under way at once.
const AT_ONCE: usize = 4;
const TRIES: u32 = 5;

/// Reads a shard; no new call begins at `until` or later.
pub async fn scan(eyes: &dyn Eyes, run: &str, shard: &Shard, until: Moment) -> Read {
    let begun = eyes.local();
    let listings = futures_util::stream::iter(shard.kinds())
        .map(|kind| async move { (kind, list(eyes, &shard.region, kind, until).await) })
        .buffered(AT_ONCE)
        .collect()
        .await;
    Read { schema: SCHEMA, run: run.to_owned(), shard: shard.clone(), begun, listings }
}

async fn list(eyes: &dyn Eyes, region: &str, kind: Kind, until: Moment) -> Listing {
    let mut listing = Listing::default();
    let mut tokens = BTreeSet::new();
    let mut tries = 0;
    loop {
        if eyes.local() >= until {
            return Listing { failed: Some(Failure::TimedOut), ..listing };
        }
        let token = listing.pages.last().and_then(|page: &Page| page.next.clone());
        let (_, answer) = eyes.read(&Query::List { region: region.into(), kind, token }).await;
        let failure = match answer {
            Answer::Page { items, next } => {
                tries = 0;
                let again = next.as_ref().is_some_and(|token| !tokens.insert(token.clone()));
                let over = next.is_none();
                listing.pages.push(Page { items, next });
                match (over, again) {
                    (true, _) => return listing,
                    // The engine sees the same token come back, and calls the listing inconsistent.
                    (false, true) => Failure::Inconsistent,
                    (false, false) => continue,
                }
            }
            Answer::Failed(failure) => failure,
            Answer::Identity(_) | Answer::Family(_) | Answer::NotFound => Failure::Inconsistent,
        };
        tries += 1;
        if !failure.may_pass() || tries > TRIES {
            return Listing { failed: Some(failure), ..listing };
        }
    }
}
