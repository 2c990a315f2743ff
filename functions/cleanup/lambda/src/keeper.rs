//! The ledger in the table: one lease at a time with a number that only grows, and entries that are appended in one
//! transaction with the proof that the lease is still held. `functions/cleanup/state` has the format.

use std::sync::Arc;

use sundown_cleanup_engine::ask::Recorded;
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::moment::{Moment, Seconds};
use sundown_cleanup_state::Trouble;
use sundown_cleanup_state::item::{Item, LIFE};
use sundown_cleanup_state::lease::{LENGTH, Lease};
use sundown_cleanup_state::log::{Head, Log};
use sundown_cleanup_state::trouble::Fault;
use tokio::sync::Mutex;

use crate::rows::{Before, Change, Rows, Written};

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

pub struct Keeper<R> {
    rows: R,
    account: String,
    holder: String,
    clock: Clock,
    held: Mutex<Option<Held>>,
}

/// What is known while the lease is held.
struct Held {
    lease: Item,
    until: Moment,
    head: Head,
    /// The row of the head, which is not there before the first entry.
    head_row: Option<Item>,
}

impl<R: Rows> Keeper<R> {
    /// `holder` is who asks: the same one gets its own lease again.
    pub fn new(rows: R, account: &str, holder: &str, clock: Clock) -> Self {
        Self { rows, account: account.to_owned(), holder: holder.to_owned(), clock, held: Mutex::new(None) }
    }

    /// Takes the lease, then reads what is remembered.
    ///
    /// # Errors
    /// When another run has it, or the log is not whole.
    pub async fn lease(&self) -> Result<Ledger, Trouble> {
        let now = (self.clock)();
        let last = self.rows.get(&self.account, "lease").await?;
        let head_row = self.rows.get(&self.account, "head").await?;
        let last_lease: Option<Lease> = last.as_ref().map(|item| self.body(item)).transpose()?;
        if last_lease.as_ref().is_some_and(|lease| !lease.yields_to(&self.holder, now)) {
            return Err(self.taken());
        }
        let highest = last.iter().chain(&head_row).map(|item| item.fence).max().unwrap_or_default();
        let lease = Lease::next(highest, &self.holder, now);
        let row = self.lease_row(&lease)?;
        let only_if = last.map_or(Before::Nothing, |item| Before::This(item.hash));
        match self.rows.write(&[Change { item: row.clone(), only_if, put: true }]).await {
            Written::Yes => {}
            Written::Refused => return Err(self.taken()),
            Written::Unknown(why) => return Err(Trouble::System { file: self.rows.name().to_owned(), why }),
        }
        // Only now nobody else writes: what is read from here on stays as it is.
        let head_row = self.rows.get(&self.account, "head").await?;
        let head: Head = head_row.as_ref().map(|item| self.body(item)).transpose()?.unwrap_or_default();
        let known_until = last_lease.map(|lease| lease.until);
        let (ledger, stale) = self.log(&head, known_until, now).await?;
        *self.held.lock().await = Some(Held { lease: row, until: lease.until, head, head_row });
        for entry in stale {
            if self.record(&entry).await != Recorded::Yes {
                return Err(self.taken());
            }
        }
        Ok(ledger)
    }

    /// Appends an entry, if this keeper still holds the lease.
    pub async fn record(&self, entry: &Entry) -> Recorded {
        let mut guard = self.held.lock().await;
        let Some(held) = guard.as_mut() else { return Recorded::Lost };
        let now = (self.clock)();
        if held.until <= now {
            return Recorded::Lost;
        }
        let Ok((changes, next)) = self.append(held, entry, now) else { return Recorded::Failed };
        match self.rows.write(&changes).await {
            Written::Yes => {
                *held = next;
                Recorded::Yes
            }
            Written::Refused => Recorded::Lost,
            Written::Unknown(_) => Recorded::Failed,
        }
    }

