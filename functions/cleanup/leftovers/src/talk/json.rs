//! A document for programs, in characters that no terminal acts on.

use serde::Serialize;
use sundown_cleanup_engine::escape;
use sundown_talk::failure::Failure;

/// # Errors
/// Only by a defect of ours.
pub fn render(document: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(document).map_err(|error| Failure::defect(&error))?;
    Ok(escape::json(&text))
}
