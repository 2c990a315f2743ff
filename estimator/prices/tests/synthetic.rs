//! The generated EC2 file, small: the same prices in either order and packed, each among its eight look-alikes. At 400 MB
//! it is what tests/bench/offers.py measures.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::fs::File;
use std::io::Write;

use sundown_engine::Decimal;
use sundown_engine::money::Usd;
use sundown_engine::price::PriceBook;
use sundown_engine::services::ec2::LINUX;
use sundown_pricelist::synth::{Order, Synth, instance_type, price};
use sundown_prices::bulk::{offer, unpacked};
use sundown_prices::regions::region;
use sundown_prices::select::Selection;

fn written(order: Order) -> Vec<u8> {
    let synth = Synth {
        region: "ap-northeast-2",
        location: "Asia Pacific (Seoul)",
        prefix: "APN2-",
        bytes: 2_000_000,
        order,
    };
    let mut file = Vec::new();
    synth.write(&mut file).unwrap();
    file
}

fn packed(file: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(file).unwrap();
    packer.finish().unwrap()
}

fn prices(bytes: &[u8]) -> Vec<Usd> {
    let mut file: File = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let seoul = region("ap-northeast-2").unwrap();
    let meters: Vec<_> = (0..20).map(|index| LINUX.of(instance_type(index))).collect();
    let mut selection = Selection::new(&seoul, &meters);
    offer::read("synthetic", "AmazonEC2", &mut selection, &mut || unpacked("synthetic", &file)).unwrap();
    let fetched = selection.settle(&PriceBook::default(), "2026-11-21").unwrap();
    meters
        .iter()
        .map(|id| fetched.prices().find(|(key, _)| **key == id.key()).unwrap().1.first_usd())
        .collect()
}

#[test]
fn every_order_and_packing_gives_every_price() {
    let expected: Vec<_> =
        (0..20).map(|index| Usd::new(Decimal::new(i64::try_from(price(index)).unwrap(), 4))).collect();
    for order in [Order::ProductsFirst, Order::TermsFirst] {
        let file = written(order);
        serde_json::from_slice::<serde_json::Value>(&file).unwrap();
        assert_eq!(prices(&file), expected, "{order:?}");
        assert_eq!(prices(&packed(&file)), expected, "{order:?}, packed");
    }
}
