//! Log lines: one JSON object a line on standard output, where Lambda, systemd and ECS collect them.
//!
//! A field is a value its caller chose. Bodies, tokens, passwords and addresses with queries are never chosen.

use std::io::Write;

use serde::Serialize;

use crate::clock;

/// The line so far: an object's text without its end.
#[must_use = "a line is written by `write`"]
#[derive(Clone, Debug)]
pub struct Line(Vec<u8>);

impl Line {
    pub fn info(message: &str) -> Line {
        Line::new("INFO", message)
    }

    pub fn warn(message: &str) -> Line {
        Line::new("WARN", message)
    }

    pub fn error(message: &str) -> Line {
        Line::new("ERROR", message)
    }

    pub fn with(mut self, name: &str, value: impl Serialize) -> Line {
        self.0.push(b',');
        self.append(&name);
        self.0.push(b':');
        let so_far = self.0.len();
        if !self.append(&value) {
            self.0.truncate(so_far);
            self.0.extend(b"null");
        }
        self
    }

    pub fn write(mut self) {
        self.0.push(b'}');
        print(self.0);
    }

    fn new(level: &str, message: &str) -> Line {
        let time = jiff::Timestamp::from_millisecond(clock::milliseconds()).unwrap_or_default();
        Line(format!(r#"{{"timestamp":"{time}""#).into_bytes()).with("level", level).with("message", message)
    }

    /// Written into memory; only a value without a JSON form fails.
    fn append(&mut self, value: &impl Serialize) -> bool {
        serde_json::to_writer(&mut self.0, value).is_ok()
    }
}

/// Panics become log lines too: the place and the message, which in this code never holds what people wrote.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or("a panic without a message");
        Line::error("panic").with("place", place).with("panic", message).write();
    }));
}

/// One line, in one go. If nobody reads it, the work goes on.
pub(crate) fn print(mut line: Vec<u8>) {
    line.push(b'\n');
    let _ = std::io::stdout().lock().write_all(&line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mut line: Line) -> serde_json::Value {
        line.0.push(b'}');
        assert!(!line.0.contains(&b'\n'));
        serde_json::from_slice(&line.0).unwrap()
    }

    #[test]
    fn a_line_has_time_level_message_and_fields() {
        let line = read(Line::warn("slow").with("status", 503).with("title", "a\n\"b"));
        let time = line["timestamp"].as_str().unwrap();
        assert!(time.parse::<jiff::Timestamp>().is_ok(), "{time}");
        assert_eq!((&line["level"], &line["message"]), (&"WARN".into(), &"slow".into()));
        assert_eq!((&line["status"], &line["title"]), (&503.into(), &"a\n\"b".into()));
    }

    #[test]
    fn what_has_no_json_form_spoils_no_line() {
        let line = read(
            Line::info("odd").with("map", std::collections::BTreeMap::from([((), 1)])).with("status", 200),
        );
        assert_eq!((&line["map"], &line["status"]), (&serde_json::Value::Null, &200.into()));
    }
}
