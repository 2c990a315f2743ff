//! What is wrong with a value while it is read, as facts: serde hands them to us one by one, so each kind gets our own
//! sentence in both languages, and the place is added by whoever knows it.

use std::fmt;

use serde::de::{self, Expected, Unexpected};
use sundown_engine::text::{Sentence, Text};

use crate::source::Span;
use crate::wanted::{Trouble, Wanted, one_of};

#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) span: Option<Span>,
    pub(crate) what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    UnknownField {
        written: String,
        allowed: &'static [&'static str],
    },
    UnknownChoice {
        written: String,
        allowed: &'static [&'static str],
    },
    /// A choice that is the name of a table: the kind of a resource.
    UnknownKind {
        written: String,
        allowed: &'static [&'static str],
    },
    WrongType {
        wanted: Wanted,
        found: Text,
        written: Option<String>,
    },
    Number {
        written: String,
        trouble: Trouble,
        wanted: Wanted,
    },
    Said {
        message: Sentence,
        help: Option<Sentence>,
    },
    /// A refusal of serde that carries no facts: whoever reads the value says what was wanted.
    Refused,
}

impl Fault {
    pub(crate) fn of(what: What) -> Self {
        Self { span: None, what }
    }

    pub(crate) fn at(span: Span, what: What) -> Self {
        Self { span: Some(span), what }
    }

    /// The place, where none was known before.
    pub(crate) fn placed(mut self, span: &Span) -> Self {
        self.span.get_or_insert_with(|| span.clone());
        self
    }

    /// What is wrong, and how to mend it.
    pub(crate) fn sentences(&self) -> (Sentence, Option<Sentence>) {
        match &self.what {
            What::UnknownField { written, allowed } => {
                (named("unknown field", "알 수 없는 필드", written), Some(one_of(written, allowed)))
            }
            What::UnknownChoice { written, allowed } => {
                (named("unknown value", "알 수 없는 값", written), Some(one_of(written, allowed)))
            }
            What::UnknownKind { written, allowed } => (
                named("unknown kind of resource", "알 수 없는 리소스 종류", written),
                Some(one_of(written, allowed)),
            ),
            What::WrongType { wanted, found, written } => {
                let name = wanted.name();
                let message = Sentence::new(
                    format!("{} is wanted here, not {}", name.en, found.en),
                    format!("값의 종류가 다릅니다. 필요한 값: {}, 입력한 값: {}", name.ko, found.ko),
                );
                (message, Some(wanted.example(written.as_deref())))
            }
            What::Number { written, trouble, wanted } => {
                (trouble.sentence(written), Some(wanted.example(Some(written))))
            }
            What::Said { message, help } => (message.clone(), help.clone()),
            What::Refused => (
                Sentence::new("this value cannot be used here", "여기에 쓸 수 없는 값입니다"),
                Some(Sentence::new(
                    "run `estimate explain SERVICE` for the fields of a service",
                    "`estimate explain 서비스` 명령으로 필드를 확인하세요",
                )),
            ),
        }
    }
}

fn named(en: &str, ko: &str, written: &str) -> Sentence {
    Sentence::new(format!("{en} `{written}`"), format!("{ko}: `{written}`"))
}

/// For serde alone: people read [`Fault::sentences`].
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentences().0.fmt(f)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::of(What::Refused)
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::of(What::Refused)
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::of(What::Refused)
    }

    fn unknown_field(written: &str, allowed: &'static [&'static str]) -> Self {
        Self::of(What::UnknownField { written: written.to_owned(), allowed })
    }

    fn unknown_variant(written: &str, allowed: &'static [&'static str]) -> Self {
        Self::of(What::UnknownChoice { written: written.to_owned(), allowed })
    }
}
