//! A new snapshot is the old one with the fetched prices in it, and nothing else changes by a byte. The command that
//! CONTRIBUTING names is followed to its end against a stand-in for AWS's host.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::fs;
use std::path::Path;

use sundown_engine::price::{Price, Tier};
use sundown_pricelist::http::Answer;
use sundown_pricelist::items::{Item, offer_file};
use sundown_pricelist::script::files;
use sundown_pricelist::server::Server;
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

/// AWS's host with one offer, in which Lambda's requests cost half as much again; everything else it does not have.
fn host() -> Server {
    let file = "/offers/v1.0/aws/AWSLambda/20260910195514/ap-northeast-2/index.json";
    let index = format!(
        r#"{{"regions":{{"ap-northeast-2":{{"regionCode":"ap-northeast-2","currentVersionUrl":"{file}"}}}}}}"#
    );
    let request = Item::new("AWSLambda", "NFXH9EUGP7BUPE4A", "Requests", "0.0000003000")
        .with("usagetype", "APN2-Request")
        .with("group", "AWS-Lambda-Requests")
        .with("location", "Asia Pacific (Seoul)")
        .with("locationType", "AWS Region")
        .with("regionCode", "ap-northeast-2");
    let json = |body: String| Answer::new(200, "application/json", body);
    let site = [
        ("/offers/v1.0/aws/AWSLambda/current/region_index.json".to_owned(), json(index)),
        (file.to_owned(), json(offer_file("AWSLambda", &[request], false))),
    ];
    Server::plain(files(site.into(), vec![])).unwrap()
}

#[test]
fn the_command_of_contributing_writes_the_tables_and_prints_what_to_review() {
    let (host, folder) = (host(), tempfile::tempdir().unwrap());
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    fs::create_dir(folder.path().join("prices")).unwrap();
    for file in ["prices/ap-northeast-2.csv", "prices/global.csv", "sources.csv"] {
        fs::copy(data.join(file), folder.path().join(file)).unwrap();
    }
    // Built with the tests, beside them.
    let built = std::env::current_exe().unwrap();
    let command = built.parent().unwrap().parent().unwrap().join("examples/rebuild_snapshot");
    let ran = std::process::Command::new(command)
        .args(["ap-northeast-2", "--from", &host.base, "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    let (table, talk) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{talk}");
    for line in [
        "ap-northeast-2: 1 prices confirmed, offers:\n  AWSLambda 20260910195514, published 2026-09-10T19:55:14Z",
        "  lambda/requests-x86: 0.0000002 from 0 → 0.0000003 from 0 (+50%)",
        "  lambda/duration-x86: kept, no product of the price list matches",
        "  ec2/linux:t3.micro: kept, the price list has no offer `AmazonEC2`",
    ] {
        assert!(table.contains(line), "{line} is not in\n{table}");
    }
    let rows = |folder: &Path| fs::read_to_string(folder.join("prices/ap-northeast-2.csv")).unwrap();
    let (before, after) = (rows(&data), rows(folder.path()));
    let came: Vec<_> = after.lines().filter(|row| !before.contains(row)).collect();
    assert_eq!(came.len(), 1, "{came:?}");
    assert!(came[0].starts_with("lambda/requests-x86,Requests,0,0.0000003,NFXH9EUGP7BUPE4A."), "{came:?}");
    let sources = fs::read_to_string(folder.path().join("sources.csv")).unwrap();
    assert!(sources.contains("AWS Price List AWSLambda 20260910195514"), "{sources}");
}
