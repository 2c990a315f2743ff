//! What a service's operations look like: read from the lines that `models/extract.py` cut out of botocore's models.
//!
//! A service is parsed when it is first asked for, once in the process. Members keep the model's order, because the
//! writer walks the shape and not the caller's value: some XML services accept only that order.

mod catalog;
mod traits;
mod types;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

pub use catalog::{service, services};
pub use traits::{Location, Namespace, TimeFormat, Traits};
pub use types::Type;
use types::scalar;

/// One service: how it is spoken to, and everything its operations reach.
#[derive(Debug)]
pub struct Service {
    pub about: About,
    pub operations: BTreeMap<String, Operation>,
    shapes: BTreeMap<String, Shape>,
}

/// The head of a service's data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    pub name: String,
    pub protocol: Protocol,
    pub version: String,
    /// The first label of its host name.
    pub prefix: String,
    /// Its name in a signature.
    pub signing: String,
    #[serde(default)]
    pub target: String,
    #[serde(default)]
    pub json: String,
    /// It once spoke `query`: its old error codes come in a header.
    #[serde(default)]
    pub query_errors: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    Ec2,
    Query,
    Json,
    RestJson,
    RestXml,
}

/// What an operation does to an account. Said by hand in `operations.json`, never guessed from a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Read,
    /// Makes something or sends a message: never sent twice.
    Create,
    Change,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    pub name: String,
    pub kind: Kind,
    pub method: String,
    pub uri: String,
    /// Labels before the host name, `{Label}` filled from the input.
    #[serde(default)]
    pub host: String,
    pub input: Option<Reference>,
    pub output: Option<Reference>,
    /// Elements to go down before the output begins.
    #[serde(default)]
    pub wrap: Vec<String>,
    pub page: Option<Page>,
    /// What is sent where the caller says nothing: a listing that would otherwise be cut without a word.
    #[serde(default)]
    pub defaults: Map<String, Value>,
    /// The member of a success that lists what did not succeed.
    pub partial: Option<String>,
    /// The service refuses a body without a checksum.
    #[serde(default)]
    pub checksum: bool,
}

/// How a listing goes on: which members to send, where the answer gives them, and what it lists.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub send: Vec<String>,
    pub take: Vec<String>,
    pub items: Vec<String>,
    pub more: Option<String>,
}

/// A value's type and how it is written in this place: `["Filter", {"as": "Filter"}]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "ReferenceLine")]
pub struct Reference {
    /// A scalar's kind or a shape's name.
    pub kind: String,
    pub traits: Traits,
}

/// A member: `["VolumeId", "string", {}]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "MemberLine")]
pub struct Member {
    pub name: String,
    pub value: Reference,
}

#[derive(Debug)]
pub enum Shape {
    Structure(Structure),
    List(Reference),
    Map(Reference, Reference),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    pub name: String,
    pub members: Vec<Member>,
    #[serde(default)]
    pub must: Vec<String>,
    /// The member that is the whole body.
    pub payload: Option<String>,
    #[serde(default)]
    pub union: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Service(About),
    Operation(Box<Operation>),
    Structure(Structure),
    List { name: String, each: Reference },
    Map { name: String, key: Reference, value: Reference },
}

#[derive(Deserialize)]
struct ReferenceLine(String, #[serde(default)] Traits);

#[derive(Deserialize)]
struct MemberLine(String, String, #[serde(default)] Traits);

/// The data of a service is not what the extractor writes.
#[derive(Debug, Clone, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct BadData {
    pub line: usize,
    pub why: String,
}

impl Service {
    /// Reads the lines of one service, and refuses names that lead nowhere.
    pub fn parse(text: &str) -> Result<Service, BadData> {
        let (mut about, mut operations, mut shapes) = (None, BTreeMap::new(), BTreeMap::new());
        for (index, line) in text.lines().enumerate() {
            let bad = |error: serde_json::Error| BadData { line: index + 1, why: error.to_string() };
            match serde_json::from_str(line).map_err(bad)? {
                Line::Service(found) => about = Some(found),
                Line::Operation(one) => drop(operations.insert(one.name.clone(), *one)),
                Line::Structure(one) => drop(shapes.insert(one.name.clone(), Shape::Structure(one))),
                Line::List { name, each } => drop(shapes.insert(name, Shape::List(each))),
                Line::Map { name, key, value } => drop(shapes.insert(name, Shape::Map(key, value))),
            }
        }
        let about =
            about.ok_or_else(|| BadData { line: 1, why: "no line says what service this is".to_owned() })?;
        let service = Service { about, operations, shapes };
        match service.dangling() {
            Some(name) => Err(BadData { line: 0, why: format!("nothing is called `{name}`") }),
            None => Ok(service),
        }
    }

    /// The type that a name in the data stands for.
    pub fn resolve(&self, name: &str) -> Type<'_> {
        match self.shapes.get(name) {
            Some(Shape::Structure(structure)) => Type::Structure(structure),
            Some(Shape::List(each)) => Type::List(each),
            Some(Shape::Map(key, value)) => Type::Map(key, value),
            None => scalar(name).unwrap_or(Type::Document),
        }
    }

    /// The structure of an operation's input or output; an operation without one takes or gives nothing.
    pub fn structure(&self, reference: Option<&Reference>) -> Option<&Structure> {
        match self.resolve(&reference?.kind) {
            Type::Structure(structure) => Some(structure),
            _ => None,
        }
    }

    fn dangling(&self) -> Option<&str> {
        let sides = self.operations.values().flat_map(|one| [&one.input, &one.output]).flatten();
        let inner = self.shapes.values().flat_map(|shape| match shape {
            Shape::Structure(structure) => {
                structure.members.iter().map(|member| member.value.kind.as_str()).collect()
            }
            Shape::List(each) => vec![each.kind.as_str()],
            Shape::Map(key, value) => vec![key.kind.as_str(), value.kind.as_str()],
        });
        let mut names = sides.map(|side| side.kind.as_str()).chain(inner);
        names.find(|name| scalar(name).is_none() && !self.shapes.contains_key(*name))
    }
}

impl From<ReferenceLine> for Reference {
    fn from(ReferenceLine(kind, traits): ReferenceLine) -> Reference {
        Reference { kind, traits }
    }
}

impl From<MemberLine> for Member {
    fn from(MemberLine(name, kind, traits): MemberLine) -> Member {
        Member { name, value: Reference { kind, traits } }
    }
}
