//! AWS calls as data: `call(service, operation, json)` over the SDK's own runtime, without its generated crates.
//!
//! Thirty generated crates take 26 minutes of processor time and 8 GB of memory to build; what a cleanup uses of them is
//! 230 operations. Their shapes are data here (`models/`), written and read by our own strict wire (`wire`); signing,
//! retries and time-outs are the SDK's (`transport`). Reading and changing are two clients (`client`), and a listing is
//! always read to its end or it is an error (`pages`).

pub mod endpoint;
pub mod shape;
pub mod wire;

mod call;
mod client;
mod clocks;
mod error;
mod pages;
mod person;
mod refusal;
mod retry;
mod route53;
mod s3;
mod session;
mod signing;
mod target;
mod transport;

pub use call::Answer;
pub use client::{Reader, Writer};
pub use error::{CallError, Cause};
pub use pages::Pages;
pub use session::{Addressing, Limits, Options, Session, SetupError, https};
