//! The state in files of one folder: for each account a log, the record of its end, a lease, a baseline. An entry is on
//! the disk before `record` returns; the lease's file is locked by the system as long as the run lives.

mod disk;

use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use sundown_cleanup_engine::ask::Recorded;
use sundown_cleanup_engine::drive::Keep;
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::moment::{Moment, Seconds};
use sundown_cleanup_engine::survey::Baseline;

use crate::baseline;
use crate::item::Item;
use crate::lease::{LENGTH, Lease};
use crate::log::{Head, Log};
use crate::trouble::Trouble;
use disk::{append, read, write_whole};

/// Where the states are.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// What is remembered, for looking at. Takes no lease.
    ///
    /// # Errors
    /// When the state can't be used.
    pub fn ledger(&self, account: &str) -> Result<Ledger, Trouble> {
        self.log(account).map(|log| log.ledger())
    }

    /// Takes the lease of an account. It is given back when the value goes.
    ///
    /// # Errors
    /// When another run has it, or the state can't be used.
    pub fn keep(&self, account: &str, clock: fn() -> Moment) -> Result<FileKeep, Trouble> {
        FileKeep::take(self, account, clock)
    }

    /// The recorded snapshot, if there is one.
    ///
    /// # Errors
    /// When it can't be used.
    pub fn baseline(&self, account: &str) -> Result<Option<Baseline>, Trouble> {
        let file = self.file(account, "baseline.jsonl");
        let text = read(&file)?;
        text.map(|text| baseline::read(&text, account, &file.display().to_string())).transpose()
    }

    /// Records a snapshot in place of the last one.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn record_baseline(&self, baseline: &Baseline) -> Result<PathBuf, Trouble> {
        let file = self.file(&baseline.account, "baseline.jsonl");
        let lines = baseline::items(baseline)
            .and_then(|items| items.iter().map(Item::line).collect::<Result<String, _>>())
            .map_err(|error| Trouble::system(&file, &error.into()))?;
        write_whole(&file, &lines)?;
        Ok(file)
    }

    fn file(&self, account: &str, ending: &str) -> PathBuf {
        // An account's number has digits only; whatever else it is, it does not lead out of the folder.
        let name: String = account.chars().filter(char::is_ascii_alphanumeric).collect();
        self.path.join(format!("{name}.{ending}"))
    }

    fn log(&self, account: &str) -> Result<Log, Trouble> {
        let file = self.file(account, "jsonl");
        let name = file.display().to_string();
        let head = self.head(account)?;
        let Some(text) = read(&file)? else {
            return if head.is_some() { Err(Trouble::Missing { file: name }) } else { Ok(Log::default()) };
        };
        let log = Log::read(&text, account, &name)?;
        // A log without the record of its end: only the very first entry can be in this state.
        let head = head.unwrap_or_default();
        if log.reaches(&head) && (head.number > 0 || log.items.len() <= 1) {
            Ok(log)
        } else {
            Err(Trouble::RolledBack { file: name })
        }
    }

    fn head(&self, account: &str) -> Result<Option<Head>, Trouble> {
        let file = self.file(account, "head");
        let name = file.display().to_string();
        let trouble = |fault| Trouble::of(fault, &name, 1);
        let head = |text: String| Item::read(text.trim_end()).and_then(|item| item.body()).map_err(trouble);
        read(&file)?.map(head).transpose()
    }
}

/// The state of one account while a run has its lease.
pub struct FileKeep {
    folder: Folder,
    account: String,
    clock: fn() -> Moment,
    /// Locked as long as this value lives.
    lock: File,
    lease: Lease,
    log: Log,
    bytes: u64,
}

