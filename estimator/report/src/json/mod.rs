//! The JSON, a contract: fields are added, never renamed; every amount is a decimal string, exact, in dollars. Reading it
//! needs no language but `why`, `answer`, `notes` and the like, which are in `lang`.

mod charge;
pub mod figure;
mod fill;
pub mod types;

use serde::Serialize;
use sundown_engine::compare::Comparison;
use sundown_engine::estimate::World;

use crate::asked::Asked;
pub use types::Document;

pub fn document(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> Document {
    fill::document(comparison, asked, world)
}

pub fn render(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> serde_json::Result<String> {
    pretty(&document(comparison, asked, world))
}

/// The JSON Schema of [`Document`], as it is committed.
pub fn schema() -> serde_json::Result<String> {
    pretty(&schemars::schema_for!(Document))
}

/// As it is printed: indented, with a line's end.
pub(crate) fn pretty(document: &impl Serialize) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(document)? + "\n")
}
