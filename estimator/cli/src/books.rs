//! Which prices an answer is worked out from, as far as they are on this machine: the snapshot in the program, the user's
//! cache, or of each price the newer.

use clap::ArgMatches;
use sundown_engine::Date;
use sundown_engine::price::PriceBook;
use sundown_engine::text::Lang;
use sundown_prices::cache::{self, Found};
use sundown_prices::snapshot;
use sundown_prices::stored::Book;
use sundown_talk::args::word;
use sundown_talk::failure::Failure;
use sundown_talk::output;

use crate::failure::no_book;

/// What `--prices` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Of each price the one that was confirmed last.
    Newest,
    Snapshot,
    Cache,
    Live,
}

impl Choice {
    pub(crate) fn of(given: &ArgMatches) -> Self {
        match word(given, "prices") {
            Some("snapshot") => Self::Snapshot,
            Some("cache") => Self::Cache,
            Some("live") => Self::Live,
            _ => Self::Newest,
        }
    }
}

/// The prices without the network. What is asked live goes over the newest there is.
pub(crate) fn offline(choice: Choice, region: &str, lang: Lang) -> Result<PriceBook, Failure> {
    let snapshot = snapshot::book(region).map_err(no_book)?;
    match choice {
        Choice::Snapshot => Ok(snapshot),
        Choice::Cache => Ok(cache::over(&snapshot, &cached(region, lang)?.ok_or_else(|| nothing(region))?)),
        Choice::Newest | Choice::Live => Ok(match cached(region, lang)? {
            Some(book) => cache::newest(&snapshot, &book),
            None => snapshot,
        }),
    }
}

/// The user's own book of a region. One that cannot be used is said aloud, and is as none.
pub(crate) fn cached(region: &str, lang: Lang) -> Result<Option<Book>, Failure> {
    let Some(folder) = cache::folder() else { return Ok(None) };
    match cache::load(&folder, region) {
        Ok(Found::Book(book)) => Ok(Some(*book)),
        Ok(found) => {
            if let Some(remark) = found.remark(Date::default()) {
                output::talk(remark.in_lang(lang));
            }
            Ok(None)
        }
        Err(problem) => {
            output::talk(problem.sentence().in_lang(lang));
            Ok(None)
        }
    }
}

/// Where there is no cached book and one is asked for.
pub(crate) fn nothing(region: &str) -> Failure {
    Failure::said(
        format!("there are no cached prices of {region}; `estimate prices refresh` fetches them"),
        format!("{region}: 저장된 가격표가 없습니다. `estimate prices refresh`로 받을 수 있습니다"),
    )
}

/// One line where the prices that were used were last confirmed long ago.
pub(crate) fn say_if_old(region: &str, oldest: Option<&str>, today: Date, lang: Lang) {
    let day = oldest.and_then(|day| day.parse().ok());
    if let Some(remark) = day.and_then(|day| cache::aged(region, day, today)) {
        output::talk(remark.in_lang(lang));
    }
}
