//! Reads ahead. The engine asks for one listing after the other, in a known order; asked one at a time over sixty types
//! and seventeen regions that takes minutes, so the first question about a region starts all of that region's listings,
//! a few at once. What was read ahead is given out once, and only while it is fresh.

use crate::account::Account;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Found;
use sundown_cleanup_engine::survey::GLOBAL;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

const AT_ONCE: usize = 8;
/// Older than this, a listing is asked for again.
const FRESH: Duration = Duration::from_secs(120);

type Listing = Result<Vec<Found>, Failure>;
/// Since when it runs, and what it will find.
type Running = (Instant, JoinHandle<Listing>);

pub(crate) struct Ahead {
    running: Mutex<BTreeMap<(String, Kind), Running>>,
    at_once: Arc<Semaphore>,
}

impl Default for Ahead {
    fn default() -> Self {
        Self { running: Mutex::default(), at_once: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Account {
    /// A listing, from what was read ahead or now.
    pub(crate) async fn listed(&self, region: &str, kind: Kind) -> Listing {
        if !self.shared.reads_ahead {
            return self.list(region, kind).await;
        }
        let key = (region.to_owned(), kind);
        let begun = self.take(&key);
        if begun.is_none() && !self.is_reading(region) {
            self.read_ahead(region);
        }
        match begun.or_else(|| self.take(&key)) {
            Some((at, handle)) => {
                let listing = handle.await.unwrap_or(Err(Failure::Inconsistent));
                if at.elapsed() < FRESH { listing } else { self.list(region, kind).await }
            }
            None => self.list(region, kind).await,
        }
    }

    /// Begins a region's listings, in the order in which they will be asked for.
    fn read_ahead(&self, region: &str) {
        let kinds: Vec<Kind> = Kind::all().filter(|kind| kind.row().global == (region == GLOBAL)).collect();
        let Ok(mut running) = self.shared.ahead.running.lock() else { return };
        // What nobody came for was meant for a scan that is over.
        running.clear();
        for kind in kinds.into_iter().rev() {
            let (account, region) = (self.clone(), region.to_owned());
            let at_once = Arc::clone(&self.shared.ahead.at_once);
            let key = (region.clone(), kind);
            let task = tokio::spawn(async move {
                let _turn = at_once.acquire().await;
                account.list(&region, kind).await
            });
            running.insert(key, (Instant::now(), task));
        }
    }

    fn take(&self, key: &(String, Kind)) -> Option<Running> {
        self.shared.ahead.running.lock().ok()?.remove(key)
    }

    fn is_reading(&self, region: &str) -> bool {
        self.shared.ahead.running.lock().is_ok_and(|running| running.keys().any(|(of, _)| of == region))
    }
}
