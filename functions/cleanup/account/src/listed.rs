//! A listing of the account, from what was read ahead or now.

use crate::account::Account;
use crate::ahead::{FRESH, Listing};
use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::survey::GLOBAL;

impl Account {
    pub(crate) async fn listed(&self, region: &str, kind: Kind) -> Listing {
        let ahead = &self.shared.ahead;
        if !self.shared.reads_ahead {
            return self.list(region, kind).await;
        }
        let begun = ahead.take(region, kind);
        if begun.is_none() && !ahead.is_reading(region) {
            self.read_ahead(region);
        }
        match begun.or_else(|| ahead.take(region, kind)) {
            Some((at, handle)) => {
                let listing = handle.await.unwrap_or(Err(Failure::Inconsistent));
                if at.elapsed() < FRESH { listing } else { self.list(region, kind).await }
            }
            None => self.list(region, kind).await,
        }
    }

    /// Begins a region's listings, in the order in which they will be asked for.
    fn read_ahead(&self, region: &str) {
        let mut kinds: Vec<Kind> =
            Kind::all().filter(|kind| kind.row().global == (region == GLOBAL)).collect();
        kinds.reverse();
        self.shared.ahead.begin(region, &kinds, |kind| {
            let (account, region) = (self.clone(), region.to_owned());
            async move { account.list(&region, kind).await }
        });
    }
}
