//! How a command ended, and why one could not.

use std::fmt::Display;
use std::io::{Error, ErrorKind};
use std::process::ExitCode;

use sundown_engine::text::{Lang, Sentence, Text};

/// How a command ended. What could not be looked at wins over what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Done,
    /// Done, and the answer is no: over budget, something changed, leftovers are there.
    No,
    CouldNot,
    /// Done as far as it goes, and a part was not looked at.
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
    /// About an argument or the surroundings.
    Said(Sentence),
    /// About a place in a file, already drawn in the reader's language.
    Drawn(String),
    /// What clap prints by itself: help and version, which are no failures.
    Help(String),
}

impl Failure {
    pub fn said(en: impl Into<String>, ko: impl Into<String>) -> Self {
        Self::Said(Sentence::new(en, ko))
    }

    pub fn unwritable(file: &str, error: &Error) -> Self {
        let why = why(error);
        Self::said(
            format!("`{file}` cannot be written: {}", why.en),
            format!("`{file}`: 쓸 수 없습니다({})", why.ko),
        )
    }

    /// A report that cannot be written down is our defect; said, not hidden.
    pub fn defect(error: &dyn Display) -> Self {
        Self::said(
            format!("the report cannot be made: {error}; please report it"),
            format!("보고서를 만들 수 없습니다: {error}. 제보해 주십시오"),
        )
    }

    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Said(sentence) => {
                let error = Text::new("error", "오류").in_lang(lang);
                format!("{error}: {}", sentence.in_lang(lang))
            }
            Self::Drawn(text) | Self::Help(text) => text.trim_end().to_owned(),
        }
    }
}

/// What the system said, in both languages where it is something a person can mend.
#[must_use]
pub fn why(error: &Error) -> Sentence {
    let text = match error.kind() {
        ErrorKind::NotFound => Text::new("the folder is not there", "폴더가 없습니다"),
        ErrorKind::PermissionDenied => Text::new("permission denied", "권한이 없습니다"),
        ErrorKind::IsADirectory => Text::new("it is a folder", "폴더입니다"),
        ErrorKind::NotADirectory => {
            Text::new("a part of its path is no folder", "경로 중간에 폴더가 아닌 것이 있습니다")
        }
        ErrorKind::StorageFull => Text::new("the disk is full", "디스크가 가득 찼습니다"),
        ErrorKind::ReadOnlyFilesystem => Text::new("the disk is read-only", "읽기 전용 디스크입니다"),
        _ => return Sentence::new(error.to_string(), error.to_string()),
    };
    text.into()
}
