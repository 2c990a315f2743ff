//! A break-even asked again from outside: both sides of every meeting, and both ends of every interval, by the ordinary
//! comparison.

use std::path::Path;

use serde_json::Value;

use crate::estimate::{ON, run};

pub(crate) fn json(folder: &Path, args: &[&str]) -> Value {
    let all = args.iter().copied().chain(ON).chain(["--format", "json"]);
    serde_json::from_str(&run(folder, all).answer()).unwrap()
}

fn net(comparison: &Value, name: &str) -> String {
    let deployments = comparison["deployments"].as_array().unwrap();
    let one = deployments.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}"));
    one["net"].as_str().unwrap().to_owned()
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// Asks once for the meetings, then for every comparison they speak of. Gives how many meetings there were.
pub(crate) fn rechecked(folder: &Path, asked: &[&str]) -> usize {
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
