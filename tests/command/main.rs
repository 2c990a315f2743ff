//! The command from outside: everything here runs the built `estimate` and looks only at what a person or a program would
//! see of it. Nothing of the estimator is linked.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    reason = "a test fails loudly"
)]

mod alone;
mod breakeven;
mod cases;
mod console;
mod estimate;
mod files;
mod fuzz;
mod help;
mod json;
mod labs;
mod manners;
mod pages;
mod readme;
mod widths;
