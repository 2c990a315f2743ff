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

/// The lines of a table without quotes, after its comments. The large ones are read at every start: a plain split does.
pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// The fields of such a line; fewer or more than there are names for is a defect.
pub(crate) fn fields<const N: usize>(line: &str) -> Result<[&str; N], String> {
    let mut fields = line.split(',');
    let mut found = [""; N];
    for place in &mut found {
        *place = fields.next().ok_or_else(|| format!("fewer than {N} fields in `{line}`"))?;
    }
    match fields.next() {
        Some(_) => Err(format!("more than {N} fields in `{line}`")),
        None => Ok(found),
    }
}

pub(crate) fn bad(name: &str, error: &dyn std::fmt::Display) -> BadSnapshot {
    BadSnapshot { table: name.to_owned(), problem: error.to_string() }
}
