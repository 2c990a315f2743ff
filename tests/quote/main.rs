//! One answer, two doors: what `quote` returns for a posted scenario is, byte for byte, what the command prints for the same
//! file on its standard input.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

#[path = "../command/built.rs"]
mod built;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use sundown_quote::quote;

const ON: &str = "2026-12-01";

/// What the command prints for a scenario on its standard input.
fn printed(scenario: &str, lang: &str) -> String {
    let mut child = Command::new(built::executable())
        .args(["compare", "-", "--on", ON, "--format", "json", "--lang", lang])
        .env_clear()
        // What this machine's user has fetched is none of the function's business.
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(scenario.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// What the function answers, on whatever day it is asked.
fn quoted(scenario: &str, lang: &str) -> String {
    let query = [("on", ON), ("lang", lang)].map(|(name, value)| (name.to_owned(), value.to_owned()));
    quote(scenario.as_bytes(), &BTreeMap::from(query), jiff::civil::date(2030, 1, 1)).unwrap()
}

#[test]
fn the_command_and_the_function_give_the_same_bytes() {
    let scenarios = [
        "",
        "[workload]\nrequests_per_month = 5_000_000\nstack = \"django\"\n[lab]\nfor = \"4h\"\nstudents = 20\n",
        "region = \"us-east-1\"\n[money]\ncurrency = \"KRW\"\nrate = 1390\n[account]\nopened = 2026-09-01\nplan = \"free\"\ncredits = 80\n",
        include_str!("../../templates/labs/book.toml"),
    ];
    for scenario in scenarios {
        for lang in ["en", "ko"] {
            assert_eq!(quoted(scenario, lang), printed(scenario, lang), "{lang}: {scenario}");
        }
    }
}
