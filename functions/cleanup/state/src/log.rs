//! The log of an account as items: reading it strictly, and which of it still counts.

use serde::{Deserialize, Serialize};
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::moment::Moment;

use crate::item::Item;
use crate::trouble::{Fault, Trouble};

/// The end of the log, kept apart from it: whoever puts an older log back is found out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub number: u64,
    pub hash: String,
}

/// The entries of one account, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    pub items: Vec<Item>,
    entries: Vec<Entry>,
}

impl Log {
    /// Reads the lines of a log. The last one may be torn (it was never confirmed) if it has no line end.
    ///
    /// # Errors
    /// At the first line that is not what it must be.
    pub fn read(text: &str, account: &str, file: &str) -> Result<Self, Trouble> {
        let whole = text.rfind('\n').and_then(|end| text.get(..=end)).unwrap_or_default();
        let mut log = Self::default();
        for (place, line) in whole.lines().enumerate() {
            let trouble = |fault| Trouble::of(fault, file, place + 1);
            let item = Item::read(line).map_err(trouble)?;
            if item.account != account {
                return Err(Trouble::OtherAccount { file: file.to_owned() });
            }
            log.add(item).map_err(trouble)?;
        }
        Ok(log)
    }

    /// Adds the next item, if it is the next.
    ///
    /// # Errors
    /// When it does not follow the last one.
    pub fn add(&mut self, item: Item) -> Result<(), Fault> {
        let number = item.number().ok_or(Fault::Corrupt)?;
        let follows = match self.items.last() {
            Some(last) => {
                last.number().is_some_and(|before| before + 1 == number)
                    && item.previous == last.hash
                    && item.fence >= last.fence
            }
            None => number > 1 || item.previous.is_empty(),
        };
        if !follows {
            return Err(Fault::Corrupt);
        }
        self.entries.push(item.body()?);
        self.items.push(item);
        Ok(())
    }

    #[must_use]
    pub fn head(&self) -> Head {
        let head = |item: &Item| Head { number: item.number().unwrap_or_default(), hash: item.hash.clone() };
        self.items.last().map(head).unwrap_or_default()
    }

    /// Is this log the one whose end was recorded, or a longer one?
    #[must_use]
    pub fn reaches(&self, head: &Head) -> bool {
        let same = |item: &Item| item.number() == Some(head.number) && item.hash == head.hash;
        head.number == 0 || self.items.iter().rev().any(same)
    }

    #[must_use]
    pub fn highest_fence(&self) -> u64 {
        self.items.last().map(|item| item.fence).unwrap_or_default()
    }

    #[must_use]
    pub fn ledger(&self) -> Ledger {
        Ledger::of(&self.entries)
    }

    /// Leaves out what is too old to count; true if there was any. The last entry stays, to number the next by. Protection
    /// that a run switched off and nobody switched on again is never too old.
    pub fn forget(&mut self, now: Moment) -> bool {
        let old = |item: &&Item| item.expires.is_some_and(|end| end <= now.seconds());
        let many = self.items.iter().take_while(old).count().min(self.items.len().saturating_sub(1));
        let (first, whole) = (Ledger::of(self.entries.iter().take(many)), self.ledger());
        let open = first.unlocked.keys().any(|key| whole.unlocked.contains_key(key));
        if many == 0 || open {
            return false;
        }
        self.items.drain(..many);
        self.entries.drain(..many);
        true
    }
}
