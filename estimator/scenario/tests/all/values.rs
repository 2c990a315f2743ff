//! What is written is what is meant.

use sundown_engine::account::Plan;
use sundown_engine::lab::Accounts;
use sundown_engine::quantity::Quantity;
use sundown_engine::services::Resource;
use sundown_engine::workload::Workload;
use sundown_scenario::Currency;

use crate::{problem, scenario};

#[test]
fn an_empty_file_is_the_built_in_workload_and_says_so() {
    for empty in ["", "\n# nothing\n", "\u{feff}", "[workload]\n", "region = \"us-east-1\"\n"] {
        let read = scenario(empty);
        assert!(read.built_in, "{empty:?}");
        assert_eq!(read.workload, Workload::default());
        assert!(read.lab.is_none() && read.deployments.is_empty() && read.on.is_none());
    }
    assert!(!scenario("[workload]\nstack = \"django\"\n").built_in);
}

const WHOLE: &str = r#"
title = { en = "mine", ko = "내 것" }
about = "one text for all"
region = "ap-northeast-2"
on = 2026-12-01
budget = 10.50
[account]
opened = "2026-09-01"
plan = "free"
credits = 100
[workload]
requests_per_month = 300_000
duration_ms = 250.06
[lab]
for = "3h 30m"
students = 30
accounts = "organization"
requests = 1e3
[money]
currency = "KRW"
rate = 1390
vat = 10
[deployments.zebra.web.ec2]
instance_type = "t3.micro"
[deployments.zebra.api.lambda]
memory_mb = 512
arch = "arm64"
[deployments.ant.api.lambda]
"#;

#[test]
fn every_field_arrives() {
    for text in [WHOLE.to_owned(), format!("\u{feff}{}", WHOLE.replace('\n', "\r\n"))] {
        let read = scenario(&text);
        let title = read.title.unwrap();
        assert_eq!((title.en.as_str(), title.ko.as_str()), ("mine", "내 것"));
        assert_eq!(read.about.unwrap().ko, "one text for all");
        assert_eq!(read.region.as_deref(), Some("ap-northeast-2"));
        assert_eq!(read.on.unwrap().to_string(), "2026-12-01");
        assert_eq!(read.budget.unwrap().to_string(), "10.5");
        assert_eq!(read.account.opened.unwrap().to_string(), "2026-09-01");
        assert_eq!(read.account.plan, Some(Plan::Free));
        assert_eq!(read.account.credits.unwrap().to_string(), "100");
        assert_eq!(read.workload.duration_ms.number().to_string(), "250.06");
        let lab = read.lab.unwrap();
        assert_eq!((lab.hours.number().to_string().as_str(), lab.students), ("3.5", 30));
        assert_eq!(lab.accounts, Accounts::Organization);
        assert_eq!(lab.requests.unwrap().number().to_string(), "1000");
        assert_eq!(read.money.currency, Some(Currency::Krw));
        assert_eq!(read.money.rate.unwrap().to_string(), "1390");
        assert_eq!(read.money.vat.unwrap().to_string(), "10");
    }
}

#[test]
fn the_order_of_the_file_is_kept() {
    let read = scenario(WHOLE);
    let names: Vec<_> = read.deployments.iter().map(|deployment| deployment.name.as_str()).collect();
    assert_eq!(names, ["zebra", "ant"]);
    let [zebra, ant] = read.deployments.as_slice() else { panic!("two") };
    let resources: Vec<_> = zebra.resources.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(resources, ["web", "api"]);
    assert!(matches!(ant.resources.as_slice(), [(_, Resource::Lambda(_))]));
}

#[test]
fn a_number_is_read_to_its_last_digit() {
    let read =
        scenario("[workload]\nstorage_gb = 12345678901234.123456\nmedia_gb = \"0.1\"\npage_kb = 0x10\n");
    assert_eq!(read.workload.storage_gb.number().to_string(), "12345678901234.123456");
    assert_eq!(read.workload.media_gb.number().to_string(), "0.1");
    assert_eq!(read.workload.page_kb.number().to_string(), "16");
}

#[test]
fn every_way_of_writing_a_number_is_exact() {
    let cases = [
        ("+1.5", "1.5"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("1e3", "1000"),
        ("1.5E+2", "150"),
        ("12345678901.234567e-0", "12345678901.234567"),
        ("5e-1", "0.5"),
        ("0b11", "3"),
        ("1_000.25", "1000.25"),
    ];
    for (written, read) in cases {
        let budget = scenario(&format!("budget = {written}\n")).budget.unwrap();
        assert_eq!(budget.to_string(), read, "{written}");
    }
    for absurd in ["1e-7", "1e-400", "1e400", "inf", "-1e3", "1e999999999999"] {
        let message = problem(format!("budget = {absurd}\n")).message.en;
        assert!(message.starts_with(&format!("`{absurd}` ")), "{message}");
    }
}

#[test]
fn a_lab_has_defaults_and_takes_hours_as_a_number() {
    let lab = scenario("[lab]\n").lab.unwrap();
    assert_eq!(
        (lab.hours.number().to_string().as_str(), lab.students, lab.accounts),
        ("3", 1, Accounts::Own)
    );
    for (written, hours) in [("2", "2"), ("1.5", "1.5"), ("\"2 days\"", "48")] {
        let lab = scenario(&format!("[lab]\nfor = {written}\n")).lab.unwrap();
        assert_eq!(lab.hours.number().to_string(), hours);
    }
}
