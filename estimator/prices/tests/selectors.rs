//! Every meter's selector against real products and against everything that looks like the right one. The real ones are
//! in `data/products` with their sources; the look-alikes around each selector are the traps that broke other tools.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::collections::BTreeMap;

use sundown_engine::Decimal;
use sundown_engine::meter::{Meter, MeterId};
use sundown_engine::price::PriceBook;
use sundown_engine::services::{apigateway, ec2, kms, lambda, meters, s3, vpc};
use sundown_pricelist::items::Item;
use sundown_prices::order::is_family;
use sundown_prices::outcome::{Fetched, Outcome, Why};
use sundown_prices::product::item;
use sundown_prices::regions::region;
use sundown_prices::select::{Selection, Wanted};

const EC2: &str = include_str!("data/products/ec2_linux_and_traps.json");
const S3: &str = include_str!("data/products/s3_us-east-1.json");
const SEOUL: &str = include_str!("data/products/composed_seoul.json");

fn answers(page: &str) -> Vec<String> {
    let page: serde_json::Value = serde_json::from_str(page).unwrap();
    page["PriceList"].as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

fn settled(place: &str, offer: &str, answers: &[String], meters: &[MeterId], before: &PriceBook) -> Fetched {
    let region = region(place).unwrap();
    let mut selection = Selection::new(&region, meters);
    for answer in answers {
        let (offered, version) = item(answer).unwrap();
        selection.offer(offer, offered);
        selection.offers.insert(offer.to_owned(), version);
    }
    selection.settle(before, "2026-11-21").unwrap()
}

fn tiers(place: &str, page: &str, meter: MeterId) -> Vec<(String, String)> {
    let offer = meter.meter.select.as_ref().unwrap().offer;
    let fetched = settled(place, offer, &answers(page), &[meter], &PriceBook::default());
    match fetched.outcomes.values().next().unwrap() {
        Outcome::Priced(price) => {
            price.tiers.iter().map(|tier| (tier.from.to_string(), tier.usd.to_string())).collect()
        }
        Outcome::Kept { why, .. } => panic!("{}", why.sentence()),
    }
}

fn flat(usd: &str) -> Vec<(String, String)> {
    vec![("0".to_owned(), usd.to_owned())]
}

#[test]
fn real_ec2_answers_give_the_linux_price_among_six_look_alikes() {
    assert_eq!(tiers("us-east-1", EC2, ec2::LINUX.of("m5.xlarge")), flat("0.192"));
    assert_eq!(tiers("us-east-1", EC2, ec2::LINUX.of("t3.micro")), flat("0.0104"));
    assert_eq!(tiers("us-west-2", EC2, ec2::LINUX.of("t3.micro")), flat("0.0104"));
    // Ireland's prefix is `EU-`, which follows from nothing.
    assert_eq!(tiers("eu-west-1", EC2, ec2::LINUX.of("t3.micro")), flat("0.0114"));
}

#[test]
fn real_s3_answers_give_tiers_and_not_the_staging_rate() {
    let standard = tiers("us-east-1", S3, s3::STANDARD.whole());
    let expected = [("0", "0.023"), ("51200", "0.022"), ("512000", "0.021")];
    assert_eq!(standard, expected.map(|(from, usd)| (from.to_owned(), usd.to_owned())));
    assert_eq!(tiers("us-east-1", S3, s3::PUT.whole()), flat("0.000005"));
    assert_eq!(tiers("us-east-1", S3, s3::GET.whole()), flat("0.0000004"));
    assert_eq!(tiers("us-east-1", S3, s3::IA.whole()), flat("0.0125"));
}

#[test]
fn seoul_answers_are_sorted_however_they_came() {
    let duration = tiers("ap-northeast-2", SEOUL, lambda::DURATION_X86.whole());
    let expected = [("0", "0.0000166667"), ("6000000000", "0.000015"), ("15000000000", "0.0000133334")];
    assert_eq!(duration, expected.map(|(from, usd)| (from.to_owned(), usd.to_owned())));
    assert_eq!(tiers("ap-northeast-2", SEOUL, lambda::REQUESTS_X86.whole()), flat("0.0000002"));
    assert_eq!(tiers("ap-northeast-2", SEOUL, vpc::NAT_HOURS.whole()), flat("0.059"));
    assert_eq!(tiers("ap-northeast-2", SEOUL, apigateway::HTTP_REQUESTS.whole())[1].0, "300000000");
}

/// KMS has the region's code where others have a prefix; another region's is no more ours than another prefix.
#[test]
fn a_region_code_may_stand_where_others_have_a_prefix() {
    let meter = kms::KEY.whole();
    let item = |usage: &str| right(&Wanted::of(&meter).unwrap(), "Keys").with("usagetype", usage).json();
    let found = |usage: &str| {
        let fetched = settled(
            "ap-northeast-2",
            "awskms",
            &[item(usage)],
            std::slice::from_ref(&meter),
            &PriceBook::default(),
        );
        matches!(fetched.outcomes["kms/key"], Outcome::Priced(_))
    };
    assert!(found("ap-northeast-2-KMS-Keys") && found("APN2-KMS-Keys") && found("KMS-Keys"));
    for other in [
        "ap-northeast-1-KMS-Keys",
        "ap-northeast-2-KMS-Keys-Replica",
        "ap-2-KMS-Keys",
        "northeast-2-KMS-Keys",
    ] {
        assert!(!found(other), "{other}");
    }
}

/// The product a selector describes, sold in Seoul.
fn right(wanted: &Wanted, unit: &str) -> Item {
    let mut item = Item::new(wanted.offer(), "RIGHT", unit, "0.1234000000")
        .with("usagetype", &format!("APN2-{}", wanted.usage))
        .with("location", "Asia Pacific (Seoul)")
        .with("locationType", "AWS Region")
        .with("regionCode", "ap-northeast-2");
    for (name, value) in &wanted.filters {
        item = item.with(name, value);
    }
    item
}

/// What stands beside it in the list and must not be taken.
fn traps(right: &Item, usage: &str, global: bool) -> Vec<Item> {
    let named = |sku: &str, item: Item| Item { sku: sku.to_owned(), ..item };
    let words = ["Outposts-", "Regional", "Reserved", "Global-", "Mirror", "TS-", "IA-"];
    // Two letters are a place of CloudFront's, so there they are no trap.
    let mut traps: Vec<_> = words
        .iter()
        .filter(|word| !global || word.len() > 3)
        .map(|word| named(word, right.clone().with("usagetype", &format!("{word}{usage}"))))
        .collect();
    traps.push(named("LONGER", right.clone().with("usagetype", &format!("APN2-{usage}:more"))));
    traps.push(
        named("BLOCK", right.clone().with("marketoption", "CapacityBlock")).tiers(&[("0", "Inf", "0.00")]),
    );
    traps.push(named("UNUSED", right.clone().with("capacitystatus", "UnusedCapacityReservation")));
    traps.push(named("OTHEROFFER", right.clone().with("servicecode", "AmazonOther")));
    traps.push(Item { term: "RESERVEDXX".to_owned(), ..named("RESERVED", right.clone()) });
    if !global {
        let free = right.clone().with("location", "Any").with("regionCode", "");
        let free = Item { term: "A429C66SYZ".to_owned(), ..named("FREETIER", free) };
        traps.push(free.tiers(&[("0", "750", "0.0000000000")]));
        traps.push(named("ANY", right.clone().with("location", "Any").with("regionCode", "")));
        let tokyo =
            right.clone().with("regionCode", "ap-northeast-1").with("location", "Asia Pacific (Tokyo)");
        traps.push(named("TOKYO", tokyo));
        traps.push(named("ZONE", right.clone().with("locationType", "AWS Local Zone")));
    }
    traps
}

fn every_selector() -> impl Iterator<Item = (&'static Meter, MeterId, Wanted)> {
    meters().filter_map(|meter| {
        let id = meter.of(variant_of(meter));
        Wanted::of(&id).map(|wanted| (meter, id, wanted))
    })
}

/// A variant where the selector has a place for one: one that the price list has its own name for, if any.
fn variant_of(meter: &Meter) -> &'static str {
    let select = meter.select.as_ref().filter(|_| is_family(meter));
    select.map_or("", |select| select.names.first().map_or("t3.micro", |(ours, _)| ours))
}

