//! How wide and how colourful a person's terminal is.

use std::io::IsTerminal;

use clap::ArgMatches;
use sundown_talk::output::colour;

use crate::page::terminal::Terminal;

/// The terminal that the answer is for.
pub fn of_answer(given: &ArgMatches) -> Terminal {
    terminal(given, &std::io::stdout())
}

/// The terminal that the talk is for.
pub fn of_talk(given: &ArgMatches) -> Terminal {
    terminal(given, &std::io::stderr())
}

fn terminal(given: &ArgMatches, place: &impl IsTerminal) -> Terminal {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let real = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = told.or_else(|| real().filter(|_| place.is_terminal())).unwrap_or(100);
    Terminal { width, colour: colour(given, place) }
}
