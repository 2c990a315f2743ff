//! The functions on the simulated cloud: a run in shards does what a plain run does, and what its shards did not read is
//! never taken for absent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly, and tells what it measured"
)]

mod differential;
mod holes;
mod simulated;
