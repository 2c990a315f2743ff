//! Numbers, truths, times and bytes: between JSON values and the text they are on the wire.

use aws_smithy_types::DateTime;
use aws_smithy_types::base64;
use aws_smithy_types::date_time::Format;
use serde_json::{Number, Value};

use super::{Bad, Result};
use crate::shape::{TimeFormat, Type};

/// A scalar as text, for a query, a header, a path or an XML element.
pub(crate) fn write(kind: Type<'_>, time: TimeFormat, value: &Value) -> Result<String> {
    match kind {
        Type::Text => text(value),
        Type::Whole => whole(value).map(ToString::to_string),
        Type::Real => real(value).map(|number| match number {
            Value::String(special) => special,
            other => other.to_string(),
        }),
        Type::Truth => value
            .as_bool()
            .map(|truth| truth.to_string())
            .ok_or_else(|| Bad::expected("true or false", value)),
        Type::Time => write_time(time, value),
        Type::Bytes => bytes(value).map(base64::encode),
        Type::Document | Type::Structure(_) | Type::List(_) | Type::Map(..) => {
            Err(Bad::new("the model puts a composite where only a scalar can be written"))
        }
    }
}

/// The value of a text on the wire. Blank around numbers is the pretty printer's; anything else odd is an error.
pub(crate) fn read(kind: Type<'_>, time: Option<TimeFormat>, text: &str) -> Result<Value> {
    let odd = |what: &str| Bad::new(format!("expected {what}, found `{}`", clipped(text)));
    match kind {
        Type::Text => Ok(Value::String(text.to_owned())),
        Type::Whole => text
            .trim()
            .parse::<Number>()
            .ok()
            .filter(|number| !number.is_f64())
            .map(Value::Number)
            .ok_or_else(|| odd("a whole number")),
        Type::Real => read_real(text.trim()).ok_or_else(|| odd("a number")),
        Type::Truth => match text.trim() {
            word if word.eq_ignore_ascii_case("true") => Ok(Value::Bool(true)),
            word if word.eq_ignore_ascii_case("false") => Ok(Value::Bool(false)),
            _ => Err(odd("true or false")),
        },
        Type::Time => read_time(time, text.trim()).ok_or_else(|| odd("a time")),
        Type::Bytes => base64::decode(text.trim())
            .map(|raw| Value::String(base64::encode(raw)))
            .map_err(|_| odd("base64")),
        Type::Document | Type::Structure(_) | Type::List(_) | Type::Map(..) => {
            Err(Bad::new("the model puts a composite where only a scalar can be read"))
        }
    }
}

/// A time from JSON: a number is epoch seconds, text is any of the forms.
pub(crate) fn read_json_time(value: &Value) -> Result<Value> {
    let found = match value {
        Value::Number(number) => read_time(Some(TimeFormat::Unix), &number.to_string()),
        Value::String(text) => read_time(None, text),
        _ => None,
    };
    found.ok_or_else(|| Bad::expected("a time", value))
}

/// A time for JSON: epoch seconds unless the model says otherwise.
pub(crate) fn write_json_time(time: Option<TimeFormat>, value: &Value) -> Result<Value> {
    let format = time.unwrap_or(TimeFormat::Unix);
    let text = write_time(format, value)?;
    match format {
        TimeFormat::Unix => text.parse().map(Value::Number).map_err(|_| Bad::expected("a time", value)),
        TimeFormat::Iso | TimeFormat::Http => Ok(Value::String(text)),
    }
}

pub(crate) fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| Bad::expected("text", value))
}

pub(crate) fn whole(value: &Value) -> Result<&Number> {
    value.as_number().filter(|number| !number.is_f64()).ok_or_else(|| Bad::expected("a whole number", value))
}

/// A number, or one of the three that JSON cannot write.
pub(crate) fn real(value: &Value) -> Result<Value> {
    match value {
        Value::Number(_) => Ok(value.clone()),
        Value::String(text) if SPECIAL.contains(&text.as_str()) => Ok(value.clone()),
        _ => Err(Bad::expected("a number", value)),
    }
}

/// The bytes of a base64 text.
pub(crate) fn bytes(value: &Value) -> Result<Vec<u8>> {
    let text = value.as_str().ok_or_else(|| Bad::expected("base64", value))?;
    base64::decode(text).map_err(|error| Bad::new(format!("not base64: {error}")))
}

const SPECIAL: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

fn read_real(text: &str) -> Option<Value> {
    if SPECIAL.contains(&text) {
        return Some(Value::String(text.to_owned()));
    }
    text.parse::<Number>().ok().map(Value::Number)
}

fn write_time(format: TimeFormat, value: &Value) -> Result<String> {
    let odd = || Bad::new("expected a time as RFC 3339 text or epoch seconds");
    let time = match value {
        Value::String(text) => DateTime::from_str(text, Format::DateTimeWithOffset).map_err(|_| odd())?,
        Value::Number(number) => {
            DateTime::from_str(&number.to_string(), Format::EpochSeconds).map_err(|_| odd())?
        }
        _ => return Err(odd()),
    };
    let format = match format {
        TimeFormat::Iso => Format::DateTime,
        TimeFormat::Http => Format::HttpDate,
        TimeFormat::Unix => Format::EpochSeconds,
    };
    time.fmt(format).map_err(|error| Bad::new(error.to_string()))
}

/// Services do not always keep to their own model's form, so the other forms are tried after it.
fn read_time(format: Option<TimeFormat>, text: &str) -> Option<Value> {
    let first = match format {
        Some(TimeFormat::Http) => Format::HttpDate,
        Some(TimeFormat::Unix) => Format::EpochSeconds,
        Some(TimeFormat::Iso) | None => Format::DateTimeWithOffset,
    };
    let rest = [Format::DateTimeWithOffset, Format::EpochSeconds, Format::HttpDate];
    let time = std::iter::once(first).chain(rest).find_map(|format| DateTime::from_str(text, format).ok())?;
    time.fmt(Format::DateTime).ok().map(Value::String)
}

fn clipped(text: &str) -> String {
    text.chars().take(40).collect()
}
