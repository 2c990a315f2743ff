//! Reads ahead. The engine asks for one listing after the other, in a known order; asked one at a time over sixty types
//! and seventeen regions that takes minutes, so the first question about a region starts all of that region's listings,
//! a few at once. What was read ahead is given out once, and only while it is fresh.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Found;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

const AT_ONCE: usize = 8;
/// Older than this, a listing is asked for again.
pub(crate) const FRESH: Duration = Duration::from_secs(120);

pub(crate) type Listing = Result<Vec<Found>, Failure>;
/// Since when it runs, and what it will find.
pub(crate) type Running = (Instant, JoinHandle<Listing>);

pub(crate) struct Ahead {
    running: Mutex<BTreeMap<(String, Kind), Running>>,
    at_once: Arc<Semaphore>,
}

impl Default for Ahead {
    fn default() -> Self {
        Self { running: Mutex::default(), at_once: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Ahead {
    /// Begins listings, in this order.
    pub(crate) fn begin<F: Future<Output = Listing> + Send + 'static>(
        &self,
        region: &str,
        kinds: &[Kind],
        list: impl Fn(Kind) -> F,
    ) {
        let Ok(mut running) = self.running.lock() else { return };
        // What nobody came for was meant for a scan that is over.
        running.clear();
        for kind in kinds {
            let (at_once, listing) = (Arc::clone(&self.at_once), list(*kind));
            let task = tokio::spawn(async move {
                let _turn = at_once.acquire().await;
                listing.await
            });
            running.insert((region.to_owned(), *kind), (Instant::now(), task));
        }
    }

    /// What was begun, given out once.
    pub(crate) fn take(&self, region: &str, kind: Kind) -> Option<Running> {
        self.running.lock().ok()?.remove(&(region.to_owned(), kind))
    }

    pub(crate) fn is_reading(&self, region: &str) -> bool {
        self.running.lock().is_ok_and(|running| running.keys().any(|(of, _)| of == region))
    }
}
