//! Identifiers: 128 bits, written as 32 lower-case hexadecimal digits.
//!
//! One contract speaks numbers instead: an id whose upper bits are zero *is* such a number, so no second kind of id is needed.

use std::fmt;
use std::str::FromStr;

use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};

/// The largest number that every JSON reader keeps exactly (2^53 − 1).
const LARGEST_NUMBER: u128 = (1 << 53) - 1;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Id(u128);

/// Whose something is. A type of its own, so that it can't be mistaken for the id of the thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UserId(pub Id);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TodoId(pub Id);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 lower-case hexadecimal digits")]
pub struct BadId;

impl Id {
    /// The id that all of 16 random bytes give.
    pub const fn from_random(bytes: [u8; 16]) -> Id {
        Id(u128::from_be_bytes(bytes))
    }

    /// The id that the same bytes give where ids are numbers in JSON.
    pub const fn number_from_random(bytes: [u8; 16]) -> Id {
        Id(u128::from_be_bytes(bytes) & LARGEST_NUMBER)
    }

    pub const fn from_number(number: u64) -> Id {
        Id(number as u128)
    }

    /// The number this id is, if it is small enough to be one.
    pub fn as_number(self) -> Option<u64> {
        if self.0 <= LARGEST_NUMBER { u64::try_from(self.0).ok() } else { None }
    }

    /// By hand: a list is mostly ids, and the general formatting of a padded 128-bit number takes ten times as long.
    fn digits(self) -> [u8; 32] {
        let digit = |four_bits: u8| if four_bits < 10 { b'0' + four_bits } else { b'a' - 10 + four_bits };
        let mut text = [0; 32];
        for (place, byte) in text.chunks_exact_mut(2).zip(self.0.to_be_bytes()) {
            place.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        text
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(&self.digits()).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(str::from_utf8(&self.digits()).map_err(S::Error::custom)?)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for TodoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Id {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Id, BadId> {
        let four_bits = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let number = text.bytes().try_fold(0, |sum, digit| Some(sum << 4 | u128::from(four_bits(digit)?)));
        if text.len() == 32 { number.map(Id).ok_or(BadId) } else { Err(BadId) }
    }
}

impl TryFrom<String> for Id {
    type Error = BadId;

    fn try_from(text: String) -> Result<Id, BadId> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_32_digits_and_read_back() {
        let id = Id::from_random([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);
        assert_eq!(id.to_string(), "000102030405060708090a0b0c0d0eff");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "0",
            &"0".repeat(31),
            &"0".repeat(33),
            &"G".repeat(32),
            &"A".repeat(32),
            "+0000000000000000000000000000001",
        ] {
            assert_eq!(text.parse::<Id>(), Err(BadId), "{text}");
        }
    }

    #[test]
    fn a_numeric_id_survives_json() {
        let id = Id::number_from_random([255; 16]);
        assert_eq!(id.as_number(), Some((1 << 53) - 1));
        assert_eq!(Id::from_number(99).as_number(), Some(99));
        assert_eq!(Id::from_random([255; 16]).as_number(), None);
    }
}
