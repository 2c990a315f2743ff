//! `leftovers scan`: what was left behind and what it costs. Reads only.

pub mod by;
pub mod csv;
pub mod json;
pub mod people;
pub mod words;

use clap::ArgMatches;
use sundown_cleanup_engine::context::Who;
use sundown_engine::text::Lang;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::account::{Account, Looked};
use crate::args::word;
use crate::doors::Doors;
use crate::judged::Judged;
use crate::page::{html, markdown, terminal};
use crate::purse::Purse;
use crate::talk::terminals;

/// What a scan is told from.
pub struct Told<'t> {
    pub judged: &'t Judged,
    pub purse: Purse,
    pub lang: Lang,
    /// The policy's file and mode.
    pub policy: Option<&'t str>,
    pub mode: sundown_cleanup_engine::policy::Mode,
    /// What went wrong beside the scan.
    pub remarks: Vec<String>,
}

pub fn run(given: &ArgMatches, lang: Lang, doors: Doors<'_>) -> Result<Ending, Failure> {
    let purse = Purse::of(given)?;
    let mut account = Account::to_look_at(given, lang, doors)?;
    let looked = account.look()?;
    let judged = account.judge(&looked, &Who::Schedule, Judged::of);
    let told = Told {
        judged: &judged,
        purse,
        lang,
        policy: account.policy.file.as_deref(),
        mode: account.policy.policy.mode,
        remarks: remarks(&looked, lang),
    };
    output::answer_to(word(given, "output"), &rendered(&told, given)?)?;
    Ok(ending(&judged, given.get_flag("check")))
}

/// The report in the form that was asked for.
///
/// # Errors
/// When it can't be made.
pub fn rendered(told: &Told<'_>, given: &ArgMatches) -> Result<String, Failure> {
    let page = || people::page(told, word(given, "by"));
    Ok(match word(given, "format") {
        Some("json") => crate::talk::json::render(&json::document(told))?,
        Some("csv") => csv::render(told),
        Some("markdown") => markdown::render(&page()),
        Some("html") => html::render(&page()).map_err(|error| Failure::defect(&error))?,
        _ => terminal::render(&page(), terminals::of_answer(given)),
    })
}

/// What could not be scanned wins over what was found.
#[must_use]
pub fn ending(judged: &Judged, check: bool) -> Ending {
    match (judged.all_scanned(), check && !judged.leftovers.is_empty()) {
        (false, _) => Ending::NotAllScanned,
        (true, true) => Ending::No,
        (true, false) => Ending::Done,
    }
}

fn remarks(looked: &Looked, lang: Lang) -> Vec<String> {
    use crate::talk::lang::Say as _;
    looked.forgotten.iter().map(|trouble| trouble.text().say(lang).to_owned()).collect()
}
