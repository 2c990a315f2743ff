//! An AWS account as the cleanup's engine sees it: its questions become calls, the answers become facts, its changes
//! become the calls that make them. A resource type is a row of data (`data/reading.json`) plus the few steps that are
//! special (`steps`). `README.md` says how to add one.

pub mod blocking;
pub mod path;
pub mod policy;
pub mod row;

mod account;
mod ahead;
mod buckets;
mod change;
mod family;
mod found;
mod grip;
mod ids;
mod listed;
mod offered;
mod read;
mod refusal;
mod stacks;
mod steps;
mod who;

pub use account::{Account, Pricing};
pub use change::Hands;
