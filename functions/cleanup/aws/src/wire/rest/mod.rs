//! What `rest-json` and `rest-xml` share: members in the path, the query, the headers, and what is left in the body.

mod head;
mod reply;
mod request;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

use crate::shape::{Member, Structure};

pub(crate) use reply::parse;
pub(crate) use request::{host_labels, serialise};

/// Everything but RFC 3986's unreserved letters.
pub(crate) const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn payload(structure: &Structure) -> Option<&Member> {
    let name = structure.payload.as_ref()?;
    structure.members.iter().find(|member| member.name == *name)
}
