//! The five protocols that AWS speaks: an input becomes a request, a reply becomes an output or a refusal.
//!
//! Strict on both sides. An input with an unknown, missing or mistyped member is not sent: a typo must not widen what a
//! deletion means. A reply that is cut, malformed or of another type is an error and never a shorter list, because
//! "nothing there" is what a cleanup acts on. What a newer service adds to a reply is passed over.
//!
//! Values are JSON: times as RFC 3339 text (epoch seconds are taken too), bytes as base64, other numbers as numbers.

pub mod xml;

mod fault;
mod json;
mod query;
mod rest;
mod scalar;
mod xml_read;
mod xml_write;

use std::fmt;

use serde_json::{Map, Value};

use crate::shape::{Operation, Protocol, Service};

pub use fault::{Fault, fault, is_error_document};

/// A request without its host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// Labels that go before the host, with their last dot.
    pub host: String,
    pub path: String,
    /// Encoded, without the question mark.
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// An answer as it came.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'a> {
    pub status: u16,
    pub headers: &'a [(String, String)],
    pub body: &'a [u8],
}

/// A value that is not what the shape says, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Bad {
    /// Member names from the top down, lists by index.
    pub at: Vec<String>,
    pub why: String,
}

type Result<T> = std::result::Result<T, Bad>;

/// Writes an input as its service's protocol wants it.
pub fn serialise(service: &Service, operation: &Operation, input: &Map<String, Value>) -> Result<Request> {
    if let Some(structure) = service.structure(operation.input.as_ref()) {
        check_names(structure, input)?;
    } else if let Some(name) = input.keys().next() {
        return Err(Bad::new(format!("{} takes no input", operation.name)).under(name));
    }
    let mut request = match service.about.protocol {
        Protocol::Ec2 | Protocol::Query => query::serialise(service, operation, input)?,
        Protocol::Json => json::serialise(service, operation, input)?,
        Protocol::RestJson | Protocol::RestXml => rest::serialise(service, operation, input)?,
    };
    request.host = rest::host_labels(service, operation, input)?;
    if service.about.query_errors {
        request.headers.push(("x-amzn-query-mode".to_owned(), "true".to_owned()));
    }
    Ok(request)
}

/// Reads the reply of a call that succeeded.
pub fn parse(service: &Service, operation: &Operation, reply: &Reply<'_>) -> Result<Value> {
    match service.about.protocol {
        Protocol::Ec2 | Protocol::Query => query::parse(service, operation, reply),
        Protocol::Json => json::parse(service, operation, reply),
        Protocol::RestJson | Protocol::RestXml => rest::parse(service, operation, reply),
    }
}

impl Reply<'_> {
    /// The first header of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    fn text(&self) -> Result<&str> {
        std::str::from_utf8(self.body).map_err(|error| Bad::new(format!("the body is not UTF-8: {error}")))
    }
}

impl Bad {
    pub(crate) fn new(why: impl Into<String>) -> Bad {
        Bad { at: Vec::new(), why: why.into() }
    }

    pub(crate) fn expected(what: &str, found: &Value) -> Bad {
        let kind = match found {
            Value::Null => "null",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        Bad::new(format!("expected {what}, found {kind}"))
    }

    pub(crate) fn under(mut self, name: &str) -> Bad {
        self.at.insert(0, name.to_owned());
        self
    }
}

impl fmt::Display for Bad {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.is_empty() {
            return out.write_str(&self.why);
        }
        write!(out, "`{}`: {}", self.at.join("."), self.why)
    }
}

/// Every name must be a member's, and every required member must be there. Nulls count as absent.
pub(crate) fn check_names(structure: &crate::shape::Structure, input: &Map<String, Value>) -> Result<()> {
    let known = |name: &str| structure.members.iter().any(|member| member.name == name);
    if let Some(name) = input.keys().find(|name| !known(name)) {
        return Err(Bad::new(format!("{} has no such member", structure.name)).under(name));
    }
    let given = |name: &str| input.get(name).is_some_and(|value| !value.is_null());
    match structure.must.iter().find(|name| !given(name)) {
        Some(name) => Err(Bad::new(format!("{} needs it", structure.name)).under(name)),
        None => Ok(()),
    }
}

/// An input as the object it must be.
pub(crate) fn object(value: &Value) -> Result<&Map<String, Value>> {
    value.as_object().ok_or_else(|| Bad::expected("an object", value))
}

pub(crate) fn list(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().ok_or_else(|| Bad::expected("a list", value))
}
