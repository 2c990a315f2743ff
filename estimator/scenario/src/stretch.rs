//! A stretch of time as people say it: `"3h"`, `"3h 30m"`, `"2 days"`, or a number of hours.

use jiff::Span;
use sundown_engine::Decimal;
use sundown_engine::quantity::{Hours, Quantity};
use sundown_engine::text::Sentence;
use toml::de::DeValue;

use crate::fault::Fault;
use crate::node::Node;

/// Decimals of a number of hours: an engine's quantity has no more.
const DECIMALS: u32 = 6;
const MILLIONTHS: i128 = 1_000_000;

pub(crate) fn hours(node: &Node<'_>) -> Result<Hours, Fault> {
    let DeValue::String(text) = node.value() else { return node.read() };
    spoken(text).ok_or_else(|| {
        node.fault(
            Sentence::new(
                format!("`{text}` is not a length of time"),
                format!("`{text}`: 기간으로 읽을 수 없습니다"),
            ),
            Some(Sentence::new(
                "write it like `\"3h\"`, `\"3h 30m\"` or `\"2 days\"`",
                "예: `\"3h\"`, `\"3h 30m\"`, `\"2 days\"`",
            )),
        )
    })
}

/// Months and years differ in length, and parts of a second nobody teaches: neither is a lab's.
fn spoken(text: &str) -> Option<Hours> {
    let span: Span = text.trim().parse().ok()?;
    let other = [span.get_milliseconds(), span.get_microseconds(), span.get_nanoseconds()];
    let calendar = [i32::from(span.get_years()), span.get_months()];
    if span.is_negative() || other.iter().any(|part| *part != 0) || calendar.iter().any(|part| *part != 0) {
        return None;
    }
    let hours =
        i64::from(span.get_weeks()) * 168 + i64::from(span.get_days()) * 24 + i64::from(span.get_hours());
    let seconds =
        i128::from(hours) * 3_600 + i128::from(span.get_minutes()) * 60 + i128::from(span.get_seconds());
    let millionths = (seconds * MILLIONTHS + 1_800) / 3_600;
    Some(Hours::of(Decimal::try_from_i128_with_scale(millionths, DECIMALS).ok()?.normalize()))
}

#[cfg(test)]
mod tests {
    use super::spoken;
    use sundown_engine::quantity::Quantity;

    #[test]
    fn hours_are_read_as_they_are_said() {
        let cases = [
            ("3h", "3"),
            ("3h 30m", "3.5"),
            ("2 days", "48"),
            ("1 week", "168"),
            ("90 min", "1.5"),
            ("20m", "0.333333"),
        ];
        for (said, hours) in cases {
            assert_eq!(spoken(said).map(|read| read.number().to_string()).as_deref(), Some(hours), "{said}");
        }
    }

    #[test]
    fn what_has_no_fixed_length_is_refused() {
        for said in ["1 month", "1 year", "-3h", "3h ago", "", "soon", "5ms"] {
            assert_eq!(spoken(said), None, "{said}");
        }
    }
}
