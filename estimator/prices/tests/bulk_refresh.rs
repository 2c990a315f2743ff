//! The refresh from offer files against a server that speaks plain HTTP and TLS, and behaves as badly as real ones do.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::time::Duration;

use sundown_engine::price::PriceBook;
use sundown_engine::services::{lambda, vpc};
use sundown_pricelist::certificate::Authority;
use sundown_pricelist::http::{Answer, Reply};
use sundown_pricelist::items::{Item, offer_file};
use sundown_pricelist::script::{files, web_page};
use sundown_pricelist::server::Server;
use sundown_prices::bulk::fetch::Source;
use sundown_prices::bulk::refresh::refresh;
use sundown_prices::order::Order;
use sundown_prices::outcome::Fetched;
use sundown_prices::problem::Problem;
use sundown_prices::progress::Step;
use sundown_prices::regions::region;
use sundown_prices::snapshot::book;
use sundown_prices::trust::Trust;

const INDEX: &str = "/offers/v1.0/aws/AWSLambda/current/region_index.json";
const FILE: &str = "/offers/v1.0/aws/AWSLambda/20260910195514/ap-northeast-2/index.json";

fn seoul_request(price: &str) -> Item {
    Item::new("AWSLambda", "NFXH9EUGP7BUPE4A", "Requests", price)
        .with("usagetype", "APN2-Request")
        .with("group", "AWS-Lambda-Requests")
        .with("location", "Asia Pacific (Seoul)")
        .with("locationType", "AWS Region")
        .with("regionCode", "ap-northeast-2")
}

fn site(file: &str) -> BTreeMap<String, Answer> {
    let index = format!(
        r#"{{"formatVersion":"v1.0","regions":{{"ap-northeast-2":{{"regionCode":"ap-northeast-2","currentVersionUrl":"{FILE}"}}}}}}"#
    );
    let answer = |body: &str| Answer::new(200, "application/json", body);
    [(INDEX.to_owned(), answer(&index)), (FILE.to_owned(), answer(file))].into()
}

fn whole() -> BTreeMap<String, Answer> {
    site(&offer_file("AWSLambda", &[seoul_request("0.0000002000")], false))
}

fn source(base: &str, folder: &std::path::Path) -> Source {
    Source {
        base: base.to_owned(),
        silence: Duration::from_millis(400),
        pause: Duration::from_millis(1),
        ..Source::new(folder.to_owned())
    }
}

fn fetch(source: &Source, previous: &PriceBook) -> Result<Fetched, Problem> {
    let region = region("ap-northeast-2").unwrap();
    let meters = [lambda::REQUESTS_X86.whole()];
    let order = Order { region: &region, meters: &meters, previous, on: "2026-11-21".parse().unwrap() };
    refresh(source, &order, &mut |_| ControlFlow::Continue(()))
}

fn fetch_from(server: &Server) -> Result<Fetched, Problem> {
    let folder = tempfile::tempdir().unwrap();
    let fetched = fetch(&source(&server.base, folder.path()), &book("ap-northeast-2").unwrap());
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "nothing stays on disk: {left:?}");
    fetched
}

fn usd(fetched: &Fetched) -> String {
    fetched.prices().next().unwrap().1.first_usd().to_string()
}

#[test]
fn region_index_version_and_file_lead_to_the_price_with_its_offer() {
    let server = Server::plain(files(whole(), vec![])).unwrap();
    let fetched = fetch_from(&server).unwrap();
    assert_eq!(usd(&fetched), "0.0000002");
    assert_eq!(fetched.offers["AWSLambda"].version, "20260910195514");
    assert_eq!(fetched.offers["AWSLambda"].published, "2026-09-10T19:55:14Z");
    let price = fetched.prices().next().unwrap().1;
    assert_eq!(&*price.date, "2026-11-21");
    assert!(price.source.contains("AWSLambda 20260910195514"), "{}", price.source);
    assert_eq!(server.seen().iter().map(|seen| seen.path.as_str()).collect::<Vec<_>>(), [INDEX, FILE]);
}

#[test]
fn gzip_and_terms_before_products_give_the_same() {
    let file = offer_file("AWSLambda", &[seoul_request("0.0000002000")], true);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(file.as_bytes()).unwrap();
    let mut site = site(&file);
    let answer =
        Answer { encoding: Some("gzip"), ..Answer::new(200, "application/json", packed.finish().unwrap()) };
    site.insert(FILE.to_owned(), answer);
    assert_eq!(usd(&fetch_from(&Server::plain(files(site, vec![])).unwrap()).unwrap()), "0.0000002");
}

#[test]
fn what_may_pass_is_tried_again_from_the_beginning() {
    let file = Answer::new(200, "application/json", offer_file("AWSLambda", &[seoul_request("9")], false));
    let busy = Reply::Whole(Answer::new(503, "text/plain", "busy"));
    let cases = [busy, Reply::HangUp, Reply::Cut(file.clone(), 100), Reply::Silent];
    for fault in cases {
        let server = Server::plain(files(whole(), vec![fault.clone()])).unwrap();
        assert_eq!(usd(&fetch_from(&server).unwrap()), "0.0000002", "{fault:?}");
        assert_eq!(server.seen().len(), 3, "{fault:?}: once more, and no more");
    }
}

#[test]
fn a_slow_body_that_goes_on_is_waited_for() {
    let index = whole()[INDEX].clone();
    let faults = vec![Reply::Slow(index, Duration::from_millis(150))];
    let server = Server::plain(files(whole(), faults)).unwrap();
    assert_eq!(usd(&fetch_from(&server).unwrap()), "0.0000002");
    assert_eq!(server.seen().len(), 2, "no second try");
}

