//! An estimate as people and programs read it. The engine's values come in with what was asked; a table, JSON, CSV,
//! Markdown or HTML goes out as text. Nothing is computed here that the engine could be asked for: this room chooses words,
//! rounds money for reading, and lays out.
//!
//! People's formats (table, Markdown, HTML) are all written from one [`answer::Answer`], so that they cannot say different
//! things; programs' formats (JSON, CSV) are written from the engine's exact values.
#![deny(clippy::float_arithmetic)]

#[macro_use]
mod words;

pub mod answer;
pub mod asked;
pub mod breakeven;
pub mod csv;
pub mod explain;
pub mod html;
pub mod json;
pub mod markdown;
pub mod money;
pub mod number;
pub mod prices;
pub mod table;
mod why;

pub use asked::{Asked, Claim, Prices};
pub use html::curves::Curves;
pub use money::{Currency, Money};
