//! The prices of documents: against figures worked out by hand, against documents with less in them, and summed up over
//! an account.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

mod account;
mod figures;
mod removal;
mod support;
