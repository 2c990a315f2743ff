//! What a field takes, which words are allowed and what is wrong with a number, in words.

use sundown_engine::error::nearest;
use sundown_engine::quantity::LARGEST;
use sundown_engine::text::{Sentence, Text};

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

impl Wanted {
    pub(crate) const fn name(self) -> Text {
        match self {
            Self::Text => Text::new("text", "문자열"),
            Self::Number => Text::new("a number", "숫자"),
            Self::WholeNumber => Text::new("a whole number", "정수"),
            Self::TrueFalse => Text::new("true or false", "true 또는 false"),
            Self::Table => Text::new("a table", "테이블"),
            Self::Choice(_) => Text::new("one of the words below", "아래 단어 중 하나"),
        }
    }

    pub(crate) fn example(self, written: Option<&str>) -> Sentence {
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
    pub(crate) fn sentence(self, written: &str) -> Sentence {
        let (en, ko) = match self {
            Self::BelowZero => ("is below 0", "0보다 작습니다"),
            Self::TooLarge => ("is too large", "너무 큽니다"),
            Self::TooManyDecimals => ("has more than 6 decimals", "소수점 아래가 6자리를 넘습니다"),
            Self::NoNumber => ("is not a number", "숫자가 아닙니다"),
        };
        Sentence::new(format!("`{written}` {en}"), format!("`{written}`: {ko}"))
    }
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
