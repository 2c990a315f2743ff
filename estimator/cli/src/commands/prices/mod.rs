//! `estimate prices`: what can be done with prices, one file each.

mod diff;
mod refresh;
mod show;

use clap::ArgMatches;
use sundown_engine::text::Lang;
use sundown_talk::failure::{Ending, Failure};

use crate::refusal;

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    if let Some((name, _)) = given.subcommand() {
        refusal::misplaced_before(given, "prices", name)?;
    }
    match given.subcommand() {
        Some(("refresh", given)) => refresh::run(given, lang),
        Some(("diff", given)) => diff::run(given, lang),
        Some((_, given)) => show::run(given, lang),
        None => show::run(given, lang),
    }
}

/// A change of the library, as the report shows it.
fn reported(change: sundown_prices::diff::Change) -> sundown_report::prices::Change {
    use sundown_prices::diff::Kind;
    let (old, new, percent) = match change.kind {
        Kind::Changed { old, new, percent } => (Some(old), Some(new), percent),
        Kind::Appeared(new) => (None, Some(new), None),
        Kind::Vanished(old) => (Some(old), None, None),
    };
    sundown_report::prices::Change { meter: change.meter, old, new, percent }
}
