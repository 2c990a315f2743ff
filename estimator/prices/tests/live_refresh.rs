//! The real SDK client against a server that speaks the Price List's wire, and behaves as badly as real ones do.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use aws_credential_types::Credentials;
use aws_credential_types::provider::{SharedCredentialsProvider, error::CredentialsError, future};
use sundown_engine::meter::MeterId;
use sundown_engine::services::{ec2, lambda, vpc};
use sundown_pricelist::certificate::Authority;
use sundown_pricelist::http::{Answer, Reply};
use sundown_pricelist::items::Item;
use sundown_pricelist::script::{error, price_list, web_page};
use sundown_pricelist::server::Server;
use sundown_prices::live::access::{Access, Patience};
use sundown_prices::live::{endpoint, refresh, refresh_blocking};
use sundown_prices::order::Order;
use sundown_prices::outcome::Fetched;
use sundown_prices::problem::Problem;
use sundown_prices::regions::region;
use sundown_prices::snapshot::book;
use sundown_prices::trust::Trust;

fn seoul(offer: &str, sku: &str, usage: &str, price: &str) -> Item {
    Item::new(offer, sku, "Hrs", price)
        .with("usagetype", &format!("APN2-{usage}"))
        .with("location", "Asia Pacific (Seoul)")
        .with("locationType", "AWS Region")
        .with("regionCode", "ap-northeast-2")
}

fn request() -> Item {
    let item = seoul("AWSLambda", "NFXH9EUGP7BUPE4A", "Request", "0.0000002000")
        .with("group", "AWS-Lambda-Requests");
    Item { unit: "Requests".into(), ..item }
}

fn instance(kind: &str, sku: &str, price: &str) -> Item {
    let mut item = seoul("AmazonEC2", sku, &format!("BoxUsage:{kind}"), price).with("instanceType", kind);
    for (name, value) in ec2::LINUX.select.as_ref().unwrap().filters {
        if !value.contains("{}") {
            item = item.with(name, value);
        }
    }
    item
}

fn access(server: &Server) -> Access {
    let ms = Duration::from_millis;
    Access {
        endpoint: Some(server.base.clone()),
        credentials: Some(SharedCredentialsProvider::new(Credentials::for_tests())),
        patience: Patience {
            connect: ms(2_000),
            // Long enough that a busy machine is not taken for a silent server.
            read: ms(2_000),
            attempt: ms(4_000),
            pause: ms(1),
            tries: 3,
            spacing: ms(1),
        },
        ..Access::default()
    }
}

fn fetch(access: &Access, meters: &[MeterId]) -> Result<Fetched, Problem> {
    let (region, previous) = (region("ap-northeast-2").unwrap(), book("ap-northeast-2").unwrap());
    let order = Order { region: &region, meters, previous: &previous, on: "2026-11-21".parse().unwrap() };
    refresh_blocking(access, &order, &mut |_| ControlFlow::Continue(()))
}

fn usd(fetched: &Fetched, meter: &str) -> String {
    let (_, price) = fetched.prices().find(|(key, _)| *key == meter).unwrap_or_else(|| panic!("{fetched:?}"));
    price.first_usd().to_string()
}

#[test]
fn the_wire_is_what_the_service_expects() {
    let server = Server::plain(price_list(vec![request()], 100, vec![])).unwrap();
    let fetched = fetch(&access(&server), &[lambda::REQUESTS_X86.whole()]).unwrap();
    assert_eq!(usd(&fetched, "lambda/requests-x86"), "0.0000002");
    assert_eq!(fetched.offers["AWSLambda"].version, "20260910195514");
    let seen = &server.seen()[0];
    assert_eq!(seen.header("x-amz-target"), Some("AWSPriceListService.GetProducts"));
    assert_eq!(seen.header("content-type"), Some("application/x-amz-json-1.1"));
    // Signed for the Price List region, whatever region the prices are of.
    assert!(seen.header("authorization").unwrap().contains("/ap-south-1/pricing/aws4_request"), "{seen:?}");
    assert!(
        seen.body.contains(r#""Field":"regionCode""#) && seen.body.contains(r#""Value":"ap-northeast-2""#)
    );
}

/// The same test once more in a process whose environment and profile name other endpoints and regions.
#[test]
fn neither_environment_nor_profile_sends_a_request_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".aws")).unwrap();
    let profile = "[default]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:9\n";
    std::fs::write(home.path().join(".aws/config"), profile).unwrap();
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_wire_is_what_the_service_expects"])
        .env("HOME", home.path())
        .env("AWS_REGION", "us-west-2")
        .env("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        .env("AWS_ENDPOINT_URL_PRICING", "http://127.0.0.1:9")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_family_is_fetched_whole_page_by_page() {
    let kinds: Vec<_> = book("ap-northeast-2")
        .unwrap()
        .prices
        .keys()
        .filter_map(|key| key.strip_prefix("ec2/linux:").map(str::to_owned))
        .collect();
    let items: Vec<_> = kinds
        .iter()
        .enumerate()
        .map(|(at, kind)| instance(kind, &format!("SKU{at}"), &format!("0.{at:04}1")))
        .collect();
    let pages = items.len().div_ceil(100);
    let server = Server::plain(price_list(items, 100, vec![])).unwrap();
    let meters: Vec<_> = kinds.iter().map(|kind| ec2::LINUX.of(kind.clone())).collect();
    let fetched = fetch(&access(&server), &meters).unwrap();
    assert_eq!(fetched.prices().count(), kinds.len(), "{:?}", fetched.kept().next());
    assert_eq!(server.seen().len(), pages);
}

