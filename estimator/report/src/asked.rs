//! What was asked, as far as the answer shows it. Region, day and account are the [`World`]'s and are not said twice.
//!
//! [`World`]: sundown_engine::estimate::World

use sundown_engine::lab::{Accounts, Lab};
use sundown_engine::text::{Lang, Sentence};

use crate::money::Money;

#[derive(Clone, Debug)]
pub struct Asked {
    pub lang: Lang,
    pub money: Money,
    pub accounts: Accounts,
    pub lab: Option<Lab>,
    /// Whose work it is: the file's name, or "the built-in Todo lab".
    pub source_name: Sentence,
    pub prices: Prices,
    /// What must be known of the prices and the account: what AWS said, and what it would not say.
    pub remarks: Vec<Sentence>,
    /// What class notes say of this lab, and what is so.
    pub claims: Vec<Claim>,
    /// The command that makes this answer again.
    pub command: String,
    /// Commands worth typing next.
    pub next: Vec<String>,
}

/// The prices that were used.
#[derive(Clone, Debug)]
pub struct Prices {
    /// `snapshot`, `cache`, `live`.
    pub source: String,
    /// Dates as the sources tell them: a year, a month or a day.
    pub oldest: String,
    pub newest: String,
    /// How many of them are the snapshot's, where the book is another.
    pub from_snapshot: usize,
    /// The oldest of those that were fetched.
    pub oldest_fetched: Option<String>,
}

/// A sentence of the class notes, and the truth about it.
#[derive(Clone, Debug)]
pub struct Claim {
    pub claim: Sentence,
    pub truth: Sentence,
}
