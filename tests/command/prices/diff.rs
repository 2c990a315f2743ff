//! `estimate prices diff`: what changed, and what it does to a bill.

use std::fs;

use super::{Desk, duration, requests, selling};
use crate::json::{faults, schema};

#[test]
fn a_change_is_shown_by_meter_and_by_bill() {
    let desk = Desk::filled();
    let told = desk.run("prices diff snapshot cache lambda.toml --only mine").answer();
    assert!(
        told.starts_with("ap-northeast-2, from snapshot to cache: 1 prices changed, 0 appeared, 0 vanished."),
        "{told}"
    );
    assert!(
        told.contains("lambda/requests-x86: $0.0000002 / Requests → $0.0000003 / Requests (+50%)"),
        "{told}"
    );
    let bill = told.lines().find(|line| line.starts_with("mine")).unwrap();
    assert_eq!(bill.split_whitespace().collect::<Vec<_>>(), ["mine", "$0.40", "$0.60", "+50%"]);

    let json = desk.json("prices diff snapshot cache lambda.toml --only mine");
    let bill = &json["bills"][0];
    assert_eq!(
        (&bill["old_net"], &bill["new_net"], &bill["difference"]),
        (&"0.4".into(), &"0.6".into(), &"0.2".into())
    );
    assert_eq!((&bill["percent"], &json["changes"][0]["percent"]), (&"50".into(), &"50".into()));
    assert_eq!(faults(&schema("prices-diff"), &json), Vec::<String>::new());

    let ko = desk.run("prices diff snapshot cache lambda.toml --lang ko").answer();
    assert!(ko.starts_with("ap-northeast-2, snapshot → cache: 변경 1개, 추가 0개, 삭제 0개."), "{ko}");
    assert_eq!(
        desk.json("prices diff")["bills"].as_array().unwrap().len(),
        3,
        "the three architectures by default"
    );
}

#[test]
fn check_is_no_where_something_changed() {
    let desk = Desk::filled();
    let code = |typed: &str| desk.run(typed).code;
    assert_eq!(code("prices diff"), 0, "a difference alone is an answer");
    assert_eq!(code("prices diff --check"), 1);
    assert_eq!(code("prices diff snapshot snapshot --check"), 0);
    assert_eq!(code("prices diff cache cache --check"), 0);
}

#[test]
fn two_stored_books_are_compared_as_they_are() {
    let desk = Desk::filled();
    let old = desk.folder.path().join("old.book");
    fs::copy(desk.book(), &old).unwrap();
    fs::remove_file(desk.book()).unwrap();
    let server = selling(vec![requests("0.0000001500")], vec![]);
    let mut command = desk.command();
    let args = ["prices", "refresh", "lambda.toml"];
    assert!(
        command.args(args).env("ESTIMATE_ENDPOINT_PRICING", &server.base).output().unwrap().status.success()
    );
    let json = desk.json("prices diff old.book cache lambda.toml --only mine");
    let kinds: Vec<_> =
        json["changes"].as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["vanished", "changed"], "{json}");
    assert_eq!(json["changes"][1]["percent"], "-50");
    assert_eq!((&json["bills"][0]["old_net"], &json["bills"][0]["new_net"]), (&"0.6".into(), &"0.3".into()));
    let back = desk.run("prices diff cache old.book lambda.toml").answer();
    assert!(back.contains("1 prices changed, 1 appeared, 0 vanished"), "{back}");
    assert_eq!(
        desk.json("prices diff cache old.book lambda.toml")["changes"][0]["new"].as_array().unwrap().len(),
        duration().tiers.len()
    );
}

#[test]
fn what_is_no_book_is_refused() {
    let desk = Desk::filled();
    fs::write(desk.folder.path().join("other.book"), "{}").unwrap();
    let cases = [
        ("prices diff nowhere.book", "there is no file `nowhere.book`"),
        ("prices diff other.book", "it is broken, or no price book"),
        (
            "prices diff lambda.toml",
            "is a scenario, not a price book; write: estimate prices diff snapshot cache lambda.toml",
        ),
        ("prices diff snapshot cache nowhere.toml", "there is no file `nowhere.toml`"),
        ("prices diff --region eu-west-1", "there are no cached prices of eu-west-1"),
        (
            "prices diff cache/sundown/prices/ap-northeast-2.book snapshot --region eu-west-1",
            "has prices of ap-northeast-2, not of eu-west-1",
        ),
        ("prices --region eu-west-1 diff", "stands before `diff`"),
    ];
    for (typed, said) in cases {
        let complaint = desk.run(typed).complaint();
        assert!(complaint.contains(said), "{typed}: {complaint}");
        assert!(desk.run(&format!("{typed} --lang ko")).complaint().starts_with("오류: "), "{typed}");
    }
    assert!(desk.book().exists(), "comparing moves nothing");
}
