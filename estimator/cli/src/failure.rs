//! Why a command could not, and what that means for the exit code.

use std::io::ErrorKind;
use std::process::ExitCode;

use sundown_engine::text::{Lang, Sentence, Text};
use sundown_prices::problem::Problem;
use sundown_prices::snapshot::{NoBook, region_codes};

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

    /// A name that is none of those there are.
    pub(crate) fn unknown(kind: Text, written: &str, near: &str, known: &str) -> Self {
        let (near_en, near_ko) = if near.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("did you mean {near}? "), format!("비슷한 이름: {near}. "))
        };
        Self::said(
            format!("there is no {} `{written}`; {near_en}there are: {known}", kind.en),
            format!("`{written}`: 없는 {}입니다. {near_ko}목록: {known}", kind.ko),
        )
    }

    pub(crate) fn unreadable(file: &str, error: &std::io::Error) -> Self {
        let why = why(error);
        Self::said(
            format!("`{file}` cannot be read: {}", why.en),
            format!("`{file}`: 읽을 수 없습니다({})", why.ko),
        )
    }

    pub(crate) fn unwritable(file: &str, error: &std::io::Error) -> Self {
        let why = why(error);
        Self::said(
            format!("`{file}` cannot be written: {}", why.en),
            format!("`{file}`: 쓸 수 없습니다({})", why.ko),
        )
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

/// What went wrong on the way to AWS, or with a stored book.
impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NoBook(no_book) => no_book.into(),
            problem => Self::Said(problem.sentence()),
        }
    }
}

/// A region without prices, or a book that cannot be read.
impl From<NoBook> for Failure {
    fn from(no_book: NoBook) -> Self {
        match no_book {
            NoBook::Bad(bad) => bad.into(),
            NoBook::Region(unknown) => {
                let (near, known) = (unknown.near.join(", "), region_codes().collect::<Vec<_>>().join(", "));
                Self::unknown(Text::new("price for the region", "리전"), &unknown.region, &near, &known)
            }
        }
    }
}

/// What the system said, in both languages where it is something a person can mend.
fn why(error: &std::io::Error) -> Sentence {
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
    Sentence::new(text.en, text.ko)
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
