//! Every command, format and kind of error in both languages, as terminals to read. A new case is a new line `$ estimate …`
//! in a file of `cases/`; `SNAPSHOTS=overwrite` writes what it says below it.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::console::{self, Lang};
use crate::estimate::empty;

fn here() -> PathBuf {
    sundown_tests::root().join("tests/command")
}

/// Compares with the committed file byte by byte; nothing is filtered.
pub(crate) fn same(actual: String, file: &Path) {
    let assert = Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV).normalize_paths(false);
    assert.eq(Data::text(actual), Data::read_from(file, Some(DataFormat::Text)).raw());
}

/// The folder that the commands are run in: the scenarios that people might write.
fn desk() -> tempfile::TempDir {
    let desk = empty();
    for file in fs::read_dir(here().join("files")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), desk.path().join(file.file_name())).unwrap();
    }
    desk
}

fn check(topic: &str) {
    for lang in Lang::BOTH {
        let file = here().join("cases").join(format!("{topic}.{}.txt", lang.code()));
        let text = fs::read_to_string(&file).unwrap();
        same(console::again(&text, desk().path(), lang), &file);
    }
}

#[test]
fn every_command_answers() {
    check("commands");
}

#[test]
fn every_format_is_written() {
    check("formats");
}

#[test]
fn every_flag_is_heard() {
    check("flags");
}

#[test]
fn every_wrong_argument_is_named() {
    check("bad-arguments");
}

#[test]
fn every_wrong_name_is_answered_with_the_right_ones() {
    check("bad-names");
}

#[test]
fn every_wrong_file_is_pointed_at() {
    check("bad-files");
}

#[test]
fn both_languages_are_asked_the_same() {
    let commands = |file: PathBuf| -> Vec<String> {
        let text = fs::read_to_string(file).unwrap();
        text.lines().filter(|line| line.starts_with("$ ")).map(str::to_owned).collect()
    };
    let mut seen = 0;
    for file in fs::read_dir(here().join("cases")).unwrap() {
        let file = file.unwrap().path();
        if let Some(name) = file.to_str().unwrap().strip_suffix(".en.txt") {
            assert_eq!(commands(file.clone()), commands(PathBuf::from(format!("{name}.ko.txt"))), "{name}");
            seen += 1;
        }
    }
    assert_eq!(seen, 6, "a file of cases without a test, or a test without a file");
}
