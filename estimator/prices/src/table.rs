//! Reads the embedded tables: comma-separated, `#` starts a comment.

use csv::ReaderBuilder;
use serde::de::DeserializeOwned;

/// An embedded table that does not hold together: a defect of this build, found by its tests.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("embedded table `{table}`: {problem}")]
pub struct BadSnapshot {
    pub table: String,
    pub problem: String,
}

/// The rows of an embedded table with a header.
pub(crate) fn rows<T: DeserializeOwned>(name: &'static str, text: &str) -> Result<Vec<T>, BadSnapshot> {
    let mut reader = ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(|error| bad(name, &error))
}

pub(crate) fn bad(name: &str, error: &dyn std::fmt::Display) -> BadSnapshot {
    BadSnapshot { table: name.to_owned(), problem: error.to_string() }
}
