//! Lines of a terminal: wrapped by what they take on the screen (a Hangul syllable takes two columns), coloured at the very
//! end and by whole lines, so that no colour code is ever counted as text.

use unicode_width::UnicodeWidthStr;

use super::Terminal;

/// What a line is, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Answer,
    Heading,
    Plain,
    /// Has a bar in it.
    Bar,
    Faint,
    Command,
}

pub(crate) struct Page {
    terminal: Terminal,
    lines: Vec<(Kind, String)>,
}

impl Page {
    pub(crate) fn new(terminal: Terminal) -> Self {
        Self { terminal, lines: Vec::new() }
    }

    pub(crate) fn columns(&self) -> usize {
        self.terminal.columns()
    }

    /// A paragraph.
    pub(crate) fn text(&mut self, kind: Kind, text: &str) {
        for line in wrapped(text, self.columns()) {
            self.lines.push((kind, line));
        }
    }

    /// A paragraph behind a mark, its further lines indented as wide.
    pub(crate) fn item(&mut self, mark: &str, text: &str) {
        let indent = " ".repeat(mark.width());
        for (place, line) in
            wrapped(text, self.columns().saturating_sub(mark.width())).into_iter().enumerate()
        {
            let mark = if place == 0 { mark } else { &indent };
            self.lines.push((Kind::Plain, format!("{mark}{line}")));
        }
    }

    /// A line that is copied or laid out already, and therefore never wrapped.
    pub(crate) fn whole(&mut self, kind: Kind, line: &str) {
        self.lines.push((kind, line.trim_end().to_owned()));
    }

    pub(crate) fn heading(&mut self, text: &str) {
        self.blank();
        self.text(Kind::Heading, text);
    }

    pub(crate) fn blank(&mut self) {
        if self.lines.last().is_some_and(|(_, line)| !line.is_empty()) {
            self.lines.push((Kind::Plain, String::new()));
        }
    }

    pub(crate) fn finish(self) -> String {
        let colour = self.terminal.colour;
        self.lines
            .into_iter()
            .map(|(kind, line)| if colour { painted(kind, &line) } else { line } + "\n")
            .collect()
    }
}

/// Words on lines of at most so many columns; a word that is wider has a line for itself.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= columns {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

const RESET: &str = "\x1b[0m";
const BOLD: &str = "\x1b[1m";
const FAINT: &str = "\x1b[2m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";

fn painted(kind: Kind, line: &str) -> String {
    let code = match kind {
        _ if line.is_empty() => return String::new(),
        Kind::Plain => return line.to_owned(),
        Kind::Bar => return painted_bar(line),
        Kind::Answer | Kind::Heading => BOLD,
        Kind::Faint => FAINT,
        Kind::Command => GREEN,
    };
    format!("{code}{line}{RESET}")
}

/// The blocks of a bar in colour, its ghost faint, the rest as it is.
fn painted_bar(line: &str) -> String {
    let code = |letter| match letter {
        '▏' | '▎' | '▍' | '▌' | '▋' | '▊' | '▉' | '█' => CYAN,
        '░' => FAINT,
        _ => "",
    };
    let mut out = String::new();
    let mut open = "";
    for letter in line.chars() {
        if code(letter) != open {
            out.push_str(if open.is_empty() { "" } else { RESET });
            open = code(letter);
            out.push_str(open);
        }
        out.push(letter);
    }
    if !open.is_empty() {
        out.push_str(RESET);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_takes_two_columns() {
        assert_eq!(wrapped("가장 저렴한 구성", 11), ["가장 저렴한", "구성"]);
        assert_eq!(wrapped("가장 저렴한 구성", 10), ["가장", "저렴한", "구성"]);
        assert_eq!(wrapped("the cheapest", 20), ["the cheapest"]);
        assert_eq!(wrapped("a verylongword b", 6), ["a", "verylongword", "b"]);
    }

    #[test]
    fn colour_never_changes_the_text() {
        let line = "EC2  ██▌░░  $1";
        let plain = |text: &str| {
            [RESET, BOLD, FAINT, GREEN, CYAN]
                .iter()
                .fold(text.to_owned(), |text, code| text.replace(code, ""))
        };
        for kind in [Kind::Answer, Kind::Bar, Kind::Faint, Kind::Plain] {
            assert_eq!(plain(&painted(kind, line)), line);
        }
        assert!(painted(Kind::Bar, line).contains("\x1b[36m██▌\x1b[0m\x1b[2m░░\x1b[0m"));
    }
}
