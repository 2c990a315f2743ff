//! `estimate prices diff`: what changed between two books, meter by meter, and what it does to the bill of a scenario.

use std::path::Path;

use clap::ArgMatches;
use sundown_ask::{Known, region};
use sundown_engine::price::PriceBook;
use sundown_engine::text::Lang;
use sundown_prices::cache;
use sundown_prices::diff::diff;
use sundown_prices::{snapshot, stored};
use sundown_report::prices::diff::{self as report, Bill, Book, Diff, Sum};
use sundown_talk::args::word;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use super::reported;
use crate::asking::{Asking, terminal};
use crate::books::{cached, nothing};
use crate::failure::{no_book, no_prices};
use crate::flags::is_on;
use crate::input;

/// One side of the comparison.
struct Side {
    name: String,
    own: PriceBook,
    /// Its prices over the snapshot's: what a bill is made by.
    whole: PriceBook,
    is_snapshot: bool,
}

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let asking = Asking::new(input::scenario(word(given, "FILE"), lang)?, None, "prices diff", given, lang)?;
    let region = region(&asking.scenario);
    let [old, new] =
        [("OLD", "snapshot"), ("NEW", "cache")].map(|(name, default)| (word(given, name), default));
    let old = side(old.0.unwrap_or(old.1), region, lang)?;
    let new = side(new.0.unwrap_or(new.1), region, lang)?;

    // Only what was fetched is in a stored book: what it lacks beside the snapshot has not vanished.
    let changes = if old.is_snapshot || new.is_snapshot {
        diff(&old.whole, &new.whole)
    } else {
        diff(&old.own, &new.own)
    };
    let found = Diff {
        region: region.to_owned(),
        bills: bills(&asking, &old, &new)?,
        changes: changes.into_iter().map(reported).collect(),
        old: old.book(),
        new: new.book(),
    };
    let text = match word(given, "format") {
        Some("json") => report::json(&found, lang).map_err(|error| Failure::defect(&error))?,
        _ => report::table(&found, lang, terminal(given)),
    };
    output::answer_to(word(given, "output"), &text)?;
    let changed = is_on(given, "check") && !found.changes.is_empty();
    Ok(if changed { Ending::No } else { Ending::Done })
}

fn side(name: &str, region: &str, lang: Lang) -> Result<Side, Failure> {
    let snapshot = snapshot::book(region).map_err(no_book)?;
    let stored = match name {
        "snapshot" => None,
        "cache" => Some(cached(region, lang)?.ok_or_else(|| nothing(region))?),
        file => Some(opened(file, region)?),
    };
    Ok(match stored {
        None => Side { name: name.to_owned(), own: snapshot.clone(), whole: snapshot, is_snapshot: true },
        Some(book) => Side {
            name: name.to_owned(),
            whole: cache::over(&snapshot, &book),
            own: book.book,
            is_snapshot: false,
        },
    })
}

fn opened(file: &str, region: &str) -> Result<stored::Book, Failure> {
    if Path::new(file).extension().is_some_and(|extension| extension == "toml") {
        return Err(Failure::said(
            format!(
                "`{file}` is a scenario, not a price book; write: estimate prices diff snapshot cache {file}"
            ),
            format!(
                "`{file}`: 가격표가 아니라 시나리오입니다. 예: estimate prices diff snapshot cache {file}"
            ),
        ));
    }
    if !Path::new(file).exists() {
        return Err(Failure::said(
            format!("there is no file `{file}`; a book is snapshot, cache or a stored book's file"),
            format!("`{file}`: 파일이 없습니다. 가격표는 snapshot, cache 또는 저장된 가격 파일입니다"),
        ));
    }
    let book = cache::open(Path::new(file)).map_err(no_prices)?;
    if book.region == region {
        return Ok(book);
    }
    let other = &book.region;
    Err(Failure::said(
        format!("`{file}` has prices of {other}, not of {region}; add --region {other}"),
        format!("`{file}`: {other} 가격표입니다({region} 아님). --region {other}을(를) 지정하십시오"),
    ))
}

impl Side {
    fn book(&self) -> Book {
        let days = || self.own.prices.values().map(|price| price.date.to_string());
        Book {
            name: self.name.clone(),
            prices: self.own.prices.len(),
            oldest: days().min().unwrap_or_default(),
            newest: days().max().unwrap_or_default(),
        }
    }
}

/// Each deployment's month by either book. Which size is the best may change with the prices, as it would for a person.
fn bills(asking: &Asking, old: &Side, new: &Side) -> Result<Vec<Bill>, Failure> {
    let [old, new] = [priced(asking, old)?, priced(asking, new)?];
    let pairs = old.into_iter().zip(new);
    Ok(pairs.map(|((deployment, old), (_, new))| Bill { deployment, old, new }).collect())
}

fn priced(asking: &Asking, side: &Side) -> Result<Vec<(String, Sum)>, Failure> {
    let known = Known { book: side.whole.clone(), ..asking.known()? };
    let answered = asking.answer_from(known)?;
    let sum = |one: &sundown_engine::compare::Candidate| {
        let estimate = &one.estimate;
        (estimate.name.clone(), Sum { net: estimate.net, lower_bound: estimate.is_lower_bound() })
    };
    Ok(answered.comparison.candidates.iter().map(sum).collect())
}
