//! A new snapshot is the old one with the fetched prices in it, and nothing else changes by a byte.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::fs;
use std::path::Path;

use sundown_engine::price::{Price, Tier};
use sundown_prices::outcome::{Fetched, Outcome};
use sundown_prices::rebuild::Tables;
use sundown_prices::snapshot::region_codes;

fn tables(region: &str) -> Tables {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let text = |path: String| fs::read_to_string(data.join(path)).unwrap();
    Tables {
        region: text(format!("prices/{region}.csv")),
        global: text("prices/global.csv".to_owned()),
        sources: text("sources.csv".to_owned()),
    }
}

fn fetched(prices: &[(&str, &str)]) -> Fetched {
    let outcome = |usd: &str| {
        let tier =
            |from: i64, usd: &str| Tier { from: from.into(), usd: usd.parse().unwrap(), sku: "A.B.C".into() };
        let tiers = vec![tier(0, usd), tier(100, "0.0001")];
        let source = "AWS Price List AmazonEC2 20260910195514, published 2026-09-10T19:55:14Z";
        Outcome::Priced(Price::new("Hrs".into(), tiers, "2026-11-21", source).unwrap())
    };
    let outcomes = prices.iter().map(|(meter, usd)| ((*meter).to_owned(), outcome(usd))).collect();
    Fetched { region: "ap-northeast-2".into(), outcomes, ..Fetched::default() }
}

#[test]
fn without_new_prices_every_table_is_the_same_to_the_byte() {
    for region in region_codes() {
        let before = tables(region);
        assert_eq!(before.with(&Fetched::default()), before, "{region}");
    }
}

#[test]
fn a_new_price_takes_the_place_of_the_old_with_one_source_for_its_offer() {
    let before = tables("ap-northeast-2");
    let after = before.with(&fetched(&[
        ("ec2/linux:t3.micro", "0.5"),
        ("vpc/nat-hours", "0.06"),
        ("cloudfront/out:jp", "0.2"),
    ]));
    let gone: Vec<_> = before.region.lines().filter(|line| !after.region.contains(line)).collect();
    let came: Vec<_> = after.region.lines().filter(|line| !before.region.contains(line)).collect();
    assert_eq!((gone.len(), came.len()), (2, 4), "{gone:?} {came:?}");
    let added = after.sources.strip_prefix(&before.sources).unwrap();
    assert_eq!(added.lines().count(), 1, "{added}");
    let id = added.split(',').next().unwrap();
    assert_eq!(came[0], format!("ec2/linux:t3.micro,Hrs,0,0.5,A.B.C,{id}"));
    assert!(after.global.contains(&format!("cloudfront/out:jp,Hrs,0,0.2,A.B.C,{id}")));
    assert!(!after.region.contains("cloudfront/"));
    let again = after.with(&fetched(&[("ec2/linux:t3.micro", "0.5")]));
    assert_eq!(again, after, "the same price again changes nothing");
}
