//! The help of every command: in the reader's language to the last word, and no wider than a terminal.

use unicode_width::UnicodeWidthStr;

use crate::estimate::{empty, run};

const COMMANDS: [&str; 12] = [
    "",
    "compare",
    "breakeven",
    "lab",
    "explain",
    "prices",
    "prices show",
    "prices refresh",
    "prices diff",
    "init",
    "completions",
    "man",
];

/// What the argument parser would say by itself.
const ENGLISH: [&str; 12] = [
    "Usage",
    "Options:",
    "Commands:",
    "Arguments:",
    "Print",
    "possible values",
    "[default",
    "[env",
    "For more",
    "Show ",
    "AWS region",
    "the ",
];

fn help(command: &str, lang: &str) -> String {
    let args = ["--help", "--lang", lang];
    run(empty().path(), command.split_whitespace().chain(args)).answer()
}

fn is_hangul(text: &str) -> bool {
    text.chars().any(|letter| ('가'..='힣').contains(&letter))
}

/// The entries of a list: a name, and what is said of it behind at least two blanks or on the next line.
fn entries(help: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in help.lines().filter(|line| line.starts_with("  ")) {
        let entry = line.trim_start();
        let indent = line.len() - entry.len();
        if indent > 10 {
            let last = entries.last_mut().expect("a continued line continues something");
            last.1.push_str(entry);
        } else {
            let (name, about) = entry.split_once("  ").unwrap_or((entry, ""));
            entries.push((name.to_owned(), about.trim().to_owned()));
        }
    }
    entries
}

#[test]
fn every_help_fits_and_is_the_same_list_in_both_languages() {
    for command in COMMANDS {
        let [en, ko] = ["en", "ko"].map(|lang| help(command, lang));
        for line in en.lines().chain(ko.lines()) {
            assert!(line.width() <= 100, "{command}: {line}");
        }
        let names = |help: &str| entries(help).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(&en), names(&ko), "{command}");
        assert!(names(&en).iter().any(|name| name.contains("--lang")), "{command}: {en}");
    }
}

#[test]
fn nothing_is_without_words() {
    for command in COMMANDS {
        for (name, about) in entries(&help(command, "en")) {
            assert!(about.split_whitespace().count() > 1 || about.len() > 3, "{command} {name}: {about:?}");
            assert!(!is_hangul(&about), "{command} {name}: {about:?}");
        }
        for (name, about) in entries(&help(command, "ko")) {
            assert!(is_hangul(&about), "{command} {name}: {about:?}");
        }
    }
}

#[test]
fn korean_help_is_korean() {
    for command in COMMANDS {
        let help = help(command, "ko");
        for word in ENGLISH {
            assert!(!help.contains(word), "{command}: {word:?} in\n{help}");
        }
        assert!(is_hangul(help.lines().next().unwrap()), "{help}");
    }
}
