//! The embedded snapshot holds together: every table reads, every price is in order, every zero is explained, and what
//! has no price is on the written list.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use sundown_engine::services::meters;
use sundown_prices::snapshot::{NoBook, book, region_codes, sources};

#[derive(Deserialize)]
struct Zero {
    meter: String,
    why: String,
}

#[derive(Deserialize)]
struct WrittenGap {
    region: String,
    meter: String,
}

fn table<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn every_region_reads_with_ordered_tiers_from_zero() {
    for region in region_codes() {
        let book = book(region).unwrap_or_else(|error| panic!("{region}: {error}"));
        assert!(book.prices.len() > 100, "{region} has {} prices", book.prices.len());
    }
}

#[test]
fn every_price_keeps_its_source_and_its_day() {
    for source in sources().unwrap().values() {
        assert!(!source.source.is_empty() && source.as_of.starts_with("20"), "{source:?}");
        assert!(["high", "medium"].contains(&source.confidence.as_str()), "{source:?}");
        for refused in ["sparecores", "libcloud", "blog", "round table"] {
            assert!(!source.source.to_lowercase().contains(refused), "{source:?}");
        }
    }
}

#[test]
fn every_zero_is_explained() {
    let explained: BTreeMap<_, _> = table::<Zero>(include_str!("../data/zeros.csv"))
        .into_iter()
        .map(|zero| (zero.meter, zero.why))
        .collect();
    for region in region_codes() {
        for (meter, price) in book(region).unwrap().prices {
            if price.tiers.iter().any(|tier| tier.usd.is_zero()) {
                assert!(explained.get(&meter).is_some_and(|why| !why.is_empty()), "{region} {meter} is 0");
            }
        }
    }
}

#[test]
fn units_are_those_the_engine_meters_in() {
    for region in region_codes() {
        let book = book(region).unwrap();
        for meter in meters() {
            let family = format!("{}:", meter.key);
            let of_meter = |key: &str| key == meter.key || key.starts_with(&family);
            for (key, price) in book.prices.iter().filter(|(key, _)| of_meter(key)) {
                assert_eq!(price.unit, meter.unit.id, "{region} {key}");
            }
        }
    }
}

/// Families (`ec2/linux`) have their prices a type; every other meter of the engine has one or stands on the list.
#[test]
fn a_meter_without_a_price_is_on_the_written_list() {
    let written: BTreeSet<_> = table::<WrittenGap>(include_str!("../data/gaps.csv"))
        .into_iter()
        .map(|gap| (gap.region, gap.meter))
        .collect();
    for region in ["ap-northeast-2", "us-east-1"] {
        let book = book(region).unwrap();
        for meter in meters().filter(|meter| meter.select.is_some()) {
            let family = format!("{}:", meter.key);
            let priced =
                book.price(meter.key).is_some() || book.prices.keys().any(|key| key.starts_with(&family));
            let known_gap = written.contains(&(region.to_owned(), meter.key.to_owned()))
                || written.iter().any(|(place, key)| place == region && key.starts_with(&family));
            assert!(priced || known_gap, "{region} {}: neither a price nor a written gap", meter.key);
            assert!(
                !(book.price(meter.key).is_some() && known_gap),
                "{region} {}: priced, and still on the list of gaps",
                meter.key
            );
        }
    }
}

#[test]
fn an_unknown_region_names_those_that_are_written_alike() {
    let Err(NoBook::Region(unknown)) = book("ap-northeast-22") else { panic!("there is no such region") };
    assert!(unknown.near.contains(&"ap-northeast-2".to_owned()), "{unknown:?}");
}
