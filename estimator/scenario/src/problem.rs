//! What is wrong with an input, for a person: the sentence, the place, the line with a caret under the word, and how to
//! mend it. What is shown was written by anyone, so nothing that steers a terminal gets through.

use std::fmt::{self, Write};

use sundown_engine::text::{Lang, Sentence, Text};
use unicode_width::UnicodeWidthChar;

/// An input that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// None where the file as a whole is meant.
    pub place: Option<Place>,
    /// Lower case, no full stop.
    pub message: Sentence,
    /// What is allowed, or what to do.
    pub help: Option<Sentence>,
}

/// The words that are meant, on their line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// Columns of a terminal that the words take.
    pub width: usize,
    pub source_line: String,
}

const ERROR: Text = Text::new("error", "오류");
const HELP: Text = Text::new("help", "도움말");

/// More of a line than this no terminal shows: the words are shown with what stands around them.
const LONGEST_LINE: usize = 120;
const SHOWN_BEFORE: usize = 60;

const RED: &str = "\x1b[1;31m";
const BLUE: &str = "\x1b[1;34m";
const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

impl Problem {
    /// Several lines in the manner of rustc, the last ending in a newline.
    pub fn render(&self, lang: Lang, colour: bool) -> String {
        let paint = |style: &'static str| if colour { style } else { "" };
        let (red, blue, bold, plain) = (paint(RED), paint(BLUE), paint(BOLD), paint(PLAIN));
        let message = harmless(self.message.in_lang(lang));
        let mut out = format!("{red}{}{plain}{bold}: {message}{plain}\n", ERROR.in_lang(lang));
        let file = harmless(&self.file);
        let gutter = match &self.place {
            None => {
                out += &format!(" {blue}-->{plain} {file}\n");
                1
            }
            Some(place) => {
                let number = place.line.to_string();
                let (line, indent, width) = place.shown();
                let gutter = number.len();
                let (empty, spaces, carets) = (" ".repeat(gutter), " ".repeat(indent), "^".repeat(width));
                out += &format!("{empty}{blue}-->{plain} {file}:{number}:{}\n", place.column);
                out += &format!("{blue}{empty} |{plain}\n{blue}{number} |{plain} {line}\n");
                out += &format!("{blue}{empty} |{plain} {spaces}{red}{carets}{plain}\n");
                gutter
            }
        };
        if let Some(help) = &self.help {
            let (empty, help) = (" ".repeat(gutter), harmless(help.in_lang(lang)));
            out += &format!("{empty} {blue}={plain} {bold}{}{plain}: {help}\n", HELP.in_lang(lang));
        }
        out
    }
}

impl Place {
    /// The line as it is printed, how far the words stand in it and how many columns to underline.
    fn shown(&self) -> (String, usize, usize) {
        let long = self.source_line.chars().count() > LONGEST_LINE;
        let from = if long { (self.column - 1).saturating_sub(SHOWN_BEFORE) } else { 0 };
        let mut line = String::from(if from > 0 { "…" } else { "" });
        let mut indent = width(&line);
        let shown = self.source_line.chars().enumerate().skip(from).take(LONGEST_LINE);
        for (at, character) in shown {
            let drawn = drawn(character);
            if at + 1 < self.column {
                indent += width(&drawn);
            }
            line += &drawn;
        }
        let room = width(&line).saturating_sub(indent);
        (line, indent, self.width.min(room).max(1))
    }
}

/// Without colour, in English: for logs and tests.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Lang::En, false))
    }
}

impl std::error::Error for Problem {}

/// Columns a terminal gives this text once it is drawn.
pub(crate) fn drawn_width(text: &str) -> usize {
    text.chars().map(|character| width(&drawn(character))).sum()
}

/// A character as it is printed: tabs as spaces, what would steer the terminal as a mark.
fn drawn(character: char) -> String {
    match character {
        '\t' => "    ".to_owned(),
        steering if is_steering(steering) => "\u{fffd}".to_owned(),
        other => other.to_string(),
    }
}

fn harmless(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, character| {
        // A String takes everything.
        let _ = shown.write_str(&drawn(character));
        shown
    })
}

/// Control characters, and those that turn the direction of writing around.
pub(crate) fn is_steering(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn width(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}
