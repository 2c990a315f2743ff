//! Damaged products and offer files, ten thousand of each: no panic, and no price that is not the right one. Prices and
//! bounds themselves are not touched, because nothing can tell one number from another.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::io::{self, Read};
use std::ops::Range;
use std::sync::LazyLock;

use proptest::prelude::*;
use sundown_engine::meter::MeterId;
use sundown_engine::price::{PriceBook, Tier};
use sundown_engine::services::lambda;
use sundown_pricelist::items::{Item, offer_file};
use sundown_prices::bulk::offer;
use sundown_prices::outcome::Outcome;
use sundown_prices::problem::Problem;
use sundown_prices::product::item;
use sundown_prices::regions::{Region, region};
use sundown_prices::select::Selection;

const TIERS: [(&str, &str, &str); 3] = [
    ("6000000000", "15000000000", "0.0000150000"),
    ("0", "6000000000", "0.0000166667"),
    ("15000000000", "Inf", "0.0000133334"),
];

fn right() -> Item {
    Item::new("AWSLambda", "AW8K7Q9ZMMBBP9W6", "Lambda-GB-Second", "0")
        .with("usagetype", "APN2-Lambda-GB-Second")
        .with("group", "AWS-Lambda-Duration")
        .with("location", "Asia Pacific (Seoul)")
        .with("regionCode", "ap-northeast-2")
        .tiers(&TIERS)
}

static SEOUL: LazyLock<Region> = LazyLock::new(|| region("ap-northeast-2").unwrap());

fn meter() -> MeterId {
    lambda::DURATION_X86.whole()
}

fn file(terms_first: bool) -> String {
    let dear = |sku: &str| Item { sku: sku.into(), ..right().tiers(&[("0", "Inf", "9.9900000000")]) };
    let traps = [
        dear("ARM").with("usagetype", "APN2-Lambda-GB-Second-ARM").with("group", "AWS-Lambda-Duration-ARM"),
        dear("TOKYO")
            .with("usagetype", "APN1-Lambda-GB-Second")
            .with("location", "Asia Pacific (Tokyo)")
            .with("regionCode", "ap-northeast-1"),
        Item { term: "A429C66SYZ".into(), ..dear("FREE").with("location", "Any").with("regionCode", "") },
    ];
    let items: Vec<_> = traps.into_iter().chain([right()]).collect();
    offer_file("AWSLambda", &items, terms_first)
}

/// The tiers of the meter, if it got a price.
fn priced(selection: Selection<'_>) -> Option<Vec<Tier>> {
    match selection.settle(&PriceBook::default(), "2026-11-21").unwrap().outcomes.into_values().next() {
        Some(Outcome::Priced(price)) => Some(price.tiers),
        _ => None,
    }
}

fn by_item(text: &str) -> Option<Vec<Tier>> {
    let mut selection = Selection::new(&SEOUL, &[meter()]);
    selection.offer("AWSLambda", item(text).ok()?.0);
    priced(selection)
}

/// Gives back at most so many bytes at a time.
struct Dribble {
    text: io::Cursor<Vec<u8>>,
    most: usize,
}

impl Read for Dribble {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let most = self.most.min(room.len());
        self.text.read(&mut room[..most])
    }
}

fn by_file(text: &[u8], most: usize) -> Result<Option<Vec<Tier>>, Problem> {
    let mut selection = Selection::new(&SEOUL, &[meter()]);
    let mut open = || Ok(Box::new(Dribble { text: io::Cursor::new(text.to_vec()), most }) as Box<dyn Read>);
    offer::read("file", "AWSLambda", &mut selection, &mut open)?;
    Ok(priced(selection))
}

fn correct() -> Vec<Tier> {
    let tiers = by_item(&right().json()).unwrap();
    // Not by the code under test: what the three lines above say, in order.
    let said: Vec<_> = tiers.iter().map(|tier| (tier.from.to_string(), tier.usd.to_string())).collect();
    let expected = [("0", "0.0000166667"), ("6000000000", "0.000015"), ("15000000000", "0.0000133334")];
    assert_eq!(said, expected.map(|(from, usd)| (from.to_owned(), usd.to_owned())));
    tiers
}

