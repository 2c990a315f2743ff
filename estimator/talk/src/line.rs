//! How far something is, in one line of a terminal that is written over; nothing where standard error is no terminal.

use std::io::{IsTerminal, Write};

/// The line, until it is dropped.
pub struct Line {
    is_shown: bool,
    is_written: bool,
}

impl Default for Line {
    fn default() -> Self {
        Self { is_shown: std::io::stderr().is_terminal(), is_written: false }
    }
}

impl Line {
    /// Whether anybody sees it.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Writes these words over what is there.
    pub fn show(&mut self, words: &str) {
        if self.is_shown {
            self.is_written = true;
            write(&format!("{CLEARED}{words}"));
        }
    }

    /// Takes it away.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.is_written) {
            write(CLEARED);
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.clear();
    }
}

const CLEARED: &str = "\r\x1b[K";

/// Nobody listening is no error.
fn write(text: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}
