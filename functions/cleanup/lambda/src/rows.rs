//! The table's rows as the ledger's keeper needs them: read one, read the log, write several or none. Conditions are
//! values here and expressions only where they go to DynamoDB (`table.rs`), so the keeper can be tested without one.

use async_trait::async_trait;
use sundown_cleanup_state::Trouble;
use sundown_cleanup_state::item::Item;

#[async_trait]
pub trait Rows: Send + Sync {
    /// One row as it is now.
    async fn get(&self, account: &str, sort: &str) -> Result<Option<Item>, Trouble>;
    /// All entries of the log as they are now, in their order.
    async fn entries(&self, account: &str) -> Result<Vec<Item>, Trouble>;
    /// All of the changes, or none of them.
    async fn write(&self, changes: &[Change]) -> Written;
    /// What the rows are in, for messages.
    fn name(&self) -> &str;
}

/// A change and what must be true for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub item: Item,
    pub only_if: Before,
    /// False: the condition is checked and nothing is written.
    pub put: bool,
}

/// What is there before a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    Nothing,
    /// The row with this hash.
    This(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    Yes,
    /// Somebody else was there before.
    Refused,
    /// It may have been written.
    Unknown(String),
}
