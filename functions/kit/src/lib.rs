//! What every function here needs, and no more: problems, JSON log lines, metrics, configuration, tokens, passwords,
//! idempotency keys, and SQS batches with partial failures. It knows no domain.

#[cfg(feature = "lambda")]
pub mod batch;
pub mod clock;
pub mod config;
pub mod idempotency;
pub mod log;
pub mod metrics;
pub mod password;
pub mod problem;
pub mod random;
pub mod token;

pub use config::{ConfigError, Settings};
pub use problem::Problem;
