//! The reader from outside: what people write, and what they are told.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

mod bad_files;
mod bad_syntax;
mod bad_tables;
mod bad_values;
mod hostile;
mod labs;
mod labs_estimated;
mod pointing;
mod values;

use sundown_engine::text::Lang;
use sundown_scenario::{Problem, Scenario, read};

pub(crate) const REGIONS: &[&str] = &["ap-northeast-2", "ap-northeast-1", "us-east-1"];

/// A file that cannot be used, where it points, and the message and the help it gets in each language.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) toml: &'static str,
    pub(crate) place: &'static str,
    pub(crate) en: (&'static str, &'static str),
    pub(crate) ko: (&'static str, &'static str),
}

pub(crate) fn scenario(toml: &str) -> Scenario {
    read("estimate.toml", toml.as_bytes(), REGIONS).unwrap_or_else(|problem| panic!("{problem}"))
}

pub(crate) fn problem(bytes: impl AsRef<[u8]>) -> Problem {
    match read("estimate.toml", bytes.as_ref(), REGIONS) {
        Ok(read) => panic!("taken: {read:?}"),
        Err(problem) => *problem,
    }
}

/// What people of both languages see.
pub(crate) fn rendered(bytes: impl AsRef<[u8]>) -> (String, String) {
    let problem = problem(bytes);
    (problem.render(Lang::En, false), problem.render(Lang::Ko, false))
}

pub(crate) fn has_hangul(text: &str) -> bool {
    text.chars().any(|character| ('가'..='힣').contains(&character))
}
