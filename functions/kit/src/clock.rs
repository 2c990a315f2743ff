//! The time, read at the edge and handed inwards as a value.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970-01-01 UTC.
pub fn now() -> i64 {
    milliseconds() / 1000
}

pub fn milliseconds() -> i64 {
    // A clock before 1970 is no clock; zero makes every token too old, which is the safe side.
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|time| i64::try_from(time.as_millis()).ok())
        .unwrap_or(0)
}
