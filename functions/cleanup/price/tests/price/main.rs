//! The prices of documents: against figures worked out by hand, against documents with less in them, and summed up over
//! an account.

mod account;
mod figures;
mod removal;
mod support;
