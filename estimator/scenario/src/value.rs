//! A TOML value handed to serde with its place. The engine's resources say by their types what they take; here it is
//! checked before serde does, so that a wrong type is a fact with a place and not an English sentence.

use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use sundown_engine::Decimal;
use sundown_engine::quantity::{LARGEST, parse};
use sundown_engine::text::Text;
use toml::de::DeValue;

use crate::access::{Fields, Kind};
use crate::fault::{Fault, What};
use crate::node::{Node, entries};
use crate::wanted::{Trouble, Wanted};

impl Node<'_> {
    pub(crate) fn wrong_type(&self, wanted: Wanted) -> Fault {
        let value = self.value();
        let (found, written) = match value {
            DeValue::String(_) => (Text::new("text", "문자열"), None),
            DeValue::Integer(number) => (Text::new("a number", "숫자"), Some(number.to_string())),
            DeValue::Float(number) => (Text::new("a number with decimals", "소수"), Some(number.to_string())),
            DeValue::Boolean(is) => (Text::new("true or false", "true 또는 false"), Some(is.to_string())),
            DeValue::Datetime(day) => (Text::new("a day", "날짜"), Some(day.to_string())),
            DeValue::Array(_) => (Text::new("a list", "목록"), None),
            DeValue::Table(_) => (Text::new("a table", "테이블"), None),
        };
        Fault::at(self.span(), What::WrongType { wanted, found, written })
    }

    /// Why a value that may be a number is none the engine takes.
    fn bad_number(&self, wanted: Wanted) -> Fault {
        let written = match self.value() {
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => return self.wrong_type(wanted),
        };
        let trouble = match parse(&written) {
            Ok(number) if number.is_sign_negative() => Trouble::BelowZero,
            Ok(number) if number > Decimal::from(LARGEST) => Trouble::TooLarge,
            Ok(number) if number.normalize().scale() > 6 => Trouble::TooManyDecimals,
            _ if self.value().is_str() => Trouble::NoNumber,
            _ if written.starts_with('-') => Trouble::BelowZero,
            _ if written.contains("nan") => Trouble::NoNumber,
            _ if written.contains("e-") || written.contains("E-") => Trouble::TooManyDecimals,
            _ if written.contains('.') && !written.contains(['e', 'E']) => Trouble::TooManyDecimals,
            _ => Trouble::TooLarge,
        };
        Fault::at(self.span(), What::Number { written, trouble, wanted })
    }

    fn whole<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Fault> {
        let DeValue::Integer(number) = self.value() else { return Err(self.wrong_type(Wanted::WholeNumber)) };
        let no_number = || self.bad_number(Wanted::WholeNumber);
        let read = i64::from_str_radix(number.as_str(), number.radix()).map_err(|_| no_number())?;
        visitor.visit_i64(read).map_err(|_: Fault| no_number())
    }
}

/// Quantities are all that the engine reads without naming a type: a number as it was written, to its last digit.
impl<'de> Deserializer<'de> for Node<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let read = match self.value() {
            DeValue::String(text) => visitor.visit_str(text),
            DeValue::Integer(number) => {
                let read = i128::from_str_radix(number.as_str(), number.radix()).ok();
                let Some(read) = read.and_then(|read| u64::try_from(read).ok()) else {
                    return Err(self.bad_number(Wanted::Number));
                };
                visitor.visit_u64(read)
            }
            DeValue::Float(number) if number.as_str().contains(['e', 'E']) => {
                match Decimal::from_scientific(number.as_str()) {
                    Ok(read) => visitor.visit_str(&read.to_string()),
                    Err(_) => return Err(self.bad_number(Wanted::Number)),
                }
            }
            DeValue::Float(number) => visitor.visit_str(number.as_str()),
            _ => return Err(self.wrong_type(Wanted::Number)),
        };
        read.map_err(|_: Fault| self.bad_number(Wanted::Number))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value() {
            DeValue::Boolean(is) => visitor.visit_bool(*is),
            _ => Err(self.wrong_type(Wanted::TrueFalse)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value() {
            DeValue::String(text) => {
                visitor.visit_str(text).map_err(|fault: Fault| fault.placed(&self.span()))
            }
            _ => Err(self.wrong_type(Wanted::Text)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.whole(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Some(table) = self.value().as_table() else { return Err(self.wrong_type(Wanted::Table)) };
        let entries =
            entries(table).map(|(key, value)| Node::new(key, value)).collect::<Vec<_>>().into_iter();
        visitor.visit_map(Fields { entries, value: None }).map_err(|fault: Fault| fault.placed(&self.span()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        choices: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let span = self.span();
        let read = match self.value() {
            DeValue::String(text) => {
                let word: StrDeserializer<'_, Fault> = text.as_ref().into_deserializer();
                visitor.visit_enum(word)
            }
            DeValue::Table(table) => match entries(table).next() {
                Some((key, value)) => visitor.visit_enum(Kind(Node::new(key, value))),
                None => Err(self.wrong_type(Wanted::Choice(choices))),
            },
            _ => Err(self.wrong_type(Wanted::Choice(choices))),
        };
        read.map_err(|fault: Fault| fault.placed(&span))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple tuple_struct
        identifier ignored_any
    }
}