    /// Gives the lease back; if that fails, it ends by itself.
    pub async fn release(&self) {
        let Some(held) = self.held.lock().await.take() else { return };
        let lease = Lease { holder: String::new(), fence: held.lease.fence, until: held.until };
        if let Ok(item) = self.lease_row(&lease) {
            let only_if = Before::This(held.lease.hash);
            let _ = self.rows.write(&[Change { item, only_if, put: true }]).await;
        }
    }

    /// The three rows of one transaction, and what is known once they are written.
    fn append(&self, held: &Held, entry: &Entry, now: Moment) -> Result<(Vec<Change>, Held), Trouble> {
        let (number, fence) = (held.head.number + 1, held.lease.fence);
        let item = Item::entry(&self.account, number, fence, now, entry, &held.head.hash);
        let item = item.map_err(|error| self.json(&error))?;
        let head = Head { number, hash: item.hash.clone() };
        let head_row = Item::new(&self.account, "head".into(), fence, None, &head, "");
        let head_row = head_row.map_err(|error| self.json(&error))?;
        let renew = held.until.since(now) < Seconds(LENGTH.0 / 2);
        let (lease, until) = if renew {
            let until = now.plus(LENGTH);
            (self.lease_row(&Lease { holder: self.holder.clone(), fence, until })?, until)
        } else {
            (held.lease.clone(), held.until)
        };
        let before_head =
            held.head_row.as_ref().map_or(Before::Nothing, |row| Before::This(row.hash.clone()));
        let changes = vec![
            Change { item: lease.clone(), only_if: Before::This(held.lease.hash.clone()), put: renew },
            Change { item, only_if: Before::Nothing, put: true },
            Change { item: head_row.clone(), only_if: before_head, put: true },
        ];
        Ok((changes, Held { lease, until, head, head_row: Some(head_row) }))
    }

    /// The log's sum, and entries that must not be forgotten though they are old: protection that is still off.
    async fn log(
        &self,
        head: &Head,
        known: Option<Moment>,
        now: Moment,
    ) -> Result<(Ledger, Vec<Entry>), Trouble> {
        let rows = self.rows.entries(&self.account).await?;
        // AWS deletes what has expired late and in no order, so nothing is asked of that part.
        let old = |item: &Item| item.expires.is_some_and(|end| end <= now.seconds());
        let mut log = Log::default();
        for item in rows.into_iter().skip_while(old) {
            let number = item.number().and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
            log.add(item).map_err(|fault| Trouble::of(fault, self.rows.name(), number))?;
        }
        let all_expired = log.items.is_empty() && known.is_none_or(|until| until.plus(LIFE) <= now);
        if head.number > 0 && log.items.is_empty() && !all_expired {
            return Err(Trouble::Missing { file: self.rows.name().to_owned() });
        }
        if !log.items.is_empty() && log.head() != *head {
            return Err(Trouble::RolledBack { file: self.rows.name().to_owned() });
        }
        let ledger = log.ledger();
        let half = now.plus(Seconds(LIFE.0 / 2)).seconds();
        let aged = log.items.iter().filter(|item| item.expires.is_some_and(|end| end < half));
        let stale = aged.filter_map(|item| match item.body::<Entry>() {
            Ok(Entry::Unlocking { key, generation }) if ledger.unlocked.get(&key) == Some(&generation) => {
                Some(Entry::Unlocking { key, generation })
            }
            _ => None,
        });
        let stale = stale.collect();
        Ok((ledger, stale))
    }

    fn body<T: for<'de> serde::Deserialize<'de>>(&self, item: &Item) -> Result<T, Trouble> {
        item.body().map_err(|_| Trouble::of(Fault::Corrupt, self.rows.name(), 0))
    }

    fn lease_row(&self, lease: &Lease) -> Result<Item, Trouble> {
        Item::new(&self.account, "lease".into(), lease.fence, None, lease, "")
            .map_err(|error| self.json(&error))
    }

    fn taken(&self) -> Trouble {
        Trouble::Held { file: self.rows.name().to_owned() }
    }

    fn json(&self, error: &serde_json::Error) -> Trouble {
        Trouble::System { file: self.rows.name().to_owned(), why: error.to_string() }
    }
}

#[cfg(test)]
#[path = "keeper_tests.rs"]
mod tests;