/// What can happen to a text.
#[derive(Clone, Debug)]
enum Damage {
    Cut(usize),
    Replace(usize, u8),
    Delete(usize, usize),
    Insert(usize, Vec<u8>),
    Copy(usize, usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = || 0..100_000_usize;
    let telling = prop::sample::select(b"{}[]\",:\\ \n\0-xZ\xff".to_vec());
    prop_oneof![
        1 => at().prop_map(Damage::Cut),
        4 => (at(), prop_oneof![telling, any::<u8>()]).prop_map(|(at, byte)| Damage::Replace(at, byte)),
        3 => (at(), 1..60_usize).prop_map(|(at, length)| Damage::Delete(at, length)),
        2 => (at(), prop::collection::vec(any::<u8>(), 1..8)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        2 => (at(), 1..80_usize, at()).prop_map(|(from, length, to)| Damage::Copy(from, length, to)),
    ]
}

/// The places of all prices and bounds.
fn numbers(text: &[u8]) -> Vec<Range<usize>> {
    let text = std::str::from_utf8(text).unwrap();
    let mut places = Vec::new();
    for name in ["\"USD\":\"", "\"beginRange\":\"", "\"endRange\":\""] {
        for (at, found) in text.match_indices(name) {
            let from = at + found.len();
            places.push(from..from + text[from..].find('"').unwrap() + 1);
        }
    }
    places
}

fn damaged(whole: &[u8], all: &[Damage]) -> Vec<u8> {
    let mut text = whole.to_vec();
    for damage in all {
        let numbers = if std::str::from_utf8(&text).is_ok() { numbers_still(&text) } else { return text };
        let touches = |range: Range<usize>| {
            numbers
                .iter()
                .any(|number| range.start < number.end && number.start < range.end.max(range.start + 1))
        };
        let within = |at: usize| at % text.len().max(1);
        match damage {
            Damage::Cut(at) => text.truncate(within(*at)),
            Damage::Replace(at, byte) if !touches(within(*at)..within(*at) + 1) => {
                let at = within(*at);
                text[at] = *byte;
            }
            Damage::Delete(at, length) => {
                let range = within(*at)..(within(*at) + length).min(text.len());
                if !touches(range.clone()) {
                    text.drain(range);
                }
            }
            Damage::Insert(at, bytes) if !touches(within(*at)..within(*at) + 1) => {
                let at = within(*at);
                text.splice(at..at, bytes.iter().copied());
            }
            Damage::Copy(from, length, to) => {
                let (range, to) = (within(*from)..(within(*from) + length).min(text.len()), within(*to));
                if !touches(range.clone()) && !touches(to..to + 1) {
                    let part = text[range].to_vec();
                    text.splice(to..to, part);
                }
            }
            Damage::Replace(..) | Damage::Insert(..) => {}
        }
        if text.is_empty() {
            return text;
        }
    }
    text
}

/// After earlier damage a name may have lost its end; then there is no number behind it.
fn numbers_still(text: &[u8]) -> Vec<Range<usize>> {
    let closed = text.iter().filter(|byte| **byte == b'"').count() > 2;
    if closed && text.ends_with(b"}") { numbers(text) } else { std::iter::once(0..text.len()).collect() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_product_gives_the_right_price_or_none(all in prop::collection::vec(damage(), 1..4)) {
        let text = damaged(right().json().as_bytes(), &all);
        if let Ok(text) = std::str::from_utf8(&text) && let Some(tiers) = by_item(text) {
            prop_assert!(same(&tiers), "{text}");
        }
    }

    #[test]
    fn a_damaged_offer_file_gives_the_right_price_or_none(
        all in prop::collection::vec(damage(), 1..4),
        terms_first: bool,
        most in 60..4_000_usize,
    ) {
        let text = damaged(file(terms_first).as_bytes(), &all);
        if let Ok(Some(tiers)) = by_file(&text, most) {
            prop_assert!(same(&tiers), "{}", String::from_utf8_lossy(&text));
        }
    }

    #[test]
    fn noise_is_no_price_list(noise in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(by_file(&noise, 7).is_err());
        prop_assert!(std::str::from_utf8(&noise).map_or(None, by_item).is_none());
    }
}

/// Amounts and prices; the rate's code is a name, and a damaged name is a damaged name.
fn same(tiers: &[Tier]) -> bool {
    let plain = |tiers: &[Tier]| -> Vec<_> { tiers.iter().map(|tier| (tier.from, tier.usd)).collect() };
    plain(tiers) == plain(&correct())
}

#[test]
fn pieces_of_any_size_give_the_same_answer() {
    for terms_first in [false, true] {
        let text = file(terms_first);
        for most in (1..40).chain([1_000, 100_000]) {
            assert_eq!(by_file(text.as_bytes(), most), Ok(Some(correct())), "{most} bytes at a time");
        }
    }
}

#[test]
fn a_file_cut_anywhere_is_refused_as_cut() {
    let text = file(false);
    for length in 0..text.len() - 1 {
        let problem = by_file(&text.as_bytes()[..length], 512).unwrap_err();
        assert_eq!(problem, Problem::Cut { place: "file".into() }, "{length} of {} bytes", text.len());
    }
}
