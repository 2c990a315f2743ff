//! What is wrong with a value while it is read, as facts: serde hands them to us one by one, so each kind gets our own
//! sentence in both languages, and the place is added by whoever knows it.

use std::fmt;

use serde::de::{self, Expected, Unexpected};
use sundown_engine::error::nearest;
use sundown_engine::quantity::LARGEST;
use sundown_engine::text::{Sentence, Text};

use crate::source::Span;

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

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Text,
    Number,
    WholeNumber,
    TrueFalse,
    Table,
    Choice(&'static [&'static str]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    BelowZero,
    TooLarge,
    TooManyDecimals,
    NoNumber,
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

/// What is allowed, the nearest first.
pub(crate) fn one_of(written: &str, allowed: &[&str]) -> Sentence {
    if allowed.is_empty() {
        return Sentence::new("it takes no fields", "필드가 없는 종류입니다");
    }
    let all = quoted(allowed);
    let near = nearest(written, allowed.iter().copied());
    if near.is_empty() {
        return Sentence::new(format!("allowed: {all}"), format!("사용 가능: {all}"));
    }
    let near = quoted(&near);
    Sentence::new(
        format!("did you mean {near}? allowed: {all}"),
        format!("비슷한 이름: {near}. 사용 가능: {all}"),
    )
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl Wanted {
    const fn name(self) -> Text {
        match self {
            Self::Text => Text::new("text", "문자열"),
            Self::Number => Text::new("a number", "숫자"),
            Self::WholeNumber => Text::new("a whole number", "정수"),
            Self::TrueFalse => Text::new("true or false", "true 또는 false"),
            Self::Table => Text::new("a table", "테이블"),
            Self::Choice(_) => Text::new("one of the words below", "아래 단어 중 하나"),
        }
    }

    fn example(self, written: Option<&str>) -> Sentence {
        match self {
            Self::Choice(allowed) => one_of("", allowed),
            Self::Text => {
                let written = written.unwrap_or("t3.micro");
                Sentence::new(
                    format!("put it in quotes: `\"{written}\"`"),
                    format!("따옴표로 묶으세요: `\"{written}\"`"),
                )
            }
            Self::Number => Sentence::new(
                format!("a number from 0 to {LARGEST}, with at most 6 decimals, like `300_000` or `0.25`"),
                format!("0부터 {LARGEST}까지, 소수점 아래 6자리까지 쓸 수 있습니다. 예: `300_000`, `0.25`"),
            ),
            Self::WholeNumber => Sentence::new(
                format!("a whole number from 0 to {}", u32::MAX),
                format!("0부터 {}까지의 정수를 쓰세요", u32::MAX),
            ),
            Self::TrueFalse => Sentence::new(
                "write `true` or `false`, without quotes",
                "따옴표 없이 `true`나 `false`를 쓰세요",
            ),
            Self::Table => Sentence::new(
                "write it like `[workload]`, its fields below",
                "예: `[workload]` 아래에 필드를 쓰세요",
            ),
        }
    }
}

impl Trouble {
    fn sentence(self, written: &str) -> Sentence {
        let (en, ko) = match self {
            Self::BelowZero => ("is below 0", "0보다 작습니다"),
            Self::TooLarge => ("is too large", "너무 큽니다"),
            Self::TooManyDecimals => ("has more than 6 decimals", "소수점 아래가 6자리를 넘습니다"),
            Self::NoNumber => ("is not a number", "숫자가 아닙니다"),
        };
        Sentence::new(format!("`{written}` {en}"), format!("`{written}`: {ko}"))
    }
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
