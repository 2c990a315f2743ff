//! The whole way, from the engine's questions to bytes on a socket and back: an emulated account (moto) with a zoo of
//! leftovers in it, looked at, cleaned by consent and by schedule, through a proxy that can make every call go wrong.
//! What is there and what is left is told by boto3, which knows nothing of the code under test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails loudly, and tells what it measured"
)]

mod alarms;
mod attended;
mod faults;
mod kills;
mod large;
mod late;
mod locks;
mod look;
mod moto;
mod names;
mod pages;
mod proxy;
mod rig;
mod scheduled;
mod zoo;
