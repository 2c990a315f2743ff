//! A golden a lab in both languages, its JSON against the committed schema, and every command that an answer proposes next.

use std::path::PathBuf;

use crate::cases::same;
use crate::console::{self, Lang};
use crate::estimate::{ON, empty, run};

pub(crate) const LABS: [&str; 8] =
    ["first-ec2", "django-react", "django-rds-elb", "book", "ecs-fargate", "eks", "messaging", "serverless"];

fn golden(name: &str) -> PathBuf {
    sundown_tests::root().join("tests/command/labs").join(name)
}

#[test]
fn these_are_the_labs() {
    let list = run(empty().path(), ["lab"]).answer();
    let listed: Vec<_> = list
        .lines()
        .filter(|line| !line.starts_with([' ', '→']))
        .filter_map(|line| line.split_once(": "))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(listed, LABS);
}

#[test]
fn each_is_answered_in_both_languages() {
    for lab in LABS {
        for lang in Lang::BOTH {
            let ran = console::line(&format!("estimate lab {lab} --on 2026-12-01"), empty().path(), lang);
            same(ran.answer(), &golden(&format!("{lab}.{}.txt", lang.code())));
        }
    }
}

#[test]
fn each_is_answered_for_programs() {
    for lab in LABS {
        let json = run(empty().path(), ["lab", lab, "--format", "json"].into_iter().chain(ON)).answer();
        same(json, &golden(&format!("{lab}.json")));
    }
}

/// What the answer proposes works as it stands, and explains a figure of that very answer.
#[test]
fn what_is_proposed_next_can_be_typed() {
    let folder = empty();
    for asked in LABS.map(|lab| format!("lab {lab}")).into_iter().chain(["compare".to_owned()]) {
        let asked = format!("{asked} --on 2026-12-01 --region us-east-1 --students 3");
        let json =
            console::line(&format!("estimate {asked} --format json"), folder.path(), Lang::En).answer();
        let answer = console::line(&format!("estimate {asked}"), folder.path(), Lang::En).answer();
        let next: Vec<_> = answer.lines().filter_map(|line| line.strip_prefix("→ ")).collect();
        assert_eq!(next.len(), 2, "{answer}");
        for typed in next {
            let shown = console::line(typed, folder.path(), Lang::En).answer();
            if typed.starts_with("estimate explain ") {
                let exact = dearest(&json);
                assert!(shown.contains(&format!("= ${exact}")), "{typed}: ${exact} is not in\n{shown}");
            }
        }
    }
}

/// The exact dollars of the last step of the dearest line.
fn dearest(json: &str) -> String {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let usd = |value: &serde_json::Value| value.as_str().unwrap().parse::<f64>().unwrap();
    let deployments = json["deployments"].as_array().unwrap().iter();
    let charges = deployments.flat_map(|one| one["charges"].as_array().unwrap());
    let dearest = charges.max_by(|one, other| usd(&one["usd"]).total_cmp(&usd(&other["usd"]))).unwrap();
    dearest["steps"].as_array().unwrap().last().unwrap()["usd"].as_str().unwrap().to_owned()
}
