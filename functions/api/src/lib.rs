//! The Todo API: one router for three contracts, run as a Lambda function or as a server on a port. README.md has the surface.
//!
//! A request passes `observe` (request id, log line, panics), CORS, the site's files, and then its contract: a thin adapter that
//! checks input, asks the use cases, and answers in the contract's own form.

mod accounts;
mod app;
mod bearer;
mod book;
mod cors;
mod courier;
mod fault;
mod input;
#[cfg(feature = "lambda")]
pub mod lambda;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod local;
mod observe;
mod outbox;
mod pictures;
mod router;
mod site;
pub mod start;
mod todobackend;
mod wanted;

pub use app::{App, Contract};
pub use courier::{Courier, LogOnly};
pub use router::router;
