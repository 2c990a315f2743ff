//! The cleanup without a server: a schedule starts a run, a queue spreads the scan over function calls, the last of them
//! asks for the planner, which marks, warns and, once the grace is over, deletes; what it did is a report in a bucket.
//! The decisions are the engine's; here is who may do what, when, and for how long. `README.md` is the map.

pub mod bucket;
pub mod call;
pub mod cloud;
pub mod dispatch;
pub mod hands;
pub mod keeper;
pub mod lambda;
pub mod listing;
pub mod message;
pub mod notice;
pub mod outcome;
pub mod page;
pub mod parts;
pub mod planner;
pub mod queue;
pub mod reach;
pub mod reaping;
pub mod row;
pub mod rows;
pub mod run;
pub mod scan;
pub mod seam;
pub mod settings;
pub mod shard;
pub mod table;
pub mod words;
pub mod worker;
