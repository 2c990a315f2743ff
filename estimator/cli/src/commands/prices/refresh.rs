//! `estimate prices refresh`: today's prices from AWS into the user's cache. Until all of it is fetched nothing is written, so
//! that a failure or Ctrl-C leaves the cache as it was.

use clap::ArgMatches;
use sundown_ask::{needed, needed_by_own, shell_word};
use sundown_engine::meter::MeterId;
use sundown_engine::text::{Lang, Sentence};
use sundown_prices::cache;
use sundown_prices::diff::diff;
use sundown_prices::order::all_meters;
use sundown_prices::outcome::{Fetched, Why};
use sundown_report::prices::refresh::{self, Refresh};
use sundown_talk::args::word;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use super::reported;
use crate::asking::{Asking, terminal};
use crate::failure::{no_book, no_prices};
use crate::flags::is_on;
use crate::input;
use crate::network::{self, Wanted};

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let asking =
        Asking::new(input::scenario(word(given, "FILE"), lang)?, None, "prices refresh", given, lang)?;
    let known = asking.known()?;
    let region = known.book.region.clone();
    let folder = cache::folder().ok_or_else(|| {
        Failure::said(
            "there is no folder to keep prices in: set HOME or XDG_CACHE_HOME",
            "가격을 저장할 폴더가 없습니다. HOME 또는 XDG_CACHE_HOME을 지정하십시오",
        )
    })?;
    let meters = meters(&asking, given, &known)?;
    let wanted = Wanted { region: &region, meters: &meters, previous: &known.book, today: asking.today() };
    let bulk = is_on(given, "bulk");
    let fetched = if bulk { network::bulk(&wanted, &folder, lang)? } else { network::live(&wanted, lang)? };

    // Where nothing was confirmed there is nothing to keep.
    let confirmed = fetched.prices().count();
    if confirmed > 0 {
        cache::store(&folder, &fetched, asking.today()).map_err(no_prices)?;
    }
    let report = Refresh {
        on: asking.today(),
        source: if bulk { "bulk" } else { "live" },
        file: cache::path_of(&folder, &region).display().to_string(),
        confirmed,
        changes: diff(&known.book, &fetched.over(&known.book, "cache")).into_iter().map(reported).collect(),
        kept: fetched.kept().map(told).collect(),
        absent: fetched.absent().map(told).collect(),
        offers: offers(&fetched),
        next: vec![next(given, &region)],
        region,
    };
    let text = match word(given, "format") {
        Some("json") => refresh::json(&report, lang).map_err(|error| Failure::defect(&error))?,
        _ => refresh::table(&report, lang, terminal(given)),
    };
    output::answer_to(word(given, "output"), &text)?;
    if confirmed > 0 {
        return Ok(Ending::Done);
    }
    Err(Failure::said(
        "no price could be confirmed, and the cache is as it was",
        "확인한 가격이 없어 캐시는 그대로 두었습니다",
    ))
}

/// What the file's own deployments need, else the three architectures; or all there is.
fn meters(asking: &Asking, given: &ArgMatches, known: &sundown_ask::Known) -> Result<Vec<MeterId>, Failure> {
    if is_on(given, "all") {
        return all_meters().map_err(no_book);
    }
    let question = asking.question();
    let found = if asking.scenario.deployments.is_empty() {
        needed(&question, known, false)
    } else {
        needed_by_own(&question, known)
    };
    found.map_err(|refused| asking.failure(refused))
}

fn told((meter, why): (&String, &Why)) -> (String, Sentence) {
    (meter.clone(), why.sentence())
}

fn offers(fetched: &Fetched) -> Vec<(String, String, String)> {
    let offers = fetched.offers.iter();
    offers.map(|(offer, of)| (offer.clone(), of.version.clone(), of.published.clone())).collect()
}

/// What it does to the bill.
fn next(given: &ArgMatches, region: &str) -> String {
    match word(given, "FILE") {
        Some(file) if file != "-" => format!("estimate prices diff snapshot cache {}", shell_word(file)),
        _ => format!("estimate prices diff --region {region}"),
    }
}
