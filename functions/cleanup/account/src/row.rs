//! A resource type as data: how it is listed and read, where its facts stand in the answer, how it is deleted. The file
//! is `data/reading.json`; what the engine must know of a type is in its own table.

use crate::path::{Path, Template};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use sundown_cleanup_engine::catalog::Kind;

#[cfg(test)]
mod check;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub kind: Kind,
    pub list: Vec<Stage>,
    /// How one is read by its id; where AWS has no such call, the list is read.
    #[serde(default)]
    pub one: Vec<Stage>,
    #[serde(default)]
    pub each: Vec<Follow>,
    pub id: Template,
    pub name: Option<Template>,
    pub generation: Template,
    pub arn: Option<Template>,
    /// What CloudFormation may call it.
    #[serde(default)]
    pub physical: Vec<Template>,
    pub account: Option<Path>,
    pub created: Option<Path>,
    #[serde(default)]
    pub created_ms: bool,
    pub tags: Option<Path>,
    #[serde(default)]
    pub locked: Vec<Check>,
    #[serde(default)]
    pub managed: Vec<Check>,
    #[serde(default)]
    pub default: Vec<Check>,
    pub state: Option<States>,
    /// Listed still, and no resource any more.
    #[serde(default)]
    pub skip: Vec<Check>,
    pub objects: Option<Path>,
    #[serde(default)]
    pub owners: Vec<Relation>,
    #[serde(default)]
    pub uses: Vec<Relation>,
    #[serde(default)]
    pub steps: BTreeMap<String, Vec<Call>>,
    pub delete: Deletion,
    #[serde(default)]
    pub gone: Vec<Code>,
    #[serde(default)]
    pub in_use: Vec<Code>,
    #[serde(default)]
    pub busy: Vec<Code>,
    #[serde(default)]
    pub locked_code: Vec<Code>,
    #[serde(default)]
    pub exists: Vec<Code>,
}

/// An operation of a service, written `service.Operation`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
pub struct Operation {
    pub service: String,
    pub name: String,
}

impl TryFrom<String> for Operation {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let (service, name) =
            written.split_once('.').ok_or_else(|| format!("`{written}` is not service.Operation"))?;
        Ok(Self { service: service.to_owned(), name: name.to_owned() })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub call: Operation,
    #[serde(default)]
    pub input: Value,
    pub items: Path,
    /// The member under which a bare string is put.
    #[serde(rename = "as")]
    pub wrapped_as: Option<String>,
}

/// A call that follows for each resource, its answer attached under the operation's name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Follow {
    pub call: Operation,
    #[serde(default)]
    pub input: Value,
    pub name: Option<String>,
    /// Codes that say: there is none.
    #[serde(default)]
    pub absent: Vec<Code>,
    pub when: Option<Check>,
}

impl Follow {
    #[must_use]
    pub fn attached_as(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.call.name)
    }
}

/// Is one of these values there?
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub at: Path,
    pub is: Option<Vec<Value>>,
    /// AWS always tells it: missing is unknown, not "no".
    #[serde(default)]
    pub must: bool,
    /// A lock that could not be put back exactly as it was: nobody opens it.
    #[serde(default)]
    pub stays: bool,
    /// Who that means.
    pub by: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct States {
    pub at: Path,
    pub ready: Vec<String>,
    #[serde(default)]
    pub deleting: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    pub kind: Kind,
    pub at: Place,
    /// What follows the last of these is the id.
    pub cut: Option<String>,
    /// What stands before it: an ARN of which the field tells only the end.
    pub prefix: Option<Template>,
    pub when: Option<Check>,
}

/// Where an id stands: a path, or a text with paths in it.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub enum Place {
    Path(Path),
    Text(Template),
}

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        if written.contains('{') {
            Template::try_from(written).map(Self::Text)
        } else {
            Path::try_from(written).map(Self::Path)
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub call: Operation,
    #[serde(default)]
    pub input: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deletion {
    pub call: Operation,
    #[serde(default)]
    pub input: Value,
    /// Added when a final snapshot is wanted, and when none is.
    #[serde(rename = "final")]
    pub with_snapshot: Option<Value>,
    pub plain: Option<Value>,
    /// Of these there is no final snapshot to be had.
    #[serde(default)]
    pub never_final: Vec<Check>,
}

/// An error's code, and perhaps a piece of its message.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "String")]
pub struct Code {
    pub code: String,
    pub says: Option<String>,
}

impl From<String> for Code {
    fn from(written: String) -> Self {
        match written.split_once(':') {
            Some((code, says)) => Self { code: code.to_owned(), says: Some(says.to_owned()) },
            None => Self { code: written, says: None },
        }
    }
}

/// The row of a type; `None` when the table does not know it, and then nothing is ever found of it.
#[must_use]
pub fn row(kind: Kind) -> Option<&'static Row> {
    ROWS.as_ref().ok()?.get(&kind)
}

/// All rows.
///
/// # Errors
/// When the file in the binary can't be read.
pub fn rows() -> Result<impl Iterator<Item = &'static Row>, &'static str> {
    ROWS.as_ref().map(BTreeMap::values).map_err(String::as_str)
}

static ROWS: LazyLock<Result<BTreeMap<Kind, Row>, String>> = LazyLock::new(|| {
    let file: File =
        serde_json::from_str(include_str!("../data/reading.json")).map_err(|error| error.to_string())?;
    Ok(file.types.into_iter().map(|row| (row.kind, row)).collect())
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "read so that a file without its date is refused")]
    date: String,
    #[expect(dead_code, reason = "read so that a file without its source is refused")]
    source: String,
    types: Vec<Row>,
}
