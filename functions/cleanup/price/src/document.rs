//! Reads the document of a resource strictly: a member that decides the price and is missing, `null` or of another type
//! is a reason, never a default.

use rust_decimal::Decimal;
use serde_json::Value;
use sundown_engine::quantity::LARGEST;

use crate::why::{Told, Why};

/// A document, or a part of one. Paths are member names with dots between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doc<'a>(pub(crate) &'a Value);

impl<'a> Doc<'a> {
    pub(crate) fn has(self, path: &str) -> bool {
        self.at(path).is_some()
    }

    pub(crate) fn text(self, path: &str) -> Told<&'a str> {
        self.text_if(path)?.ok_or_else(|| Why::missing(path))
    }

    pub(crate) fn text_if(self, path: &str) -> Told<Option<&'a str>> {
        self.read(path, Value::as_str)
    }

    pub(crate) fn flag(self, path: &str) -> Told<bool> {
        self.flag_if(path)?.ok_or_else(|| Why::missing(path))
    }

    pub(crate) fn flag_if(self, path: &str) -> Told<Option<bool>> {
        self.read(path, Value::as_bool)
    }

    pub(crate) fn number(self, path: &str) -> Told<Decimal> {
        self.number_if(path)?.ok_or_else(|| Why::missing(path))
    }

    /// From 0 up, exact. Some services write their numbers as strings.
    pub(crate) fn number_if(self, path: &str) -> Told<Option<Decimal>> {
        self.read(path, |value| {
            let number = match value {
                Value::Number(number) => number.to_string(),
                Value::String(text) => text.clone(),
                _ => return None,
            };
            let number = Decimal::from_str_exact(&number).ok()?;
            let sane = (number.is_zero() || number.is_sign_positive()) && number <= Decimal::from(LARGEST);
            sane.then_some(number.abs())
        })
    }

    pub(crate) fn list(self, path: &str) -> Told<Vec<Self>> {
        self.list_if(path)?.ok_or_else(|| Why::missing(path))
    }

    pub(crate) fn list_if(self, path: &str) -> Told<Option<Vec<Self>>> {
        self.read(path, |value| Some(value.as_array()?.iter().map(Doc).collect()))
    }

    /// The members of an object with their numbers.
    pub(crate) fn numbers(self, path: &str) -> Told<Vec<(&'a str, Decimal)>> {
        let members = self.read(path, Value::as_object)?.ok_or_else(|| Why::missing(path))?;
        let part = Self(self.at(path).unwrap_or(&Value::Null));
        members.keys().map(|name| Ok((name.as_str(), part.number(name)?))).collect()
    }

    fn read<T>(self, path: &str, read: impl FnOnce(&'a Value) -> Option<T>) -> Told<Option<T>> {
        self.at(path).map(|value| read(value).ok_or_else(|| Why::strange(path, value))).transpose()
    }

    fn at(self, path: &str) -> Option<&'a Value> {
        let value = path.split('.').try_fold(self.0, |value, member| value.get(member))?;
        (!value.is_null()).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_missing_null_or_of_another_type_is_a_reason() {
        let value =
            json!({"Size": 8, "Cpu": "256", "State": {"Name": null}, "On": "yes", "Low": -1, "Half": 0.5});
        let doc = Doc(&value);
        assert_eq!(doc.number("Size").unwrap(), Decimal::from(8));
        assert_eq!(doc.number("Cpu").unwrap(), Decimal::from(256));
        assert_eq!(doc.number("Half").unwrap(), Decimal::new(5, 1));
        assert_eq!(doc.text("State.Name").unwrap_err(), Why::missing("State.Name"));
        assert!(doc.flag("On").is_err() && doc.number("Low").is_err() && doc.text_if("Size").is_err());
        assert_eq!(doc.text_if("Name").unwrap(), None);
    }

    #[test]
    fn absurd_numbers_are_no_numbers() {
        for absurd in [json!(1e300), json!("NaN"), json!("1e400"), json!(10_u64.pow(16)), json!("")] {
            assert!(Doc(&json!({ "Size": absurd })).number("Size").is_err(), "{absurd}");
        }
    }
}
