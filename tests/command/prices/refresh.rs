//! `estimate prices refresh`: from the Price List to the cache to the next estimate, in text and JSON.

use sundown_pricelist::http::Reply;
use sundown_pricelist::script::error;

use super::{Desk, dearer, duration, offering, requests, selling};
use crate::json::{faults, schema};

const REFRESH: &str = "prices refresh lambda.toml";

#[test]
fn what_is_fetched_is_what_the_next_estimate_uses() {
    let server = selling(dearer(), vec![]);
    let desk = Desk::at(&server);
    assert_eq!(desk.net(""), "0.4");
    let told = desk.run(REFRESH).answer();
    assert!(told.starts_with("ap-northeast-2: 2 prices confirmed on 2"), "{told}");
    assert!(told.contains("1 changed, 0 kept as they were, 0 still unknown"), "{told}");
    assert!(
        told.contains("lambda/requests-x86: $0.0000002 / Requests → $0.0000003 / Requests (+50%)"),
        "{told}"
    );
    assert!(told.contains("AWSLambda 20260910195514, published 2026-09-10T19:55:14Z"), "{told}");
    // Asked for what the file needs and for nothing else, page by page.
    let asked: Vec<_> = server.seen().into_iter().map(|seen| seen.body).collect();
    assert!(asked.iter().all(|body| body.contains("AWSLambda")), "{asked:?}");
    assert_eq!(asked.len(), 2, "{asked:?}");

    assert_eq!(desk.net(""), "0.6");
    assert_eq!(desk.net("--prices cache"), "0.6");
    assert_eq!(desk.net("--prices snapshot"), "0.4");
    assert_eq!(server.seen().len(), 2, "an estimate asks nobody");
}

#[test]
fn without_deployments_of_its_own_the_three_architectures_are_asked_for() {
    let server = selling(dearer(), vec![]);
    let desk = Desk::at(&server);
    let told = desk.json("prices refresh");
    let kept: Vec<_> =
        told["kept"].as_array().unwrap().iter().map(|kept| kept["meter"].as_str().unwrap()).collect();
    for meter in ["elb/alb-hours", "apigateway/http-requests", "vpc/public-ipv4"] {
        assert!(kept.contains(&meter), "{meter} is not in {kept:?}");
    }
    assert!(kept.iter().any(|meter| meter.starts_with("fargate/")), "{kept:?}");
    assert_eq!(faults(&schema("prices-refresh"), &told), Vec::<String>::new());
    // AWS refills five a second.
    let times: Vec<_> = server.seen().into_iter().map(|seen| seen.at).collect();
    let in_a_second = times.windows(7).filter(|at| at[6] - at[0] < std::time::Duration::from_secs(1)).count();
    assert!(times.len() > 20 && in_a_second == 0, "{} requests", times.len());
    assert_eq!(told["confirmed"], 2);
}

#[test]
fn all_asks_for_more_than_the_scenario() {
    let server = offering(&dearer(), vec![]);
    let desk = Desk::at(&server);
    let told = desk.json(&format!("{REFRESH} --bulk --all"));
    assert!(told["kept"].as_array().unwrap().len() > 300, "{}", told["kept"]);
    assert_eq!(told["confirmed"], 2);
}

/// Nothing, several, zero: each keeps its price and says why, by the meter's name, in both languages.
#[test]
fn what_keeps_its_price_is_named_with_the_reason() {
    let twin = requests("0.0000009").with("operation", "twin");
    let twin = sundown_pricelist::items::Item { sku: "TWIN".to_owned(), ..twin };
    let cases = [
        (vec![duration()], "no product of the price list matches", "해당하는 제품이 없습니다"),
        (vec![duration(), requests("0.0000003"), twin], "several products match", "여러 제품이 해당합니다"),
        (vec![duration(), requests("0.0000000000")], "$0 where AWS charges", "$0으로 적혀 있습니다"),
    ];
    for (items, en, ko) in cases {
        let server = selling(items, vec![]);
        let desk = Desk::at(&server);
        for (lang, why) in [("en", en), ("ko", ko)] {
            let told = desk.run(&format!("{REFRESH} --lang {lang}")).answer().replace('\n', " ");
            assert!(told.contains("lambda/requests-x86") && told.contains(why), "{told}");
            let json = desk.json(&format!("{REFRESH} --lang {lang}"));
            assert_eq!(
                (&json["kept"][0]["meter"], &json["confirmed"]),
                (&"lambda/requests-x86".into(), &1.into())
            );
            assert!(json["kept"][0]["why"].as_str().unwrap().contains(why), "{json}");
        }
        assert_eq!(desk.net(""), "0.4", "the previous price stays");
    }
}

#[test]
fn where_nothing_is_confirmed_nothing_is_stored() {
    let server = selling(vec![requests("0")], vec![]);
    let desk = Desk::at(&server);
    let ran = desk.run(REFRESH);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.out.contains("0 prices confirmed") && ran.err.contains("the cache is as it was"),
        "{}",
        ran.err
    );
    assert!(desk.cached().is_empty(), "{:?}", desk.cached().keys());
}

#[test]
fn the_document_keeps_to_its_schema() {
    let server = selling(dearer(), vec![]);
    let desk = Desk::at(&server);
    let validator = schema("prices-refresh");
    for lang in ["en", "ko"] {
        assert_eq!(faults(&validator, &desk.json(&format!("{REFRESH} --lang {lang}"))), Vec::<String>::new());
    }
    let mut spoiled = desk.json(REFRESH);
    spoiled["kept"] = "none".into();
    assert_eq!(faults(&validator, &spoiled).len(), 1);
}

/// Throttles, errors of the server, a cut connection and a slow body are waited for and tried again; the answer is whole.
#[test]
fn what_may_pass_is_waited_for() {
    let slow = Reply::Slow(
        sundown_pricelist::http::Answer::new(
            200,
            "application/x-amz-json-1.1",
            r#"{"FormatVersion":"aws_v1","PriceList":[]}"#,
        ),
        std::time::Duration::from_millis(60),
    );
    let whole = sundown_pricelist::http::Answer::new(200, "application/x-amz-json-1.1", "{\"PriceList\":[]}");
    for fault in [
        error(400, "ThrottlingException"),
        error(503, "ServiceUnavailable"),
        Reply::Cut(whole, 5),
        Reply::HangUp,
        slow,
    ] {
        let server = selling(dearer(), vec![fault.clone()]);
        let desk = Desk::at(&server);
        let told = desk.json(REFRESH);
        assert_eq!(told["confirmed"], 2, "{fault:?}: {told}");
        assert_eq!(server.seen().len(), 3, "{fault:?}");
    }
}

#[test]
fn two_at_once_leave_one_book_with_what_both_fetched() {
    let (one, other) = (selling(dearer(), vec![]), selling(vec![requests("0.0000003"), duration()], vec![]));
    let desk = Desk::at(&one);
    let mut running: Vec<_> = (0..8)
        .map(|turn| {
            let mut command = desk.command();
            let only = if turn % 2 == 0 { &one } else { &other };
            command.args(["prices", "refresh", "lambda.toml"]).env("ESTIMATE_ENDPOINT_PRICING", &only.base);
            command.stdout(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for child in &mut running {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(desk.net("--prices cache"), "0.6");
    assert_eq!(
        desk.cached().keys().collect::<Vec<_>>(),
        ["ap-northeast-2.book"],
        "no half-written file is left"
    );
}
