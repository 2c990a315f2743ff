//! Numbers people write, each with its unit in its type: a rate per second cannot be added to a monthly count. All are
//! exact decimals from zero to a quadrillion; anything else is refused where it stands.

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer, Visitor};

/// Nothing in a lab is larger than this, and everything up to it multiplies exactly.
pub const LARGEST: u64 = 1_000_000_000_000_000;

/// A number that was written with a unit.
pub trait Quantity: Sized {
    fn of(number: Decimal) -> Self;
    fn number(self) -> Decimal;
}

macro_rules! quantities {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(Decimal);

        impl Quantity for $name {
            fn of(number: Decimal) -> Self { Self(number) }
            fn number(self) -> Decimal { self.0 }
        }

        impl From<u64> for $name {
            fn from(number: u64) -> Self { Self(Decimal::from(number)) }
        }

        /// Hundredths, for defaults below one.
        impl From<Hundredths> for $name {
            fn from(Hundredths(number): Hundredths) -> Self { Self(Decimal::new(number, 2)) }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Number(PhantomData))
            }
        }
    )* };
}

/// A number in hundredths: `Hundredths(25)` is 0.25.
#[derive(Clone, Copy, Debug)]
pub struct Hundredths(pub i64);

quantities! {
    /// How often something happens in a month.
    Monthly
    /// How many of something there are.
    Count
    /// How often something happens in a second.
    PerSecond
    Millis
    Seconds
    Hours
    Kilobytes
    Megabytes
    Gigabytes
    /// Gigabytes moved or scanned in a month.
    GigabytesMonthly
    Vcpu
    /// Dollars a user wrote, because no price list has them.
    Dollars
    Percent
}

/// Reads integers, decimals and decimal strings; a binary float is taken as the shortest decimal that was meant by it.
struct Number<T>(PhantomData<T>);

impl<T: Quantity> Visitor<'_> for Number<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number from 0 to {LARGEST}")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        within(Decimal::from(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        within(Decimal::from(number))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        within(parse(text).map_err(E::custom)?)
    }
}

/// A decimal as a person or AWS writes it.
pub fn parse(text: &str) -> Result<Decimal, String> {
    Decimal::from_str_exact(text).map_err(|_| format!("`{text}` is not a number from 0 to {LARGEST}"))
}

fn within<T: Quantity, E: de::Error>(number: Decimal) -> Result<T, E> {
    if number.is_sign_negative() && !number.is_zero() {
        return Err(E::custom(format_args!("`{number}` is below 0")));
    }
    if number > Decimal::from(LARGEST) {
        return Err(E::custom(format_args!("`{number}` is above {LARGEST}")));
    }
    if number.normalize().scale() > 6 {
        return Err(E::custom(format_args!("`{number}` has more than 6 decimals")));
    }
    Ok(T::of(number.normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Millis, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn what_was_written_is_what_is_meant() {
        assert_eq!(read("250.06").unwrap().number().to_string(), "250.06");
        assert_eq!(read("\"0.1\"").unwrap().number().to_string(), "0.1");
        assert_eq!(read("120").unwrap(), Millis::from(120));
    }

    #[test]
    fn absurd_numbers_are_refused() {
        for absurd in ["-1", "1e30", "\"NaN\"", "\"\"", "0.0000001", "1000000000000001"] {
            assert!(read(absurd).is_err(), "{absurd}");
        }
    }
}