#[test]
fn every_selector_takes_its_product_and_no_look_alike() {
    for (meter, id, wanted) in every_selector() {
        let right = right(&wanted, meter.unit.id);
        let mut answers = vec![right.json()];
        answers.extend(traps(&right, &wanted.usage, wanted.global()).iter().map(Item::json));
        let fetched = settled(
            "ap-northeast-2",
            wanted.offer(),
            &answers,
            std::slice::from_ref(&id),
            &PriceBook::default(),
        );
        let divide = Decimal::from(meter.select.as_ref().unwrap().divide);
        match &fetched.outcomes[id.key()] {
            Outcome::Priced(price) => {
                let expected = "0.1234".parse::<Decimal>().unwrap() / divide;
                let error = (price.first_usd().dollars() - expected).abs();
                assert!(error < "0.000000000001".parse().unwrap(), "{id}: {price:?}");
                assert!(price.tiers[0].sku.starts_with("RIGHT."), "{id}: {price:?}");
            }
            Outcome::Kept { why, .. } => panic!("{id}: {}", why.sentence()),
        }
    }
}

#[test]
fn traps_alone_leave_the_meter_its_previous_price_and_say_so() {
    for (meter, id, wanted) in every_selector() {
        let right = right(&wanted, meter.unit.id);
        let traps: Vec<_> = traps(&right, &wanted.usage, wanted.global()).iter().map(Item::json).collect();
        let fetched = settled(
            "ap-northeast-2",
            wanted.offer(),
            &traps,
            std::slice::from_ref(&id),
            &PriceBook::default(),
        );
        let kept = Outcome::Kept { why: Why::Nothing, had: false };
        assert_eq!(fetched.outcomes[id.key()], kept, "{id}");
    }
}