impl FileKeep {
    fn take(folder: &Folder, account: &str, clock: fn() -> Moment) -> Result<Self, Trouble> {
        let lock_file = folder.file(account, "lease");
        let mut lock = disk::open(&lock_file)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(&lock_file)),
            Err(TryLockError::Error(error)) => return Err(Trouble::system(&lock_file, &error)),
        }
        let (machine, now) = (machine(), clock());
        let last: Option<Lease> =
            disk::read_open(&mut lock).and_then(|text| Item::read(text.trim_end()).ok()?.body().ok());
        // The lock is free, so a holder on this machine is dead; one on another machine may not see our lock.
        let foreign = |lease: &Lease| lease.holder != machine && !lease.yields_to(&machine, now);
        if last.as_ref().is_some_and(foreign) {
            return Err(held(&lock_file));
        }
        let mut log = folder.log(account)?;
        let highest = last.map(|lease| lease.fence).unwrap_or_default().max(log.highest_fence());
        let forgot = log.forget(now);
        let (folder, lease) = (folder.clone(), Lease::next(highest, &machine, now));
        let mut keep = Self { folder, account: account.to_owned(), clock, lock, lease, log, bytes: 0 };
        keep.write_lease()?;
        keep.settle(forgot)?;
        Ok(keep)
    }

    /// Brings the files into the state that the log has: without what is forgotten and without a torn line.
    fn settle(&mut self, forgot: bool) -> Result<(), Trouble> {
        let file = self.folder.file(&self.account, "jsonl");
        let lines = self.log.items.iter().map(Item::line).collect::<Result<String, _>>();
        let lines = lines.map_err(|error| Trouble::system(&file, &error.into()))?;
        let there = read(&file)?;
        if forgot || there.is_some_and(|text| text != lines) {
            write_whole(&file, &lines)?;
        }
        self.bytes = lines.len() as u64;
        if self.log.items.is_empty() { Ok(()) } else { self.write_head() }
    }

    fn append(&mut self, entry: &Entry) -> Result<Recorded, Trouble> {
        let file = self.folder.file(&self.account, "jsonl");
        let now = (self.clock)();
        let there = std::fs::metadata(&file).map(|about| about.len()).unwrap_or_default();
        // On a disk that does not know locks somebody else may have written: then the lease is theirs.
        if there != self.bytes {
            return Ok(Recorded::Lost);
        }
        let Head { number, hash } = self.log.head();
        let json = |error: serde_json::Error| Trouble::system(&file, &error.into());
        let item =
            Item::entry(&self.account, number + 1, self.lease.fence, now, entry, &hash).map_err(json)?;
        let line = item.line().map_err(json)?;
        append(&file, &line)?;
        self.bytes += line.len() as u64;
        self.log.add(item).map_err(|fault| Trouble::of(fault, &file.display().to_string(), 0))?;
        self.write_head()?;
        if self.lease.until.since(now) < Seconds(LENGTH.0 / 2) {
            self.lease.until = now.plus(LENGTH);
            self.write_lease()?;
        }
        Ok(Recorded::Yes)
    }

    fn write_head(&self) -> Result<(), Trouble> {
        let file = self.folder.file(&self.account, "head");
        let line = Item::new(&self.account, "head".into(), self.lease.fence, None, &self.log.head(), "")
            .and_then(|item| item.line())
            .map_err(|error| Trouble::system(&file, &error.into()))?;
        write_whole(&file, &line)
    }

    /// In its place, because the lock is on this very file.
    fn write_lease(&mut self) -> Result<(), Trouble> {
        let file = self.folder.file(&self.account, "lease");
        let line = Item::new(&self.account, "lease".into(), self.lease.fence, None, &self.lease, "")
            .and_then(|item| item.line())
            .map_err(|error| Trouble::system(&file, &error.into()))?;
        let written = self.lock.set_len(0).and_then(|()| disk::rewind(&mut self.lock));
        written
            .and_then(|()| self.lock.write_all(line.as_bytes()))
            .and_then(|()| self.lock.sync_all())
            .map_err(|error| Trouble::system(&file, &error))
    }
}

impl Keep for FileKeep {
    fn lease(&mut self) -> Option<Ledger> {
        Some(self.log.ledger())
    }

    fn record(&mut self, entry: &Entry) -> Recorded {
        self.append(entry).unwrap_or(Recorded::Failed)
    }
}

impl Drop for FileKeep {
    /// Gives the lease back; if that fails, it ends by itself.
    fn drop(&mut self) {
        self.lease.holder.clear();
        let _ = self.write_lease();
    }
}

fn held(file: &Path) -> Trouble {
    Trouble::Held { file: file.display().to_string() }
}

/// This machine, as far as its name tells.
fn machine() -> String {
    let name = std::fs::read_to_string("/etc/machine-id").or_else(|_| std::env::var("COMPUTERNAME"));
    name.map_or_else(|_| "this machine".to_owned(), |name| name.trim().to_owned())
}
