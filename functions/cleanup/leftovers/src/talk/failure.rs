//! How a command ended, and why one could not.

use std::process::ExitCode;

use sundown_cleanup_engine::text::Text;
use sundown_cleanup_state::Trouble;
use sundown_engine::text::Lang;

use crate::talk::lang::Say as _;

/// How a command ended. What could not be scanned wins over what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Done,
    /// Done, and the answer is no: leftovers with `--check`, or not everything planned is gone.
    No,
    CouldNot,
    NotAllScanned,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::No => 1,
            Ending::CouldNot => 2,
            Ending::NotAllScanned => 3,
        })
    }
}

/// One message: what, where, how to mend it.
#[derive(Debug)]
pub enum Failure {
    Said(Text),
    /// What clap prints by itself: help and version, which are no failures.
    Help(String),
}

impl Failure {
    pub fn said(en: impl Into<String>, ko: impl Into<String>) -> Self {
        Self::Said(Text::new(en.into(), ko.into()))
    }

    pub fn unreadable(file: &str, error: &std::io::Error) -> Self {
        Self::said(
            format!("`{file}` cannot be read: {error}"),
            format!("`{file}`: 읽을 수 없습니다({error})"),
        )
    }

    pub fn unwritable(file: &str, error: &std::io::Error) -> Self {
        Self::said(
            format!("`{file}` cannot be written: {error}"),
            format!("`{file}`: 쓸 수 없습니다({error})"),
        )
    }

    /// Something of ours that can't happen; said, not hidden.
    pub fn defect(error: &dyn std::fmt::Display) -> Self {
        Self::said(
            format!("the report cannot be made: {error}; please report it"),
            format!("보고서를 만들 수 없습니다: {error}. 제보해 주십시오"),
        )
    }

    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Said(text) => {
                let error = if lang == Lang::Ko { "오류" } else { "error" };
                format!("{error}: {}", text.say(lang))
            }
            Self::Help(text) => text.trim_end().to_owned(),
        }
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Said(trouble.text())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::defect(&error)
    }
}