#[test]
fn what_stays_bad_is_one_clear_message() {
    let good = offer_file("AWSLambda", &[seoul_request("0.0000002000")], false);
    let yuan = Item { currency: "CNY".into(), ..seoul_request("1.36") };
    let html = || Reply::Whole(web_page(403));
    let cases: Vec<(&str, BTreeMap<String, Answer>, Vec<Reply>)> = vec![
        ("web page", whole(), vec![html()]),
        ("web page", site("<html>login</html>"), vec![]),
        ("ends in the middle", site(&good[..good.len() - 40]), vec![]),
        (
            "ends in the middle",
            whole(),
            vec![
                Reply::Cut(web_page(200), 0),
                Reply::HangUp,
                Reply::HangUp,
                Reply::Cut(whole()[INDEX].clone(), 9),
            ],
        ),
        ("prices in CNY", site(&offer_file("AWSLambda", &[yuan], false)), vec![]),
        ("`formatVersion` is `v2.0`", site(&good.replace("v1.0", "v2.0")), vec![]),
        (
            "`offerCode` is `AWSOther`",
            site(&good.replace("\"offerCode\" : \"AWSLambda\"", "\"offerCode\" : \"AWSOther\"")),
            vec![],
        ),
        ("`terms` is missing", site(&good.replace("\"terms\"", "\"Terms\"")), vec![]),
        ("missing field `pricePerUnit`", site(&good.replace("pricePerUnit", "price")), vec![]),
        ("format", site("[1, 2]"), vec![]),
        ("stopped answering", whole(), vec![Reply::Silent; 4]),
        ("HTTP status 404", BTreeMap::new(), vec![]),
        ("HTTP status 503", whole(), vec![Reply::Whole(Answer::new(503, "text/plain", "busy")); 4]),
    ];
    for (said, site, faults) in cases {
        let server = Server::plain(files(site, faults)).unwrap();
        let problem = fetch_from(&server).unwrap_err();
        let sentence = problem.sentence();
        assert!(sentence.en.contains(said), "{said}: {sentence}");
        assert!(sentence.ko.chars().any(|c| ('가'..='힣').contains(&c)), "{}", sentence.ko);
    }
}

#[test]
fn nobody_there_is_a_network_problem() {
    let base = Server::plain(files(whole(), vec![])).unwrap().base.clone();
    let folder = tempfile::tempdir().unwrap();
    let problem = fetch(&source(&base, folder.path()), &PriceBook::default()).unwrap_err();
    assert!(matches!(problem, Problem::Network { .. }), "{problem:?}");
}

#[test]
fn only_a_trusted_certificate_is_talked_to() {
    let authority = Authority::new().unwrap();
    let server = Server::secure(&authority, files(whole(), vec![])).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let trusting = Source { trust: Trust::Only(authority.pem()), ..source(&server.base, folder.path()) };
    assert_eq!(usd(&fetch(&trusting, &PriceBook::default()).unwrap()), "0.0000002");
    for trust in [Trust::System, Trust::Only(Authority::new().unwrap().pem())] {
        let problem = fetch(&Source { trust, ..trusting.clone() }, &PriceBook::default()).unwrap_err();
        assert!(matches!(problem, Problem::Certificate { .. }), "{problem:?}");
    }
}

#[test]
fn a_region_without_the_service_keeps_what_it_had() {
    let mut site = whole();
    site.insert(INDEX.to_owned(), Answer::new(200, "application/json", r#"{"regions":{}}"#));
    let fetched = fetch_from(&Server::plain(files(site, vec![])).unwrap()).unwrap();
    assert_eq!(fetched.prices().count(), 0);
    assert_eq!(fetched.kept().count(), 1);
}

/// The real host answers 403 and XML for what it does not have.
#[test]
fn an_unknown_offer_costs_its_own_meters_only() {
    let xml = "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>";
    let mut site = whole();
    let index = "/offers/v1.0/aws/AmazonEC2/current/region_index.json";
    site.insert(index.to_owned(), Answer::new(403, "application/xml", xml));
    let server = Server::plain(files(site, vec![])).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (region, previous) = (region("ap-northeast-2").unwrap(), book("ap-northeast-2").unwrap());
    let on = "2026-11-21".parse().unwrap();
    let both = [vpc::NAT_GB.whole(), lambda::REQUESTS_X86.whole()];
    let order = Order { region: &region, meters: &both, previous: &previous, on };
    let source = source(&server.base, folder.path());
    let fetched = refresh(&source, &order, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(usd(&fetched), "0.0000002");
    let kept: Vec<_> = fetched.kept().map(|(meter, why)| format!("{meter}: {}", why.sentence())).collect();
    assert_eq!(kept, ["vpc/nat-gb: the price list has no offer `AmazonEC2`"]);
    let alone = Order { meters: &both[..1], ..order };
    let nothing = refresh(&source, &alone, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(matches!(nothing, Problem::Status { status: 403, .. }), "{nothing:?}");
}

#[test]
fn a_wish_to_stop_is_heard_between_two_chunks() {
    let server = Server::plain(files(whole(), vec![])).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let region = region("ap-northeast-2").unwrap();
    let (meters, previous) = ([vpc::NAT_GB.whole(), lambda::REQUESTS_X86.whole()], PriceBook::default());
    let order =
        Order { region: &region, meters: &meters, previous: &previous, on: "2026-11-21".parse().unwrap() };
    let mut steps = 0;
    let stopped = refresh(&source(&server.base, folder.path()), &order, &mut |step| {
        assert!(matches!(step, Step::Download { .. }));
        steps += 1;
        ControlFlow::Break(())
    });
    assert_eq!((stopped, steps), (Err(Problem::Cancelled), 1));
}
