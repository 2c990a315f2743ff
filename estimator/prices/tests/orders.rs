//! What "all meters" means: everything AWS sells that we know, and of families every variant of any region.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::collections::BTreeSet;

use sundown_engine::services::meters;
use sundown_prices::order::{all_meters, is_family};
use sundown_prices::snapshot::book;

#[test]
fn all_meters_are_all_that_the_price_list_can_know() {
    let all: BTreeSet<String> = all_meters().unwrap().iter().map(|id| id.key().to_owned()).collect();
    for meter in meters().filter(|meter| meter.select.is_some() && !is_family(meter)) {
        assert!(all.contains(meter.key), "{}", meter.key);
    }
    // Not sold in Seoul when the snapshot was taken, but elsewhere: it is asked for.
    assert!(book("ap-northeast-2").unwrap().price("ec2/cpu-credits:t3").is_none());
    assert!(all.contains("ec2/cpu-credits:t3") && all.contains("ec2/linux:t3.micro"));
    assert!(!all.contains("ec2/linux"), "a family has no price of its own");
    assert!(!all.contains("acm/public-certificate"), "what AWS gives away has no product");
}
