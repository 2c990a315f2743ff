//! A number of the contract: a decimal string, because a JSON number is read as a binary float.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use sundown_engine::Decimal;
use sundown_engine::money::Usd;

/// Exact, without an exponent and without trailing zeros.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Figure(String);

impl From<Decimal> for Figure {
    fn from(number: Decimal) -> Self {
        Self(number.normalize().to_string())
    }
}

impl From<Usd> for Figure {
    fn from(usd: Usd) -> Self {
        usd.dollars().into()
    }
}

impl JsonSchema for Figure {
    fn schema_name() -> Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "an exact decimal number",
            "pattern": "^-?[0-9]+(\\.[0-9]*[1-9])?$",
        })
    }
}
