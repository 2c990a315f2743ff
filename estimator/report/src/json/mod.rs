//! The JSON, a contract: fields are added, never renamed; every amount is a decimal string, exact, in dollars. Reading it
//! needs no language but `why`, `answer`, `notes` and the like, which are in `lang`.

mod charge;
pub mod figure;
mod fill;
pub mod types;

use sundown_engine::compare::Comparison;
use sundown_engine::estimate::World;

use crate::asked::Asked;
pub use types::Document;

pub fn document(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> Document {
    fill::document(comparison, asked, world)
}

/// As it is printed: indented, with a line's end.
pub fn render(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(&document(comparison, asked, world))?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema of [`Document`], as it is committed.
pub fn schema() -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Document))?;
    text.push('\n');
    Ok(text)
}
