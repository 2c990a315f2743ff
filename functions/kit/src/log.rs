//! Log lines: one JSON object a line on standard output, where Lambda, systemd and ECS collect them.
//!
//! A field is a value its caller chose. Bodies, tokens, passwords and addresses with queries are never chosen.

use std::io::Write;

use serde_json::{Map, Value};

use crate::clock;

#[must_use = "a line is written by `write`"]
#[derive(Clone, Debug)]
pub struct Line(Map<String, Value>);

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

    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Line {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    pub fn write(self) {
        print(&Value::Object(self.0));
    }

    fn new(level: &str, message: &str) -> Line {
        let time = jiff::Timestamp::from_millisecond(clock::milliseconds()).map(|time| time.to_string());
        let mut fields = Map::new();
        fields.insert("timestamp".into(), time.unwrap_or_default().into());
        fields.insert("level".into(), level.into());
        fields.insert("message".into(), message.into());
        Line(fields)
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
pub(crate) fn print(value: &Value) {
    let mut line = value.to_string();
    line.push('\n');
    let _ = std::io::stdout().lock().write_all(line.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_time_level_message_and_fields() {
        let line = Line::warn("slow").with("status", 503).with("title", "a\nb");
        let Value::String(time) = &line.0["timestamp"] else { panic!("no time") };
        assert!(time.parse::<jiff::Timestamp>().is_ok(), "{time}");
        assert_eq!((&line.0["level"], &line.0["message"]), (&"WARN".into(), &"slow".into()));
        let text = Value::Object(line.0).to_string();
        assert!(!text.contains('\n') && text.contains(r#""status":503"#), "{text}");
    }
}
