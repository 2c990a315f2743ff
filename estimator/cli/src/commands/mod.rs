//! One file a subcommand, and what those that answer a question share: the formats.

pub(crate) mod breakeven;
pub(crate) mod compare;
pub(crate) mod explain;
pub(crate) mod init;
pub(crate) mod lab;
pub(crate) mod man;
pub(crate) mod prices;

use clap::ArgMatches;
use sundown_report::{csv, html, json, markdown, table};
use sundown_talk::args::word;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::asking::{Asking, terminal};

/// Answers a question in the format that was asked for, to where it was asked for.
pub(crate) fn show(asking: &Asking, given: &ArgMatches) -> Result<Ending, Failure> {
    let answered = asking.answer()?;
    let (comparison, asked, world) = (&answered.comparison, &answered.asked, &answered.world());
    let text = match word(given, "format") {
        Some("json") => json::render(comparison, asked, world).map_err(|error| Failure::defect(&error))?,
        Some("csv") => csv::render(comparison, asked, world),
        Some("markdown") => markdown::render(comparison, asked, world),
        Some("html") => {
            let curves = breakeven::curves(asking, &answered)?;
            html::render(comparison, asked, world, Some(&curves)).map_err(|error| Failure::defect(&error))?
        }
        _ => table::render(comparison, asked, world, terminal(given)),
    };
    output::answer_to(word(given, "output"), &text)?;
    asking.ending(&answered, given)
}
