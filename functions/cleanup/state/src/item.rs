//! One item: the row of the table, the line of the file. Entries are numbered and chained, so that a line that is missing,
//! changed or out of order is noticed.

use serde::{Deserialize, Serialize};
use sundown_cleanup_engine::digest::digest;
use sundown_cleanup_engine::ledger::Entry;
use sundown_cleanup_engine::moment::{Moment, Seconds};

use crate::trouble::Fault;

/// The format's version. Older and newer ones are refused by name.
pub const SCHEMA: u32 = 1;
/// How long an entry counts. One length for all: what is left is always the newest part of the log, in which nothing
/// undone stands without its undoing.
pub const LIFE: Seconds = Seconds(90 * Seconds::DAY.0);

/// `account` is the partition, `sort` the place in it: `entry#000000000042`, `lease`, `head`, `baseline#0000`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub account: String,
    pub sort: String,
    pub schema: u32,
    /// Whose writing it is: each lease has a higher number than those before.
    pub fence: u64,
    /// Seconds since 1970, as the table's time to live wants it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<i64>,
    /// JSON, kept as text so that table and file hold the same bytes.
    pub body: String,
    /// The hash of the item before; empty for the first.
    pub previous: String,
    pub hash: String,
}

impl Item {
    /// Makes an item and its hash.
    ///
    /// # Errors
    /// When the body can't be written as JSON.
    pub fn new(
        account: &str,
        sort: String,
        fence: u64,
        expires: Option<Moment>,
        body: &impl Serialize,
        previous: &str,
    ) -> Result<Self, serde_json::Error> {
        let mut item = Self {
            account: account.to_owned(),
            sort,
            schema: SCHEMA,
            fence,
            expires: expires.map(Moment::seconds),
            body: serde_json::to_string(body)?,
            previous: previous.to_owned(),
            hash: String::new(),
        };
        item.hash = item.sum()?;
        Ok(item)
    }

    /// An entry of the log.
    ///
    /// # Errors
    /// When it can't be written as JSON.
    pub fn entry(
        account: &str,
        number: u64,
        fence: u64,
        now: Moment,
        entry: &Entry,
        previous: &str,
    ) -> Result<Self, serde_json::Error> {
        Self::new(account, format!("entry#{number:012}"), fence, Some(now.plus(LIFE)), entry, previous)
    }

    /// Reads one, if it is of this format and nobody changed it.
    ///
    /// # Errors
    /// With what is wrong with it.
    pub fn read(text: &str) -> Result<Self, Fault> {
        #[derive(Deserialize)]
        struct Version {
            schema: u32,
        }
        let version: Version = serde_json::from_str(text).map_err(|_| Fault::Corrupt)?;
        if version.schema < SCHEMA {
            return Err(Fault::Older(version.schema));
        }
        if version.schema > SCHEMA {
            return Err(Fault::Newer(version.schema));
        }
        let item: Self = serde_json::from_str(text).map_err(|_| Fault::Corrupt)?;
        if item.sum().is_ok_and(|sum| sum == item.hash) { Ok(item) } else { Err(Fault::Corrupt) }
    }

    /// The item on one line.
    ///
    /// # Errors
    /// When it can't be written as JSON.
    pub fn line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self).map(|line| line + "\n")
    }

    /// Its number, if it is an entry.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        self.sort.strip_prefix("entry#")?.parse().ok()
    }

    /// What it says.
    ///
    /// # Errors
    /// When its body is not what was expected.
    pub fn body<'de, T: Deserialize<'de>>(&'de self) -> Result<T, Fault> {
        serde_json::from_str(&self.body).map_err(|_| Fault::Corrupt)
    }

    fn sum(&self) -> Result<String, serde_json::Error> {
        let Self { account, sort, schema, fence, expires, body, previous, .. } = self;
        digest(&(account, sort, schema, fence, expires, body, previous))
    }
}
