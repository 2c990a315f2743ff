//! clap's refusals in the reader's language: what is wrong, and what would be right.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;

/// What was wrong with the arguments of this command.
#[must_use]
pub fn explain(error: &clap::Error, command: &str) -> Failure {
    use ErrorKind::{
        ArgumentConflict, DisplayHelp, DisplayVersion, InvalidSubcommand, InvalidUtf8, InvalidValue,
        MissingRequiredArgument, NoEquals, TooFewValues, TooManyValues, UnknownArgument, ValueValidation,
        WrongNumberOfValues,
    };
    let about = |kind| context(error, kind);
    // The argument's name without the shape of its value.
    let arg = about(ContextKind::InvalidArg);
    let arg = arg.split(' ').next().unwrap_or_default().trim_matches(['<', '>', '[', ']']);
    let value = about(ContextKind::InvalidValue);
    match error.kind() {
        DisplayHelp | DisplayVersion => Failure::Help(error.render().to_string()),
        UnknownArgument => with_hint(
            &format!("there is no argument `{arg}`"),
            &format!("`{arg}`: 없는 인수입니다"),
            &[ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand].map(about).concat(),
            command,
        ),
        InvalidSubcommand => {
            let name = about(ContextKind::InvalidSubcommand);
            with_hint(
                &format!("there is no command `{name}`"),
                &format!("`{name}`: 없는 명령입니다"),
                &about(ContextKind::SuggestedSubcommand),
                command,
            )
        }
        InvalidValue if value.is_empty() => missing_value(arg),
        InvalidValue => {
            let allowed = about(ContextKind::ValidValue);
            Failure::said(
                format!("`{arg}` cannot be `{value}`; it can be: {allowed}"),
                format!("`{arg}`에 쓸 수 없는 값입니다: `{value}`. 가능한 값: {allowed}"),
            )
        }
        ValueValidation => Failure::said(
            format!("`{arg}` cannot be `{value}`"),
            format!("`{arg}`에 쓸 수 없는 값입니다: `{value}`"),
        ),
        MissingRequiredArgument => Failure::said(
            format!("an argument is missing: {arg}; see {command} --help"),
            format!("인수가 빠졌습니다: {arg}. {command} --help 참고"),
        ),
        NoEquals | TooFewValues | WrongNumberOfValues => missing_value(arg),
        TooManyValues => {
            Failure::said(format!("`{arg}` takes no value"), format!("`{arg}`: 값을 받지 않습니다"))
        }
        ArgumentConflict => Failure::said(
            format!("`{arg}` is given more than once"),
            format!("`{arg}`: 두 번 이상 지정했습니다"),
        ),
        InvalidUtf8 => Failure::said("an argument is not UTF-8", "UTF-8이 아닌 인수가 있습니다"),
        _ => Failure::said(
            format!("the arguments cannot be understood; see {command} --help"),
            format!("인수를 이해할 수 없습니다. {command} --help 참고"),
        ),
    }
}

fn missing_value(arg: &str) -> Failure {
    Failure::said(format!("`{arg}` needs a value"), format!("`{arg}`: 값이 필요합니다"))
}

fn with_hint(en: &str, ko: &str, near: &str, command: &str) -> Failure {
    if near.is_empty() {
        Failure::said(format!("{en}; see {command} --help"), format!("{ko}. {command} --help 참고"))
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
