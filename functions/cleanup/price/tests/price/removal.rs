//! What a document does not say never makes anything cheaper: any member taken away leaves the price as it is, raises
//! it, or makes it unknown. And whatever is written into a document, nothing panics and no 0 comes without its reason.

use crate::support::{Case, cases, prices};
use proptest::prelude::*;
use serde_json::{Value, json};
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_price::{Prices, idle_reasons};

/// Where AWS says "none" by leaving the member away, so that a document without it is a document of something cheaper.
/// `Objects.bytes` is counted by us: an entry less is a bucket with less.
const NONE_BY_ABSENCE: &[(&str, &str)] = &[
    ("cloudwatch:alarm", "/ThresholdMetricId"),
    ("dynamodb:table", "/GlobalSecondaryIndexes"),
    ("ecs:task", "/DescribeNetworkInterfaces/NetworkInterfaces/0/Association"),
    ("ecs:task", "/ephemeralStorage"),
    ("s3:bucket", "/Objects/bytes/"),
];

/// An instance's address is told in three places: only all of them together hide it.
const TOLD_THRICE: &[&str] =
    &["/PublicIpAddress", "/NetworkInterfaces/0/Association", "/NetworkInterfaces/0/PrivateIpAddresses"];

fn is_none_by_absence(case: &Case, path: &str) -> bool {
    NONE_BY_ABSENCE.iter().any(|(kind, none)| {
        *kind == case.kind.name() && (path == *none || none.ends_with('/') && path.starts_with(none))
    })
}

/// The pointers of all members of all objects in it.
fn members(value: &Value, at: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, part) in object {
                let path = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                members(part, &path, into);
                into.push(path);
            }
        }
        Value::Array(parts) => {
            for (index, part) in parts.iter().enumerate() {
                members(part, &format!("{at}/{index}"), into);
            }
        }
        _ => {}
    }
}

fn without(document: &Value, path: &str) -> Value {
    let mut document = document.clone();
    let (parent, name) = path.rsplit_once('/').unwrap();
    if let Some(Value::Object(object)) = document.pointer_mut(parent) {
        object.remove(&name.replace("~1", "/").replace("~0", "~"));
    }
    document
}

fn is_not_cheaper(prices: &Prices, case: &Case, document: &Value) -> bool {
    let Some(was) = case.worth(prices).usd else { return true };
    prices.worth(case.kind, &case.region, document).usd.is_none_or(|now| now >= was)
}

#[test]
fn a_member_less_is_never_cheaper() {
    let prices = prices();
    let (mut tried, mut excepted) = (0, 0);
    for case in cases() {
        let mut paths = Vec::new();
        members(&case.document, "", &mut paths);
        for path in paths {
            if is_none_by_absence(&case, &path) {
                excepted += 1;
                continue;
            }
            let document = without(&case.document, &path);
            assert!(is_not_cheaper(&prices, &case, &document), "{} without {path}", case.name);
            tried += 1;
        }
    }
    assert!(tried > 900, "{tried}");
    assert!(excepted < tried / 20, "{excepted} of {tried}");
}

fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[ -~가-힣]{0,12}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{}, null, 1])),
        prop::sample::select(vec![
            "1e28",
            "-1",
            "0",
            "999999999999999",
            "0.0000000000001",
            "available",
            "default"
        ])
        .prop_map(Value::from),
        prop::sample::select(vec![0_u64, 1, u64::MAX, 1_000_000_000_000_000]).prop_map(Value::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn members_less_are_never_cheaper(case in prop::sample::select(cases()), picks in prop::collection::vec(any::<prop::sample::Index>(), 2..6)) {
        let prices = shared();
        let mut paths = Vec::new();
        members(&case.document, "", &mut paths);
        paths.retain(|path| !is_none_by_absence(&case, path) && !TOLD_THRICE.iter().any(|told| path.starts_with(told)));
        prop_assume!(!paths.is_empty());
        let mut document = case.document.clone();
        for pick in &picks {
            document = without(&document, pick.get(&paths[..]).as_str());
        }
        prop_assert!(is_not_cheaper(prices, &case, &document), "{}: {document}", case.name);
    }

    #[test]
    fn nothing_panics_and_no_zero_is_without_its_reason(
        case in prop::sample::select(cases()), picks in prop::collection::vec((any::<prop::sample::Index>(), odd()), 1..4)
    ) {
        let mut paths = Vec::new();
        members(&case.document, "", &mut paths);
        let mut document = case.document.clone();
        for (pick, value) in picks {
            if let Some(place) = document.pointer_mut(pick.get(&paths[..]).as_str()) {
                *place = value;
            }
        }
        let worth = shared().worth(case.kind, &case.region, &document);
        if worth.price == Price::MicroUsdMonth(0) {
            let reasons = idle_reasons().any(|row| row.kind == case.kind.name() && row.why == worth.why);
            prop_assert!(reasons && !worth.at_most, "{}: {document}", case.name);
        }
    }
}

fn shared() -> &'static Prices {
    static PRICES: std::sync::LazyLock<Prices> = std::sync::LazyLock::new(prices);
    &PRICES
}
