//! A hostile cloud in a box, to prove that the cleanup never deletes the wrong thing: deterministic stories of accounts,
//! people and faults, an oracle that knows the rules and not the engine, and a harness that switches the engine's rules
//! off one by one to see that the oracle notices.

pub mod cloud;
pub mod fault;
pub mod rng;
pub mod scene;
pub mod spec;
pub mod stage;
pub mod story;
pub mod tally;
pub mod thing;
pub mod trial;
