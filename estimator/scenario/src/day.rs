//! A day as people write it: TOML's own date or the same in quotes.

use sundown_engine::Date;
use sundown_engine::text::Sentence;
use toml::de::DeValue;

use crate::fault::Fault;
use crate::node::Node;

pub(crate) fn day(node: &Node<'_>) -> Result<Date, Fault> {
    let written = match node.value() {
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::String(text) => text.to_string(),
        _ => return Err(no_day(node, "")),
    };
    // The parser of days would take a time of day as well, and drop it.
    let plain = written.len() == "2026-12-01".len();
    written.parse().ok().filter(|_| plain).ok_or_else(|| no_day(node, &written))
}

fn no_day(node: &Node<'_>, written: &str) -> Fault {
    let message = if written.is_empty() {
        Sentence::new("a day is wanted here", "날짜를 써야 하는 곳입니다")
    } else {
        Sentence::new(format!("`{written}` is not a day"), format!("`{written}`: 날짜가 아닙니다"))
    };
    node.fault(message, Some(Sentence::new("write a day like `2026-12-01`", "예: `2026-12-01`")))
}
