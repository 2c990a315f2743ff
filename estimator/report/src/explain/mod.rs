//! The arithmetic behind a line, and what a service is: everything `estimate explain` prints.

mod line;
mod service;

pub use line::{line, resource};
pub use service::service;