#[test]
fn twins_zeros_yuan_and_other_units_are_refused_by_name() {
    let before = sundown_prices::snapshot::book("ap-northeast-2").unwrap();
    let id = lambda::REQUESTS_X86.whole();
    let wanted = Wanted::of(&id).unwrap();
    let right = right(&wanted, "Requests");
    let twin = Item { sku: "TWIN".to_owned(), ..right.clone() };
    let cases: BTreeMap<&str, (Vec<Item>, Why)> = [
        ("twins", (vec![right.clone(), twin], Why::Several(vec!["RIGHT".into(), "TWIN".into()]))),
        ("zero", (vec![right.clone().tiers(&[("0", "Inf", "0.0000000000")])], Why::Zero)),
        ("yuan", (vec![Item { currency: "CNY".into(), ..right.clone() }], Why::Currency("CNY".into()))),
        (
            "unit",
            (
                vec![Item { unit: "1M Requests".into(), ..right }],
                Why::Unit { list: "1M Requests".into(), ours: "Requests" },
            ),
        ),
    ]
    .into();
    for (name, (items, why)) in cases {
        let answers: Vec<_> = items.iter().map(Item::json).collect();
        let fetched = settled("ap-northeast-2", "AWSLambda", &answers, std::slice::from_ref(&id), &before);
        assert_eq!(fetched.kept().collect::<Vec<_>>(), [(&"lambda/requests-x86".to_owned(), &why)], "{name}");
        assert_eq!(fetched.over(&before, "live").prices, before.prices, "{name}: the previous price stays");
        assert!(!why.sentence().en.is_empty() && !why.sentence().ko.is_empty());
    }
}

/// Two meters that take the same product would bill one thing twice.
#[test]
fn no_product_serves_two_meters() {
    let seoul = region("ap-northeast-2").unwrap();
    let all: Vec<_> = every_selector().collect();
    for (meter, id, wanted) in &all {
        let (offered, _) = item(&right(wanted, meter.unit.id).json()).unwrap();
        for (_, other, selector) in all.iter().filter(|(_, other, _)| other != id) {
            let both = selector.offer() == wanted.offer() && selector.matches(&offered.product, &seoul);
            assert!(!both, "{id}'s product is also taken by {other}");
        }
    }
}
