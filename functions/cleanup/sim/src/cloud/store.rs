//! The state the engine keeps, and the people it tells. One lease at a time; whoever lost it can't write any more.

use super::Cloud;
use crate::fault::Fault;
use crate::thing::Event;
use std::collections::BTreeSet;
use sundown_cleanup_engine::ask::{Notice, Recorded};
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::moment::Moment;

#[derive(Clone, Debug, Default)]
pub struct Store {
    pub ledger: Ledger,
    pub holder: Option<u32>,
    pub held_until: i64,
    /// Names of final snapshots that exist.
    pub snapshots: BTreeSet<String>,
}

const LEASE: i64 = 900;

impl Cloud {
    pub(super) fn lease(&mut self, run: u32) -> Option<Ledger> {
        if self.store.holder.is_some_and(|holder| holder != run) && self.store.held_until > self.now() {
            return None;
        }
        self.store.holder = Some(run);
        self.store.held_until = self.now() + LEASE;
        Some(self.store.ledger.clone())
    }

    pub(super) fn record(&mut self, run: u32, entry: &Entry) -> Recorded {
        if self.has(Fault::StoreFails) && self.rng.chance(4) {
            return Recorded::Failed;
        }
        if self.store.holder != Some(run) {
            return Recorded::Lost;
        }
        self.store.held_until = self.now() + LEASE;
        self.store.ledger.add(entry);
        Recorded::Yes
    }

    /// A run that ends gives its lease back.
    pub fn release(&mut self, run: u32) {
        if self.store.holder == Some(run) {
            self.store.holder = None;
        }
    }

    pub(super) fn notified(&mut self, run: u32, notice: &Notice) -> bool {
        let accepted = !self.has(Fault::NoticeDown) || self.rng.chance(30);
        let generation = |text: &str| text.trim_start_matches('g').parse().unwrap_or_default();
        let things = notice
            .marked
            .iter()
            .filter_map(|(key, text)| Some((Self::id_of(key)?, generation(text))))
            .collect();
        let reminders = notice.reminders.iter().filter_map(Self::id_of).collect();
        self.log.push(Event::Noticed { run, at: self.now(), accepted, things, reminders });
        accepted
    }

    pub(super) fn wait(&mut self, until: Moment) {
        let target = (until.seconds() - self.skew) * 1_000;
        self.millis = self.millis.max(target);
        self.nature();
        self.renew_credentials();
    }
}
