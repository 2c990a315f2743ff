//! How a value is written where it stands: under what name, in which part of the message, in what form.

use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Traits {
    /// The name on the wire, where it is not the member's.
    #[serde(rename = "as")]
    pub name: Option<String>,
    /// EC2's own name for a parameter.
    pub query: Option<String>,
    pub at: Location,
    /// A list or map without an element of its own.
    pub flat: bool,
    pub ns: Option<Namespace>,
    pub attribute: bool,
    pub time: Option<TimeFormat>,
    /// Filled with a random one where the caller gives none, so that a repeated request is one request.
    pub token: bool,
    /// JSON, base64, in a header.
    pub json: bool,
    /// Part of the host name.
    pub label: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Location {
    #[default]
    Body,
    Uri,
    #[serde(rename = "querystring")]
    Query,
    Header,
    /// Every header that starts with the name.
    Headers,
    StatusCode,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Namespace {
    pub uri: String,
    pub prefix: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum TimeFormat {
    #[serde(rename = "iso8601")]
    Iso,
    #[serde(rename = "rfc822")]
    Http,
    #[serde(rename = "unixTimestamp")]
    Unix,
}

impl Location {
    /// A reply has no path and no query: what the model puts there comes in the body.
    pub fn in_reply_body(self) -> bool {
        matches!(self, Location::Body | Location::Uri | Location::Query)
    }
}

impl Traits {
    /// The name on the wire.
    pub fn named<'a>(&'a self, member: &'a str) -> &'a str {
        self.name.as_deref().unwrap_or(member)
    }
}
