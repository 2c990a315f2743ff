//! The command against the simulated cloud: what it says in both languages and five formats, what hostile names can do,
//! and that an apply which is stopped anywhere ends like one that was not.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

mod contract;
mod hostile;
mod resume;
mod sayings;
mod stage;
mod words;
