//! The pricing core. A bill is arithmetic over plain values: a deployment's resources use meters, a price book prices
//! them in tiers, allowances make some of it free, and every charge is the sum of its steps.
//!
//! Data goes one way: `Deployment` → `Usage` → pooled by meter → `Charge` → `Estimate`. Nothing here reads a file, a
//! socket, a clock or the environment, and no money or amount is ever a binary float.
#![deny(clippy::float_arithmetic, clippy::disallowed_types)]

pub mod account;
pub mod allowance;
pub mod architectures;
pub mod breakeven;
pub mod charge;
pub mod compare;
pub mod error;
pub mod estimate;
pub mod exact;
pub mod facts;
pub mod lab;
pub mod meter;
pub mod money;
pub mod period;
pub mod price;
pub mod quantity;
pub mod resource;
pub mod services;
#[cfg(test)]
mod testing;
pub mod text;
pub mod unit;
pub mod usage;
pub mod workload;

pub use jiff::civil::Date;
pub use rust_decimal::Decimal;
