//! What a person writes becomes the engine's values. Nothing here knows a price or how a report looks: a file is read
//! into a [`Scenario`], or refused with a [`Problem`] that points at the word, in the reader's language.
//!
//! Bytes go one way: text in UTF-8 (`source`), TOML (`syntax`), a table that knows where each word stands (`node`), the
//! values (`scenario`). The labs are files like any other, carried inside the binary.

mod access;
mod day;
mod deployments;
mod explain;
mod fault;
mod index;
mod labs;
mod mistakes;
mod nesting;
mod node;
mod problem;
mod scenario;
mod sections;
mod source;
mod stretch;
mod syntax;
mod value;
mod wanted;

pub use labs::{EmbeddedLab, lab, labs};
pub use problem::{Place, Problem};
pub use scenario::{Scenario, read};
pub use sections::{Currency, Money};
pub use source::Span;
