//! The rules of the house, as tests: who may know whom, how large a room may be, where a panic may stand, what is in the
//! tree of dependencies, and that facts say where they are from.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails loudly, and tells what it measured"
)]

mod facts;
mod layers;
mod panics;
mod sizes;
mod tree;
