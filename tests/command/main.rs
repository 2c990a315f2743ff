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
mod built;
mod cases;
mod colours;
mod console;
mod endings;
mod estimate;
mod files;
mod fuzz;
mod help;
mod json;
mod labs;
mod manners;
mod odd;
mod outputs;
mod pages;
mod prices;
mod readme;
mod repriced;
mod widths;
