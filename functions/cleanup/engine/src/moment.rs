//! Instants in UTC, to the second. No zone, no local time: a tag's zone can't leak into the next comparison.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// Seconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

/// A length of time in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(pub i64);

impl Seconds {
    pub const HOUR: Self = Self(3_600);
    pub const DAY: Self = Self(86_400);

    #[must_use]
    pub const fn hours(hours: u32) -> Self {
        Self(hours as i64 * 3_600)
    }
}

impl Moment {
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with its offset. A day without a time or a time without an offset is not an instant: `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parsed: jiff::Timestamp = text.trim().parse().ok()?;
        Some(Self(parsed.as_second()))
    }

    /// The time since `earlier`; negative when it lies ahead.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Seconds {
        Seconds(self.0.saturating_sub(earlier.0))
    }

    #[must_use]
    pub const fn plus(self, length: Seconds) -> Self {
        Self(self.0.saturating_add(length.0))
    }

    #[must_use]
    pub const fn minus(self, length: Seconds) -> Self {
        Self(self.0.saturating_sub(length.0))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0) {
            Ok(stamp) => write!(out, "{stamp}"),
            Err(_) => write!(out, "@{}", self.0),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text)
            .ok_or_else(|| de::Error::custom(format!("not an instant with an offset: {text:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_needs_its_offset() {
        assert_eq!(Moment::parse("2026-11-21T12:00:00+09:00"), Moment::parse("2026-11-21T03:00:00Z"));
        for vague in
            ["2026-11-21", "2026-11-21T12:00:00", "tomorrow", "1763694000", "", "2026-13-01T00:00:00Z"]
        {
            assert_eq!(Moment::parse(vague), None, "{vague}");
        }
    }

    #[test]
    fn it_survives_json() {
        let leap_day = Moment::parse("2028-02-29T23:59:59Z").unwrap();
        let json = serde_json::to_string(&leap_day).unwrap();
        assert_eq!(json, "\"2028-02-29T23:59:59Z\"");
        assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), leap_day);
    }
}
