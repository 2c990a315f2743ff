//! Whole runs over the wire: the state, the queues, the bucket and the topic are the emulated cloud's; the account that is
//! cleaned is the simulated one, because only there days can pass.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly, and tells what it measured"
)]

mod leases;
mod real;
mod runs;
#[path = "../proof/simulated.rs"]
mod simulated;
mod stack;
mod start;
