//! What kind of value a name in the data stands for.

use super::{Reference, Structure};

/// A value's type, resolved.
#[derive(Debug, Clone, Copy)]
pub enum Type<'a> {
    Text,
    Whole,
    Real,
    Truth,
    Time,
    Bytes,
    /// Any JSON.
    Document,
    Structure(&'a Structure),
    List(&'a Reference),
    Map(&'a Reference, &'a Reference),
}

pub(super) fn scalar(name: &str) -> Option<Type<'static>> {
    Some(match name {
        "string" | "character" => Type::Text,
        "integer" | "long" | "short" | "byte" | "bigInteger" => Type::Whole,
        "float" | "double" | "bigDecimal" => Type::Real,
        "boolean" => Type::Truth,
        "timestamp" => Type::Time,
        "blob" => Type::Bytes,
        "document" => Type::Document,
        _ => return None,
    })
}
