//! Finds what a lab left behind and decides what may be deleted, in which order and with whose consent. Pure: no I/O, no
//! clock, no async. The engine yields the next call as a value and takes its result, so that a dry run is a machine that
//! has no changing calls, and a run can be killed after any call and continued. `README.md` is the map.

pub mod apply;
pub mod ask;
pub mod bucket;
pub mod catalog;
pub mod classify;
mod close;
pub mod consent;
pub mod context;
pub mod digest;
pub mod drive;
pub mod escape;
pub mod found;
pub mod gates;
pub mod graph;
pub mod guard;
pub mod halt;
pub mod ledger;
pub mod look;
pub mod marks;
pub mod moment;
pub mod plan;
pub mod policy;
pub mod reason;
pub mod report;
pub mod select;
pub mod session;
pub mod shield;
pub mod survey;
pub mod tags;
pub mod text;
pub mod waves;
