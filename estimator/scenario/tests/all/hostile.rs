//! Whatever bytes come, the reader answers: a scenario, or a problem that can be shown in both languages.

use proptest::prelude::*;
use sundown_engine::text::Lang;
use sundown_scenario::{labs, read};

use crate::{REGIONS, has_hangul};

/// What TOML and scenarios are made of.
const PIECES: &[&str] = &[
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "\n",
    "\r\n",
    " ",
    "\t",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "#",
    "\\",
    "\\u",
    "\\x",
    "-",
    "+",
    "_",
    "0",
    "1",
    "9e9",
    "1e400",
    "nan",
    "-inf",
    "0x",
    "true",
    "2026-12-01",
    "2026-02-30",
    "07:32:00",
    "T",
    "Z",
    "region",
    "on",
    "account",
    "opened",
    "plan",
    "workload",
    "lab",
    "for",
    "students",
    "money",
    "rate",
    "budget",
    "deployments",
    "mine",
    "api",
    "lambda",
    "ec2",
    "lamda",
    "memory_mb",
    "requests",
    "가격",
    "🎓",
    "\u{202e}",
    "\u{1b}[31m",
    "\u{0}",
    "\u{feff}",
    "title",
    "en",
    "ko",
    "\"3h\"",
    "\"free\"",
    "\"t3.micro\"",
    "18446744073709551616",
    "0.0000001",
    "[deployments.mine.api.lambda]\n",
    "x = 1\n",
];

fn answers(bytes: &[u8]) {
    let Err(problem) = read("estimate.toml", bytes, REGIONS) else { return };
    let (en, ko) = (problem.render(Lang::En, false), problem.render(Lang::Ko, false));
    assert!(en.starts_with("error: ") && ko.starts_with("오류: "), "{en}{ko}");
    assert!(has_hangul(&problem.message.ko), "{ko}");
    let steers = |text: &str| text.chars().any(|character| character.is_control() && character != '\n');
    assert!(!steers(&en) && !steers(&ko), "{en:?}");
    assert!(en.lines().count() <= 6, "{en}");
    assert!(problem.render(Lang::En, true).contains("\u{1b}[1;31m"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        answers(&bytes);
    }

    #[test]
    fn text_that_looks_like_toml(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
        answers(pieces.concat().as_bytes());
    }

    #[test]
    fn a_lab_with_something_wrong(
        lab in 0..labs().len(), at in any::<proptest::sample::Index>(), cut in 0_usize..20,
        piece in proptest::sample::select(PIECES),
    ) {
        let mut bytes = labs()[lab].toml.as_bytes().to_vec();
        let at = at.index(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, piece.bytes());
        answers(&bytes);
    }
}

#[test]
fn deep_files_are_refused_and_do_not_overflow() {
    let dotted = vec!["a"; 79].join(".");
    let nested = |levels| {
        format!("[{dotted}]\n{dotted} = {}1{}", format!("{{ {dotted} = ").repeat(levels), " }".repeat(levels))
    };
    let (inline, inline_least) = (nested(79), nested(8));
    let lists = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let tables = format!("a = {}{}", "{a=".repeat(100_000), "}".repeat(100_000));
    let header = format!("[{}]", vec!["a"; 100_000].join("."));
    for text in [inline, inline_least, lists, tables, header] {
        answers(text.as_bytes());
        assert!(read("x", text.as_bytes(), REGIONS).is_err());
    }
}

#[test]
fn large_files_within_the_limit_are_answered() {
    let many: String = (0..20_000).map(|n| format!("[deployments.d{n}.api.lambda]\n")).collect();
    assert_eq!(read("x", many.as_bytes(), REGIONS).unwrap().deployments.len(), 20_000);
    let long = format!("region = \"{}\"", "x".repeat(1_000_000));
    answers(long.as_bytes());
}
