//! Every document's price against the figure worked out by hand, and the figures of the design's table of what leftovers
//! cost.

use std::collections::BTreeSet;

use crate::support::{case, cases, prices};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_price::{idle_reasons, usd};

#[test]
fn each_document_costs_what_was_worked_out_by_hand() {
    let prices = prices();
    for case in cases() {
        let worth = case.worth(&prices);
        let month = worth.usd.map(|usd| usd.to_string());
        assert_eq!(month, case.month, "{}: {}: {}", case.name, case.by_hand, worth.why.en);
        assert_eq!(worth.at_most, case.at_most, "{}: {}", case.name, worth.why.en);
        assert!(worth.why.en.contains(&case.why), "{}: {}", case.name, worth.why.en);
        assert!(worth.why.ko.chars().any(|letter| letter >= '가'), "{}: {}", case.name, worth.why.ko);
        assert_eq!(prices.month(case.kind, &case.region, &case.document), worth.price, "{}", case.name);
    }
}

#[test]
fn a_price_is_the_sum_of_its_lines_and_every_line_has_its_source_and_date() {
    let prices = prices();
    for case in cases() {
        let worth = case.worth(&prices);
        let lines = worth.lines.iter().map(|line| line.usd.dollars()).sum::<rust_decimal::Decimal>();
        match (worth.usd, worth.price) {
            (Some(exact), Price::MicroUsdMonth(_)) => {
                assert_eq!(lines, exact.dollars(), "{}", case.name);
                let rounded = usd(worth.price).unwrap().dollars() - exact.dollars();
                assert!(rounded >= 0.into() && rounded < rust_decimal::Decimal::new(1, 6), "{}", case.name);
            }
            (None, Price::Unknown) => assert!(worth.lines.is_empty(), "{}", case.name),
            other => panic!("{}: {other:?}", case.name),
        }
        for line in worth.lines {
            assert!(!line.source.is_empty() && line.date.starts_with("20"), "{}: {line:?}", case.name);
        }
    }
}

/// CLEANUP's table, its bases and the sums of the parts that are findings of their own, to its last digit.
#[test]
fn the_table_of_what_leftovers_cost_comes_out() {
    let prices = prices();
    let table = [
        ("46.7", &["NAT gateway", "Elastic IP of a NAT gateway"][..]),
        ("73.0", &["cluster in standard support"]),
        ("438.0", &["cluster in extended support"]),
        ("75.9", &["instance in a private subnet", "instance in a private subnet"]),
        ("23.7", &["application balancer in two zones"]),
        ("21.6", &["MySQL 8.4"]),
        ("14.0", &["Fargate task with a public address"]),
        ("14.6", &["cache node of a group"]),
        ("3.7", &["idle Elastic IP"]),
        ("51.1", &["transit gateway attachment"]),
        ("2.7", &["gp3 volume"]),
        ("3.1", &["provisioned table"]),
        ("1.9", &["snapshot of a database"]),
        ("3.3", &["file system"]),
        ("0.4", &["snapshot of which only the volume is known"]),
        ("0.1", &["bucket of 5 GB"]),
        ("25.6", &["classic balancer"]),
        ("13.5", &["function that is kept ready"]),
    ];
    for (month, parts) in table {
        let sum: rust_decimal::Decimal =
            parts.iter().map(|part| case(part).worth(&prices).usd.unwrap().dollars()).sum();
        let rounded = sum.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        assert_eq!(format!("{rounded:.1}"), month, "{parts:?}: {sum}");
    }
}

#[test]
fn a_region_without_a_book_is_unknown_whatever_is_found_there() {
    let prices = prices();
    for case in cases() {
        for region in ["cn-north-1", "", "ap-northeast-22"] {
            let worth = prices.worth(case.kind, region, &case.document);
            assert_eq!((worth.price, worth.usd), (Price::Unknown, None), "{} in {region}", case.name);
            assert!(worth.why.en.contains("price book"), "{}", worth.why.en);
        }
    }
}

#[test]
fn extended_support_begins_on_its_day() {
    let database = case("MySQL 8.0 in extended support");
    let on = |day| {
        let prices = sundown_cleanup_price::Prices::snapshot(day).unwrap();
        database.worth(&prices).usd.unwrap().to_string()
    };
    assert_eq!(on(jiff::civil::date(2026, 7, 31)), "21.6");
    assert_eq!(on(jiff::civil::date(2026, 8, 1)), "196.8");
}

/// No case of nothing is left without a document that shows it. A document that says nothing has a price only where one
/// price holds for all of its kind.
#[test]
fn every_kind_with_a_rule_and_every_case_of_nothing_has_a_document() {
    let (prices, cases) = (prices(), cases());
    let shown: BTreeSet<_> =
        cases.iter().map(|case| (case.kind.name(), case.worth(&prices).why.en.to_string())).collect();
    for row in idle_reasons().filter(|row| !row.case.is_empty()) {
        let seen = shown.contains(&(row.kind.as_str(), row.why.en.to_string()));
        assert!(seen, "no document shows {} {}", row.kind, row.case);
    }
    let always: BTreeSet<_> =
        idle_reasons().filter(|row| row.case.is_empty()).map(|row| row.kind.as_str()).collect();
    for kind in Kind::all().filter(|kind| !always.contains(kind.name())) {
        let empty = prices.worth(kind, "ap-northeast-2", &serde_json::json!({}));
        let has_one_price = ["ec2:eip", "secretsmanager:secret"].contains(&kind.name());
        assert_eq!(empty.price != Price::Unknown, has_one_price, "{kind}: {}", empty.why.en);
    }
}
