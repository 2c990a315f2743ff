//! `estimate breakeven`: where the ways of running the work meet.

use clap::ArgMatches;
use sundown_ask::{Answered, meetings};
use sundown_engine::breakeven::BreakEven;
use sundown_engine::text::Lang;
use sundown_report::{Curves, breakeven};
use sundown_talk::args::word;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use super::show;
use crate::asking::{Asking, terminal};
use crate::input;

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let input = input::scenario(word(given, "FILE"), lang)?;
    let asking = Asking::new(input, None, "breakeven", given, lang)?;
    // The page of a comparison carries the figure of its break-even: it is the page of both.
    if word(given, "format") == Some("html") {
        return show(&asking, given);
    }
    let mut answered = asking.answer()?;
    let found = found(&asking, &answered)?;
    // Where the cheapest changes is worth a look of its own.
    answered.asked.next =
        found.intervals.get(1).map(|after| asking.compared_at(after.from)).into_iter().collect();
    let (names, asked) = (names(&answered), &answered.asked);
    let text = match word(given, "format") {
        Some("json") => breakeven::json(&found, &names, asked).map_err(|error| Failure::defect(&error))?,
        Some("csv") => breakeven::csv(&found, &names),
        Some("markdown") => breakeven::markdown(&found, &names, asked),
        _ => breakeven::table(&found, &names, asked, terminal(given)),
    };
    output::answer_to(word(given, "output"), &text)?;
    asking.ending(&answered, given)
}

/// What the figure of a page is drawn from.
pub(crate) fn curves(asking: &Asking, answered: &Answered) -> Result<Curves, Failure> {
    let found = found(asking, answered)?;
    Ok(breakeven::curves(&found, &names(answered), &answered.asked))
}

fn found(asking: &Asking, answered: &Answered) -> Result<BreakEven, Failure> {
    meetings(&asking.question(), answered).map_err(|refused| asking.failure(refused))
}

fn names(answered: &Answered) -> Vec<String> {
    answered.comparison.candidates.iter().map(|one| one.estimate.name.clone()).collect()
}
