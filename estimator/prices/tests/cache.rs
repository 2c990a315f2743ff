//! The cache keeps what was fetched, whatever else happens: broken files, newer programs, two processes at once.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::fs;
use std::path::Path;

use sundown_engine::price::{Price, PriceBook, Tier};
use sundown_prices::cache::{Found, load, newest, open, store};
use sundown_prices::outcome::{Fetched, Outcome, Why as NoPrice};
use sundown_prices::product::Version;
use sundown_prices::stored::{Book, Why};

const SEOUL: &str = "ap-northeast-2";

fn price(usd: &str, date: &str) -> Price {
    let tier =
        |from: i64, usd: &str| Tier { from: from.into(), usd: usd.parse().unwrap(), sku: "S.T.R".into() };
    Price::new("Hrs".into(), vec![tier(0, usd), tier(10, "0.0000133334")], date, "AWS Price List").unwrap()
}

fn fetched(meter: &str, usd: &str) -> Fetched {
    let version = Version { version: "20260910195514".into(), published: "2026-09-10T19:55:14Z".into() };
    let kept = Outcome::Kept { why: NoPrice::Nothing, had: true };
    Fetched {
        region: SEOUL.into(),
        outcomes: [(meter.to_owned(), Outcome::Priced(price(usd, "2026-11-21"))), ("kept".to_owned(), kept)]
            .into(),
        offers: [("AmazonEC2".to_owned(), version)].into(),
    }
}

fn cached(folder: &Path) -> Book {
    match load(folder, SEOUL).unwrap() {
        Found::Book(book) => *book,
        other => panic!("{other:?}"),
    }
}

fn day(text: &str) -> sundown_engine::Date {
    text.parse().unwrap()
}

#[test]
fn what_was_stored_is_read_back_to_the_last_digit() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(load(folder.path(), SEOUL).unwrap(), Found::Nothing);
    let stored =
        store(folder.path(), &fetched("ec2/linux:t3.micro", "0.0130000001"), day("2026-11-21")).unwrap();
    assert_eq!(cached(folder.path()), stored);
    assert_eq!(stored.book.prices.len(), 1, "a kept price is the previous book's, not this one's");
    assert_eq!(stored.offers["AmazonEC2"].version, "20260910195514");
}

#[test]
fn a_second_refresh_adds_and_never_takes_away() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path(), &fetched("a", "1"), day("2026-11-21")).unwrap();
    let both = store(folder.path(), &fetched("b", "2"), day("2026-11-20")).unwrap();
    assert_eq!(both.book.prices.keys().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(both.confirmed, day("2026-11-21"), "the latest confirmation counts");
}

/// Every single byte of the file, changed: the book is refused and set aside, or it is what was written.
#[test]
fn any_damaged_byte_sets_the_file_aside_and_the_estimate_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let stored = store(folder.path(), &fetched("a", "1"), day("2026-11-21")).unwrap();
    let path = folder.path().join("ap-northeast-2.book");
    let right = fs::read(&path).unwrap();
    for at in 0..right.len() {
        let mut damaged = right.clone();
        damaged[at] ^= 0x15;
        fs::write(&path, &damaged).unwrap();
        match load(folder.path(), SEOUL).unwrap() {
            Found::SetAside { file, why } => {
                assert!(file.exists() && !path.exists(), "{at}: {why:?}");
                assert!(file.extension().is_some_and(|end| end == "broken" || end == "newer"));
            }
            Found::Book(book) => assert_eq!(*book, stored, "byte {at}"),
            Found::Nothing => panic!("byte {at}"),
        }
    }
    for length in 0..right.len() {
        fs::write(&path, &right[..length]).unwrap();
        assert!(
            matches!(load(folder.path(), SEOUL), Ok(Found::SetAside { why: Why::Broken, .. })),
            "{length} bytes"
        );
    }
}

#[test]
fn a_newer_programs_book_is_named_and_left_readable_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ap-northeast-2.book");
    fs::write(&path, "sundown-prices 7 whatever comes then\n{}").unwrap();
    let found = load(folder.path(), SEOUL).unwrap();
    let remark = found.remark(day("2026-11-21")).unwrap();
    let Found::SetAside { file, why: Why::Newer(7) } = found else { panic!("{found:?}") };
    assert!(remark.en.contains(&file.display().to_string()) && remark.ko.contains('7'), "{remark:?}");
    assert_eq!(fs::read_to_string(file).unwrap(), "sundown-prices 7 whatever comes then\n{}");
    store(folder.path(), &fetched("a", "1"), day("2026-11-21")).unwrap();
    assert_eq!(cached(folder.path()).book.prices.len(), 1);
}

#[test]
fn a_region_of_another_name_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path(), &fetched("a", "1"), day("2026-11-21")).unwrap();
    fs::rename(folder.path().join("ap-northeast-2.book"), folder.path().join("us-east-1.book")).unwrap();
    assert!(matches!(load(folder.path(), "us-east-1"), Ok(Found::SetAside { why: Why::Broken, .. })));
}

#[test]
fn many_writers_and_readers_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path(), &fetched("first", "1"), day("2026-11-21")).unwrap();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let folder = folder.path();
            scope.spawn(move || {
                for round in 0..5 {
                    store(folder, &fetched(&format!("m{writer}.{round}"), "1"), day("2026-11-21")).unwrap();
                }
            });
            scope.spawn(move || {
                (0..50).for_each(|_| assert!(cached(folder).book.prices.contains_key("first")));
            });
        }
    });
    assert_eq!(cached(folder.path()).book.prices.len(), 41);
}

#[test]
fn ninety_one_days_are_said_and_ninety_are_not() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path(), &fetched("a", "1"), day("2026-08-23")).unwrap();
    let found = load(folder.path(), SEOUL).unwrap();
    assert_eq!(found.remark(day("2026-11-21")), None);
    let remark = found.remark(day("2026-11-22")).unwrap();
    assert!(
        remark.en.contains("91 days") && remark.en.contains("2026-08-23") && remark.ko.contains("91일"),
        "{remark}"
    );
}

#[test]
fn each_meter_has_the_price_confirmed_last() {
    let snapshot = PriceBook {
        region: SEOUL.into(),
        source: "snapshot".into(),
        prices: [("old".to_owned(), price("1", "2026-10")), ("new".to_owned(), price("1", "2026-11-22"))]
            .into(),
    };
    let mut book = Book::default();
    for meter in ["old", "new", "absent"] {
        book.book.prices.insert(meter.to_owned(), price("2", "2026-11-21"));
    }
    let newest = newest(&snapshot, &book);
    let usd = |meter: &str| newest.prices[meter].first_usd().to_string();
    assert_eq!((usd("old"), usd("new"), usd("absent")), ("2".into(), "1".into(), "2".into()));
    assert_eq!(newest.source, "cache");
}

#[test]
fn a_book_of_any_name_opens_and_what_is_none_stays_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let stored = store(folder.path(), &fetched("a", "1"), day("2026-11-21")).unwrap();
    let elsewhere = folder.path().join("last-term.txt");
    fs::rename(folder.path().join("ap-northeast-2.book"), &elsewhere).unwrap();
    assert_eq!(open(&elsewhere), Ok(stored));
    for (text, said) in [("no book", "broken"), ("sundown-prices 9 x\n", "version 9")] {
        fs::write(&elsewhere, text).unwrap();
        assert!(open(&elsewhere).unwrap_err().to_string().contains(said));
        assert!(elsewhere.exists());
    }
    assert!(open(&folder.path().join("nothing")).is_err());
}
