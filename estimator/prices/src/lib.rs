//! Facts about AWS with their dates, as values. This room knows where facts come from; what follows from them is the
//! engine's business. The snapshot inside the binary needs no network and no account.

#[cfg(feature = "live")]
pub mod account;
pub mod bulk;
pub mod cache;
pub mod class_notes;
pub mod diff;
pub mod facts;
#[cfg(feature = "live")]
pub mod live;
pub mod order;
pub mod outcome;
pub mod problem;
pub mod product;
pub mod progress;
pub mod rebuild;
pub mod regions;
pub mod select;
pub mod sizing;
pub mod snapshot;
pub mod stored;
mod table;
mod tiers;
#[cfg(feature = "live")]
pub mod trust;
mod units;