#[test]
fn a_product_without_its_family_is_found_by_its_usage_type() {
    let item = seoul("AmazonEC2", "P63FHTYZXQBC6HX5", "NatGateway-Hours", "0.0590000000");
    let server = Server::plain(price_list(vec![item], 100, vec![])).unwrap();
    let fetched = fetch(&access(&server), &[vpc::NAT_HOURS.whole()]).unwrap();
    assert_eq!(usd(&fetched, "vpc/nat-hours"), "0.059");
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert!(seen[1].body.contains(r#""Type":"CONTAINS""#), "{}", seen[1].body);
}

#[test]
fn several_or_none_keep_the_previous_price_and_name_the_meter() {
    let twin = Item { sku: "TWIN".into(), ..request() };
    let server = Server::plain(price_list(vec![request(), twin], 100, vec![])).unwrap();
    let fetched = fetch(&access(&server), &[lambda::REQUESTS_X86.whole(), vpc::NAT_GB.whole()]).unwrap();
    let kept: Vec<_> = fetched.kept().map(|(meter, why)| format!("{meter}: {}", why.sentence())).collect();
    assert_eq!(
        kept,
        [
            "lambda/requests-x86: several products match: NFXH9EUGP7BUPE4A, TWIN",
            "vpc/nat-gb: no product of the price list matches",
        ]
    );
}

#[test]
fn what_may_pass_is_tried_again() {
    let busy = Reply::Whole(Answer::new(503, "text/plain", ""));
    let faults = [
        error(400, "ThrottlingException"),
        error(500, "InternalErrorException"),
        busy,
        Reply::HangUp,
        Reply::Silent,
    ];
    for fault in faults {
        let server = Server::plain(price_list(vec![request()], 100, vec![fault.clone()])).unwrap();
        let fetched = fetch(&access(&server), &[lambda::REQUESTS_X86.whole()]);
        assert_eq!(
            usd(&fetched.unwrap_or_else(|problem| panic!("{fault:?}: {problem:?}")), "lambda/requests-x86"),
            "0.0000002"
        );
        assert_eq!(server.seen().len(), 2, "{fault:?}");
    }
    let page = Answer::new(200, "application/x-amz-json-1.1", r#"{"FormatVersion":"aws_v1","PriceList":[]}"#);
    let server = Server::plain(price_list(vec![request()], 100, vec![Reply::Cut(page, 12)])).unwrap();
    assert_eq!(
        usd(&fetch(&access(&server), &[lambda::REQUESTS_X86.whole()]).unwrap(), "lambda/requests-x86"),
        "0.0000002"
    );
}

#[test]
fn what_stays_bad_is_one_clear_message() {
    let many = |reply: Reply| vec![reply; 3];
    let wrong = |body: &str| Reply::Whole(Answer::new(200, "application/x-amz-json-1.1", body));
    let cases = [
        (many(error(400, "ThrottlingException")), "still throttles pricing:GetProducts", 3),
        (many(error(500, "InternalErrorException")), "HTTP status 500", 3),
        (many(Reply::Silent), "stopped answering", 3),
        (vec![error(400, "ExpiredTokenException")], "have expired", 1),
        (vec![error(400, "AccessDeniedException")], "may not call pricing:GetProducts", 1),
        (vec![error(400, "UnrecognizedClientException")], "credentials", 1),
        (
            vec![error(400, "InvalidParameterException")],
            "pricing:GetProducts failed: InvalidParameterException",
            1,
        ),
        (vec![Reply::Whole(web_page(403))], "web page", 1),
        (vec![Reply::Whole(web_page(200))], "web page", 1),
        (
            vec![wrong(r#"{"FormatVersion":"aws_v1","PriceList":["{\"product\":{}}"]}"#)],
            "missing field `sku`",
            1,
        ),
        (vec![wrong(r#"{"FormatVersion":"aws_v1","PriceList":[],"NextToken":"x"}"#); 2], "is itself", 2),
    ];
    for (faults, said, requests) in cases {
        let server = Server::plain(price_list(vec![request()], 100, faults)).unwrap();
        let problem = fetch(&access(&server), &[lambda::REQUESTS_X86.whole()]).unwrap_err();
        assert!(problem.sentence().en.contains(said), "{said}: {problem}");
        assert!(problem.sentence().ko.chars().any(|c| ('가'..='힣').contains(&c)));
        assert_eq!(server.seen().len(), requests, "{said}");
    }
}

#[derive(Debug)]
struct NoLogin;

impl aws_credential_types::provider::ProvideCredentials for NoLogin {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::not_loaded(
            "no providers in chain provided credentials",
        )))
    }
}

#[test]
fn without_credentials_nothing_is_sent_and_the_way_out_is_told() {
    let server = Server::plain(price_list(vec![request()], 100, vec![])).unwrap();
    let access = Access { credentials: Some(SharedCredentialsProvider::new(NoLogin)), ..access(&server) };
    let problem = fetch(&access, &[lambda::REQUESTS_X86.whole()]).unwrap_err();
    assert!(matches!(problem, Problem::NoCredentials { .. }), "{problem:?}");
    assert!(problem.to_string().contains("AWS_PROFILE"), "{problem}");
    let said = problem.to_string();
    assert!(!said.contains('\n') && !said.contains("{ "), "one line, no Rust in it: {said}");
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn only_a_trusted_certificate_is_talked_to() {
    let authority = Authority::new().unwrap();
    let server = Server::secure(&authority, price_list(vec![request()], 100, vec![])).unwrap();
    let trusting = Access { trust: Trust::Only(authority.pem()), ..access(&server) };
    let meters = [lambda::REQUESTS_X86.whole()];
    assert_eq!(usd(&fetch(&trusting, &meters).unwrap(), "lambda/requests-x86"), "0.0000002");
    let problem = fetch(&Access { trust: Trust::System, ..trusting }, &meters).unwrap_err();
    assert!(matches!(problem, Problem::Certificate { .. }), "{problem:?}");
}

#[test]
fn five_requests_a_second_and_no_more_even_when_trying_again() {
    let items: Vec<_> = (0..8).map(|at| Item { sku: format!("S{at}"), ..request() }).collect();
    let server = Server::plain(price_list(items, 1, vec![error(400, "ThrottlingException")])).unwrap();
    let mut access = access(&server);
    access.patience.spacing = Access::default().patience.spacing;
    fetch(&access, &[lambda::REQUESTS_X86.whole()]).unwrap();
    let at: Vec<_> = server.seen().iter().map(|seen| seen.at).collect();
    assert_eq!(at.len(), 9);
    for six in at.windows(6) {
        assert!(six[5] - six[0] >= Duration::from_millis(950), "{:?}", six[5] - six[0]);
    }
}

#[test]
fn a_wish_to_stop_and_a_dropped_future_end_it() {
    let server = Server::plain(price_list(vec![request()], 100, vec![Reply::Silent])).unwrap();
    let (region, previous) = (region("ap-northeast-2").unwrap(), book("ap-northeast-2").unwrap());
    let meters = [lambda::REQUESTS_X86.whole()];
    let order =
        Order { region: &region, meters: &meters, previous: &previous, on: "2026-11-21".parse().unwrap() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let start = Instant::now();
    let dropped = runtime.block_on(async {
        let mut go_on = |_: sundown_prices::progress::Step<'_>| ControlFlow::Continue(());
        tokio::time::timeout(Duration::from_millis(50), refresh(&access(&server), &order, &mut go_on)).await
    });
    assert!(dropped.is_err() && start.elapsed() < Duration::from_millis(350));
    let stopped = refresh_blocking(&access(&server), &order, &mut |_| ControlFlow::Break(()));
    assert_eq!(stopped, Err(Problem::Cancelled));
}

#[test]
fn the_nearest_of_three_endpoints_is_taken() {
    for (region, place) in [
        ("ap-northeast-2", "ap-south-1"),
        ("eu-west-1", "eu-central-1"),
        ("me-south-1", "eu-central-1"),
        ("us-east-1", "us-east-1"),
        ("sa-east-1", "us-east-1"),
    ] {
        assert_eq!(endpoint(region), format!("https://api.pricing.{place}.amazonaws.com"));
    }
}
