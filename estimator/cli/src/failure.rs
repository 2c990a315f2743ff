//! Why a command could not, and what that means for the exit code.

use std::process::ExitCode;

use sundown_engine::text::{Lang, Sentence};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Done,
    /// Done, and the answer is no: over budget, something changed.
    No,
    CouldNot,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::No => 1,
            Ending::CouldNot => 2,
        })
    }
}

/// One message: what, where, and how to mend it.
#[derive(Debug)]
pub(crate) enum Failure {
    /// About an argument or the surroundings.
    Said(Sentence),
    /// About a place in a file, already drawn in the reader's language.
    Drawn(String),
    /// What clap prints by itself: help and version, which are no failures.
    Help(String),
}

impl Failure {
    pub(crate) fn said(en: impl Into<String>, ko: impl Into<String>) -> Self {
        Self::Said(Sentence::new(en, ko))
    }

    pub(crate) fn words(&self, lang: Lang) -> String {
        match self {
            Self::Said(sentence) => {
                let error = match lang {
                    Lang::En => "error",
                    Lang::Ko => "오류",
                };
                format!("{error}: {}", sentence.in_lang(lang))
            }
            Self::Drawn(text) | Self::Help(text) => text.trim_end().to_owned(),
        }
    }
}

/// A table inside this binary that cannot be read is our defect, and is said to be.
impl From<sundown_prices::snapshot::BadSnapshot> for Failure {
    fn from(bad: sundown_prices::snapshot::BadSnapshot) -> Self {
        Self::said(
            format!("{bad}; this build is broken, please report it"),
            format!("{bad}. 이 빌드에 문제가 있습니다. 제보해 주십시오"),
        )
    }
}
