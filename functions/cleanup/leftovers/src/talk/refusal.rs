//! clap's refusals in the reader's language: what is wrong, and what would be right.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::talk::failure::Failure;

pub fn explain(error: &clap::Error) -> Failure {
    let about = |kind| context(error, kind);
    let arg = about(ContextKind::InvalidArg);
    let arg = arg.split([' ', '=']).next().unwrap_or_default().to_owned();
    let value = about(ContextKind::InvalidValue);
    let see = ("see leftovers --help", "leftovers --help 참고");
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Failure::Help(error.to_string()),
        ErrorKind::UnknownArgument => near(
            &format!("there is no argument `{arg}`"),
            &format!("`{arg}`: 없는 인수입니다"),
            &about(ContextKind::SuggestedArg),
        ),
        ErrorKind::InvalidSubcommand => {
            let name = about(ContextKind::InvalidSubcommand);
            near(
                &format!("there is no command `{name}`"),
                &format!("`{name}`: 없는 명령입니다"),
                &about(ContextKind::SuggestedSubcommand),
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if !value.is_empty() => {
            let allowed = about(ContextKind::ValidValue);
            let (en, ko) = if allowed.is_empty() {
                (String::new(), String::new())
            } else {
                (format!("; it can be: {allowed}"), format!(". 가능한 값: {allowed}"))
            };
            Failure::said(
                format!("`{arg}` cannot be `{value}`{en}"),
                format!("`{arg}`에 쓸 수 없는 값입니다: `{value}`{ko}"),
            )
        }
        ErrorKind::MissingRequiredArgument => Failure::said(
            format!("an argument is missing: {arg}; {}", see.0),
            format!("인수가 빠졌습니다: {arg}. {}", see.1),
        ),
        ErrorKind::ArgumentConflict => Failure::said(
            format!("`{arg}` is given more than once"),
            format!("`{arg}`: 두 번 이상 지정했습니다"),
        ),
        ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::TooFewValues => {
            Failure::said(format!("`{arg}` needs a value"), format!("`{arg}`: 값이 필요합니다"))
        }
        _ => Failure::said(
            format!("the arguments cannot be understood; {}", see.0),
            format!("인수를 이해할 수 없습니다. {}", see.1),
        ),
    }
}

fn near(en: &str, ko: &str, near: &str) -> Failure {
    if near.is_empty() {
        Failure::said(format!("{en}; see leftovers --help"), format!("{ko}. leftovers --help 참고"))
    } else {
        Failure::said(format!("{en}; near: {near}"), format!("{ko}. 비슷한 이름: {near}"))
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    }
}
