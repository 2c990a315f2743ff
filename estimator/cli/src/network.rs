//! The only door to the network, opened by `--prices live`, `--account live` and `prices refresh` and by nothing else: where
//! AWS is, and its failures as messages.

use std::path::Path;
use std::time::Duration;

use sundown_engine::Date;
use sundown_engine::meter::MeterId;
use sundown_engine::price::PriceBook;
use sundown_engine::text::{Lang, Sentence};
use sundown_prices::account::{Seen, see_blocking};
use sundown_prices::bulk::fetch::Source;
use sundown_prices::bulk::refresh::refresh;
use sundown_prices::live::access::Access;
use sundown_prices::live::refresh_blocking;
use sundown_prices::order::Order;
use sundown_prices::outcome::{Fetched, Why};
use sundown_prices::problem::Problem;
use sundown_prices::regions::region;
use sundown_talk::failure::Failure;
use sundown_talk::output;

use crate::failure::{no_book, no_prices};
use crate::progress::Fetching;

/// What is wanted of the price list.
pub(crate) struct Wanted<'a> {
    pub(crate) region: &'a str,
    pub(crate) meters: &'a [MeterId],
    /// Whose prices stay where nothing better is found.
    pub(crate) previous: &'a PriceBook,
    pub(crate) today: Date,
}

/// Asks the Price List API with the user's credentials.
pub(crate) fn live(wanted: &Wanted<'_>, lang: Lang) -> Result<Fetched, Failure> {
    let access = access("ESTIMATE_ENDPOINT_PRICING");
    let mut line = Fetching::new(lang);
    fetched(wanted, |order| refresh_blocking(&access, order, &mut |step| line.show(&step)))
}

/// The previous book with the price list's prices in it. Meters that keep what they had are said aloud.
pub(crate) fn renewed(wanted: &Wanted<'_>, lang: Lang) -> Result<(PriceBook, Vec<Sentence>), Failure> {
    let fetched = live(wanted, lang)?;
    let remarks: Vec<_> = fetched.kept().map(|(meter, why)| kept(meter, why)).collect();
    for remark in &remarks {
        output::talk(remark.in_lang(lang));
    }
    Ok((fetched.over(wanted.previous, "live"), remarks))
}

/// Reads the public offer files; while they are read they lie in that folder without a name.
pub(crate) fn bulk(wanted: &Wanted<'_>, folder: &Path, lang: Lang) -> Result<Fetched, Failure> {
    let mut source = Source::new(folder.to_owned());
    if let Some(base) = elsewhere("ESTIMATE_ENDPOINT_OFFERS") {
        source.base = base;
        source.pause = STAND_IN_PAUSE;
    }
    let mut line = Fetching::new(lang);
    fetched(wanted, |order| refresh(&source, order, &mut |step| line.show(&step)))
}

/// What AWS says of the account.
pub(crate) fn account(lang: Lang) -> Result<Seen, Failure> {
    let access = access("ESTIMATE_ENDPOINT_FREETIER");
    let mut line = Fetching::new(lang);
    see_blocking(&access, &mut |step| line.show(&step)).map_err(no_prices)
}

/// A meter the price list gave no price for.
fn kept(meter: &str, why: &Why) -> Sentence {
    let why = why.sentence();
    Sentence::new(
        format!("{meter} keeps its previous price: {}", why.en),
        format!("{meter}: 이전 가격을 그대로 씁니다. {}", why.ko),
    )
}

fn fetched(
    wanted: &Wanted<'_>,
    fetch: impl FnOnce(&Order<'_>) -> Result<Fetched, Problem>,
) -> Result<Fetched, Failure> {
    let region = region(wanted.region).map_err(no_book)?;
    let order = Order { region: &region, meters: wanted.meters, previous: wanted.previous, on: wanted.today };
    fetch(&order).map_err(|problem| {
        let of_credentials = problem.is_of_credentials();
        match no_prices(problem) {
            // Offer files need none.
            Failure::Said(said) if of_credentials => Failure::said(
                format!("{}; or without any: estimate prices refresh --bulk", said.en),
                format!("{}. 자격 증명 없이 받으려면: estimate prices refresh --bulk", said.ko),
            ),
            failure => failure,
        }
    })
}

/// The user's own chain of credentials, towards AWS's own endpoint. A profile's `endpoint_url` is not followed: it is
/// written for other services. These variables are for stand-ins, which nobody sets by accident.
fn access(variable: &str) -> Access {
    let mut access = Access { endpoint: elsewhere(variable), ..Access::default() };
    if access.endpoint.is_some() {
        access.patience.pause = STAND_IN_PAUSE;
    }
    access
}

/// Waiting before another try is a kindness to AWS; a stand-in on this machine needs none.
const STAND_IN_PAUSE: Duration = Duration::from_millis(10);

fn elsewhere(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|set| !set.is_empty())
}
