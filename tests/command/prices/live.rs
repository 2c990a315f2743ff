//! `--prices live`: an estimate by the prices of this hour, asking for what it needs and no more, and keeping nothing.

use sundown_pricelist::items::Item;

use super::{Desk, dearer, duration, requests, selling};

#[test]
fn an_estimate_by_the_prices_of_this_hour() {
    let server = selling(dearer(), vec![]);
    let desk = Desk::at(&server);
    assert_eq!(desk.net("--prices live"), "0.6");
    let asked = server.seen();
    assert_eq!(asked.len(), 2, "two meters, two questions: {asked:?}");
    assert!(desk.cached().is_empty(), "it is an answer, not a refresh");
    let json = desk.json("compare lambda.toml --only mine --prices live --on 2026-12-01");
    assert_eq!((&json["prices"]["source"], &json["prices"]["from_snapshot"]), (&"live".into(), &0.into()));
    let again = "estimate compare lambda.toml --on 2026-12-01 --only mine --prices live";
    assert_eq!(json["command"], again);
    assert_eq!(desk.net(""), "0.4");
    assert!(desk.run("prices show lambda/requests-x86 --prices live").answer().contains("0.0000003 /"));
}

/// AWS sells no such product today: the price that was known is used, and the report says so wherever it is read.
#[test]
fn what_the_price_list_does_not_give_is_said() {
    let server = selling(vec![duration()], vec![]);
    let desk = Desk::at(&server);
    let typed = "compare lambda.toml --only mine --prices live --on 2026-12-01";
    for (lang, said) in [
        ("en", "lambda/requests-x86 keeps its previous price: no product"),
        ("ko", "lambda/requests-x86: 이전 가격을 그대로"),
    ] {
        let ran = desk.run(&format!("{typed} --lang {lang}"));
        assert_eq!((ran.code, ran.err.lines().count()), (0, 1), "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
        assert!(ran.out.replace('\n', " ").contains(said), "{}", ran.out);
        let json = desk.run(&format!("{typed} --lang {lang} --format json"));
        assert!(json.out.contains(said) && json.out.contains("\"from_snapshot\": 1"), "{}", json.out);
    }
    let zero: Vec<Item> = vec![duration(), requests("0")];
    let server = selling(zero, vec![]);
    let ran = Desk::at(&server).run(typed);
    assert!(ran.err.contains("$0 where AWS charges") && ran.out.contains("$0.40"), "{}", ran.err);
}

#[test]
fn without_aws_there_is_no_live_answer() {
    let server = selling(dearer(), vec![]);
    let mut desk = Desk::at(&server);
    desk.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    for typed in [
        "compare --prices live",
        "lab book --prices live",
        "explain lambda --prices live",
        "prices show --prices live",
    ] {
        let complaint = desk.run(typed).complaint();
        assert!(
            complaint.contains("no usable AWS credentials") && complaint.lines().count() == 1,
            "{complaint}"
        );
    }
}

/// Neither the environment of other tools nor a profile sends the question elsewhere.
#[test]
fn a_profile_says_who_asks_and_never_where() {
    let server = selling(dearer(), vec![]);
    let mut desk = Desk::at(&server);
    std::fs::create_dir(desk.folder.path().join(".aws")).unwrap();
    let config = "[profile class]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:9\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = x\n";
    std::fs::write(desk.folder.path().join(".aws/config"), config).unwrap();
    desk.unset("AWS_ACCESS_KEY_ID").unset("AWS_SECRET_ACCESS_KEY");
    desk.set("AWS_PROFILE", "class")
        .set("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        .set("AWS_REGION", "us-west-2");
    assert_eq!(desk.net("--prices live"), "0.6");
    let signed = server.seen()[0].header("authorization").unwrap().to_owned();
    assert!(signed.contains("/ap-south-1/pricing/aws4_request"), "{signed}");
}
