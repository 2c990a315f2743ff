//! Scenarios that nobody should write, through the whole command: it answers or refuses, and never breaks.

use proptest::prelude::*;

use crate::estimate::{ON, command, empty, fed};

/// What a scenario is made of, and what it is not.
const WORDS: &[&str] = &[
    "[workload]",
    "[lab]",
    "[account]",
    "[money]",
    "[deployments.mine.api.lambda]",
    "[deployments.\"\".a.ec2]",
    "[[lab]]",
    "[deployments]",
    "region",
    "on",
    "requests_per_month",
    "duration_ms",
    "memory_mb",
    "for",
    "students",
    "accounts",
    "opened",
    "plan",
    "rate",
    "vat",
    "stack",
    "instance_type",
    "requests",
    " = ",
    " = ",
    " = ",
    ".",
    "\"ap-northeast-2\"",
    "\"3h\"",
    "\"-1h\"",
    "'own'",
    "2026-12-01",
    "0000-01-01",
    "9999-12-31",
    "0",
    "-0",
    "1",
    "-1",
    "1e308",
    "-1e-308",
    "0.0000000000000000000000000001",
    "99999999999999999999",
    "9223372036854775807",
    "inf",
    "nan",
    "true",
    "\"\"",
    "\"\\u0000\"",
    "\"가\"",
    "\u{feff}",
    "\u{202e}",
    "\t",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "#",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'''",
    "\"\"\"",
    "\\",
    "\u{7f}",
    "\u{0}",
];

/// Bytes, words of the language in any order, and a good file with a hole or a stranger in it.
fn scenarios() -> impl Strategy<Value = Vec<u8>> {
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..40)
        .prop_map(|words| words.concat().into_bytes());
    let lines = prop::collection::vec((prop::sample::select(WORDS), prop::sample::select(WORDS)), 0..12)
        .prop_map(|lines| {
            lines.iter().map(|(key, value)| format!("{key} = {value}\n")).collect::<String>().into_bytes()
        });
    prop_oneof![1 => bytes, 2 => words, 2 => lines, 3 => wounded()]
}

fn wounded() -> impl Strategy<Value = Vec<u8>> {
    let good = include_bytes!("../../templates/labs/book.toml");
    let wound = (0..good.len(), 0_usize..30, prop::sample::select(WORDS));
    prop::collection::vec(wound, 1..4).prop_map(move |wounds| {
        let mut text = good.to_vec();
        for (at, length, word) in wounds {
            let at = at.min(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, word.bytes());
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_odd_scenario_is_answered_or_refused(scenario in scenarios(), ko in any::<bool>()) {
        let folder = empty();
        let lang = if ko { "ko" } else { "en" };
        let ran = fed(command(folder.path()).args(["compare", "-", "--lang", lang]).args(ON), &scenario);
        prop_assert!(ran.code == 0 || ran.code == 2, "exit {}: {}", ran.code, ran.err);
        prop_assert!(!ran.err.contains("panicked") && !ran.out.contains("panicked"), "{}", ran.err);
        prop_assert_eq!(ran.code == 2, !ran.err.is_empty(), "{}", ran.err);
        prop_assert!(ran.code == 0 || ran.out.is_empty(), "an answer beside a refusal: {}", ran.out);
        let steers = |text: &str| text.chars().any(|letter| letter.is_control() && letter != '\n');
        prop_assert!(!steers(&ran.err) && !steers(&ran.out), "a control character got through: {:?}", ran.err);
    }
}
