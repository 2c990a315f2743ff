//! Everything that can be wrong on the way: one clear message in the reader's language, exit 2, and the old cache as it was.

use sundown_pricelist::certificate::Authority;
use sundown_pricelist::http::{Answer, Reply};
use sundown_pricelist::items::{Item, offer_file};
use sundown_pricelist::script::{error, files, price_list, web_page};
use sundown_pricelist::server::Server;

use super::{Desk, dearer, offering, offers, requests, selling};

const LIVE: &str = "prices refresh lambda.toml";
const BULK: &str = "prices refresh lambda.toml --bulk";

/// Runs it over a cache that is full, in both languages.
fn refused(desk: &mut Desk, typed: &str, en: &str, ko: &str) {
    let before = full(desk);
    for (lang, said) in [("en", en), ("ko", ko)] {
        let complaint = desk.run(&format!("{typed} --lang {lang}")).complaint();
        assert_eq!(complaint.lines().count(), 1, "one message: {complaint}");
        assert!(complaint.contains(said), "`{said}` is not in: {complaint}");
        assert!(
            !complaint.contains("DispatchFailure") && !complaint.contains("{ "),
            "no insides: {complaint}"
        );
    }
    assert_eq!(desk.cached(), before, "the cache is as it was");
    assert_eq!(desk.net(""), "0.6");
}

/// Fills the cache from a server that works.
fn full(desk: &mut Desk) -> std::collections::BTreeMap<String, Vec<u8>> {
    let good = selling(dearer(), vec![]);
    let mut other = desk.command();
    let with = [
        ("ESTIMATE_ENDPOINT_PRICING", good.base.as_str()),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "for tests"),
    ];
    let ran = other.args(["prices", "refresh", "lambda.toml"]).envs(with).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let cached = desk.cached();
    assert_eq!(cached.len(), 1);
    cached
}

fn always(reply: Reply) -> Server {
    Server::plain(move |_| reply.clone()).unwrap()
}

#[test]
fn a_truncated_file() {
    let whole = offer_file("AWSLambda", &dearer(), false);
    let half = whole[..whole.len() / 2].to_owned();
    let server = Server::plain(files(offers(half), vec![])).unwrap();
    refused(&mut Desk::at(&server), BULK, "ends in the middle; fetch it again", "파일이 중간에 끊겼습니다");
}

#[test]
fn a_file_of_china() {
    let yuan =
        dearer().into_iter().map(|item| Item { currency: "CNY".to_owned(), ..item }).collect::<Vec<_>>();
    let server = offering(&yuan, vec![]);
    refused(
        &mut Desk::at(&server),
        BULK,
        "prices in CNY, only USD can be used",
        "중국 리전은 다루지 않습니다",
    );
}

#[test]
fn a_changed_format() {
    let other = r#"{"formatVersion":"aws_v9","products":[],"terms":[]}"#;
    let server = Server::plain(files(offers(other), vec![])).unwrap();
    refused(&mut Desk::at(&server), BULK, "is not in the price list's format", "가격표 형식이 아닙니다");
    let item = r#"{"FormatVersion":"aws_v9","PriceList":["{\"sku\":1}"]}"#;
    let server = always(Reply::Whole(Answer::new(200, "application/x-amz-json-1.1", item)));
    refused(&mut Desk::at(&server), LIVE, "is not in the price list's format", "가격표 형식이 아닙니다");
}

#[test]
fn a_web_page_instead() {
    let server = always(Reply::Whole(web_page(403)));
    for typed in [LIVE, BULK] {
        refused(
            &mut Desk::at(&server),
            typed,
            "answered with a web page instead of prices",
            "웹 페이지를 받았습니다",
        );
    }
}

#[test]
fn a_certificate_nobody_here_trusts() {
    let authority = Authority::new().unwrap();
    let server = Server::secure(&authority, price_list(dearer(), 100, vec![])).unwrap();
    for typed in [LIVE, BULK] {
        refused(
            &mut Desk::at(&server),
            typed,
            "the certificate of https://localhost",
            "인증서를 신뢰할 수 없습니다",
        );
    }
    assert!(server.seen().is_empty(), "nothing was said to a stranger");
}

#[test]
fn no_credentials() {
    let server = selling(dearer(), vec![]);
    let mut desk = Desk::at(&server);
    desk.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    refused(&mut desk, LIVE, "no usable AWS credentials were found", "자격 증명이 없습니다");
    let complaint = desk.run(LIVE).complaint();
    assert!(complaint.contains("AWS_PROFILE") && complaint.contains("--bulk"), "{complaint}");
    assert!(server.seen().is_empty());
}

#[test]
fn a_profile_that_is_not_there() {
    let server = selling(dearer(), vec![]);
    let mut desk = Desk::at(&server);
    desk.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY").set("AWS_PROFILE", "nobody");
    refused(&mut desk, LIVE, "nobody", "nobody");
}

#[test]
fn expired_or_refused_credentials() {
    let cases = [
        ("ExpiredTokenException", "the AWS credentials have expired", "자격 증명이 만료되었습니다"),
        ("AccessDeniedException", "may not call pricing:GetProducts", "권한이 없습니다: pricing:GetProducts"),
        ("UnrecognizedClientException", "no usable AWS credentials", "자격 증명이 없습니다"),
    ];
    for (code, en, ko) in cases {
        refused(&mut Desk::at(&always(error(400, code))), LIVE, en, ko);
    }
}

#[test]
fn nobody_there() {
    for typed in [LIVE, BULK] {
        // The address of a server that is gone.
        let base = always(Reply::HangUp).base.clone();
        let mut desk = Desk::new();
        desk.set("ESTIMATE_ENDPOINT_PRICING", &base).set("ESTIMATE_ENDPOINT_OFFERS", &base);
        refused(&mut desk, typed, "cannot be reached", "연결할 수 없습니다");
    }
}

#[test]
fn throttled_to_the_end() {
    let server = always(error(400, "ThrottlingException"));
    let complaint = Desk::at(&server).run(LIVE).complaint();
    assert!(complaint.contains("still throttles pricing:GetProducts after all retries"), "{complaint}");
    assert_eq!(server.seen().len(), 6, "tried six times");
}

#[test]
fn what_is_no_region_is_refused_before_anybody_is_asked() {
    let server = selling(vec![requests("1")], vec![]);
    let complaint = Desk::at(&server).run("prices refresh --region cn-north-1").complaint();
    assert!(complaint.contains("cn-north-1"), "{complaint}");
    assert!(server.seen().is_empty());
}

/// Behind a proxy both clients go through it: to AWS's own names nothing else leads out of a school.
#[test]
fn the_proxy_of_the_environment_is_used() {
    let proxy = always(Reply::HangUp);
    for typed in [LIVE, BULK] {
        let mut desk = Desk::new();
        for name in ["ESTIMATE_ENDPOINT_PRICING", "ESTIMATE_ENDPOINT_OFFERS"] {
            desk.set(name, "https://prices.invalid");
        }
        desk.set("HTTPS_PROXY", &proxy.base);
        let asked = proxy.seen().len();
        let complaint = desk.run(typed).complaint();
        assert!(complaint.contains("cannot be reached"), "{complaint}");
        let seen = proxy.seen();
        let first = seen.get(asked).unwrap_or_else(|| panic!("{typed} went past the proxy"));
        assert_eq!(
            (first.method.as_str(), first.path.as_str()),
            ("CONNECT", "prices.invalid:443"),
            "{typed}"
        );
    }
}
