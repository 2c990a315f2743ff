//! Break-even points, re-priced from outside: both sides of every meeting by the ordinary comparison, to the last digit.

use std::fs;

use serde_json::Value;

use crate::estimate::{ON, empty, run};
use crate::repriced::{json, rechecked, text};

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
