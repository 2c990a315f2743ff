//! The room from outside: goldens of every format, the contract, the first sentence. One binary, so that it links once.

mod breakeven;
mod goldens;
#[path = "../../examples/sample/mod.rs"]
mod sample;
mod schema;
mod verdicts;
