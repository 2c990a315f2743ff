//! Break-even points, re-priced from outside: both sides of every meeting by the ordinary comparison, to the last digit.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::estimate::{ON, empty, run};

fn json(folder: &Path, args: &[&str]) -> Value {
    let all = args.iter().copied().chain(ON).chain(["--format", "json"]);
    serde_json::from_str(&run(folder, all).answer()).unwrap()
}

fn net(comparison: &Value, name: &str) -> String {
    let deployments = comparison["deployments"].as_array().unwrap();
    let one = deployments.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}"));
    one["net"].as_str().unwrap().to_owned()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// Asks once for the meetings, then for every comparison they speak of. Gives how many meetings there were.
fn rechecked(folder: &Path, asked: &[&str]) -> usize {
    let with =
        |command: &'static str, more: &[&str]| -> Value { json(folder, &[&[command], asked, more].concat()) };
    let found = with("breakeven", &[]);
    let meetings = found["meetings"].as_array().unwrap();
    for meeting in meetings {
        let (first, second) = (text(meeting, "first"), text(meeting, "second"));
        for side in [&meeting["before"], &meeting["after"]] {
            let priced = with("compare", &["--requests", text(side, "requests")]);
            assert_eq!(
                (net(&priced, first), net(&priced, second)),
                (text(side, "first").to_owned(), text(side, "second").to_owned())
            );
        }
        assert_ne!(text(&meeting["before"], "order"), text(&meeting["after"], "order"), "{meeting}");
        let requests = |side: &str| text(&meeting[side], "requests").parse::<u64>().unwrap();
        assert_eq!(requests("before") + 1, requests("after"), "one request lies between");
    }
    intervals(&found, |requests| with("compare", &["--requests", requests]));
    meetings.len()
}

/// No hole between them, and at both ends of each the comparison names the same cheapest.
fn intervals(found: &Value, compare: impl Fn(&str) -> Value) {
    let intervals = found["intervals"].as_array().unwrap();
    let mut next = 1;
    for interval in intervals {
        let (from, to, cheapest) = (text(interval, "from"), text(interval, "to"), text(interval, "cheapest"));
        assert_eq!(from.parse::<u64>().unwrap(), next, "a hole, or two at once");
        next = to.parse::<u64>().unwrap() + 1;
        for end in [from, to] {
            let priced = compare(end);
            let least = net(&priced, cheapest).parse::<f64>().unwrap();
            for one in priced["deployments"].as_array().unwrap() {
                let other = text(one, "net").parse::<f64>().unwrap();
                assert!(least <= other, "at {end}: {cheapest} {least}, {} {other}", text(one, "name"));
            }
        }
    }
    assert!(next > 1_000_000, "looked at {next} only");
}

#[test]
fn the_built_in_lab_meets_where_it_says() {
    assert!(rechecked(empty().path(), &[]) > 0);
}

#[test]
fn a_slow_stack_and_a_fixed_peak_meet_where_they_say() {
    assert!(rechecked(empty().path(), &["--stack", "django", "--peak-rps", "20", "--duration-ms", "30"]) > 0);
}

#[test]
fn credits_make_jumps_that_are_priced_too() {
    let folder = empty();
    let account = ["--opened", "2026-10-01", "--plan", "paid", "--credits", "100"];
    assert!(rechecked(folder.path(), &account) > 0);
}

#[test]
fn a_deployment_of_ones_own_meets_the_others() {
    let folder = empty();
    let own = "[deployments.mine.box.ec2]\ninstance_type = \"t3.small\"\n";
    fs::write(folder.path().join("own.toml"), own).unwrap();
    assert!(rechecked(folder.path(), &["own.toml"]) > 0);
}

/// More requests than the peak leaves room for cannot be asked, so nothing is said of them.
#[test]
fn a_low_peak_ends_the_road() {
    let folder = empty();
    let found = json(folder.path(), &["breakeven", "--peak-rps", "2"]);
    let last = found["intervals"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(text(&last, "to"), "5256000", "2 a second for 730 hours");
    assert!(rechecked(folder.path(), &["--peak-rps", "2", "--stack", "django"]) < 9);
    let page = run(folder.path(), ["compare", "--peak-rps", "2", "--format", "html"].into_iter().chain(ON));
    assert!(page.answer().contains("</svg>"));
}

#[test]
fn the_command_it_proposes_shows_who_is_cheapest_then() {
    let folder = empty();
    for asked in [&[][..], &["--stack", "django", "--region", "us-east-1", "--requests", "7"]] {
        let all = || ["breakeven"].into_iter().chain(asked.iter().copied()).chain(ON);
        let after = json(folder.path(), &[&["breakeven"], asked].concat())["intervals"][1].clone();
        let shown = run(folder.path(), all()).answer();
        let typed = shown.lines().find_map(|line| line.strip_prefix("→ ")).unwrap();
        let words = shlex::split(typed).unwrap();
        let compared =
            run(folder.path(), words.iter().skip(1).map(String::as_str).chain(["--format", "json"]));
        let compared: Value = serde_json::from_str(&compared.answer()).unwrap();
        assert_eq!(compared["cheapest"], after["cheapest"], "{typed}");
    }
}
