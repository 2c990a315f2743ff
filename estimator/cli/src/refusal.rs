//! clap's complaints in our own sentences.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;

/// What was wrong with the arguments, and what would be right.
pub(crate) fn explain(error: &clap::Error) -> Failure {
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
        ),
        InvalidSubcommand => {
            unknown_command(&about(ContextKind::InvalidSubcommand), &about(ContextKind::SuggestedSubcommand))
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
            format!("an argument is missing: {arg}; see estimate --help"),
            format!("인수가 빠졌습니다: {arg}. estimate --help 참고"),
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
            "the arguments cannot be understood; see estimate --help",
            "인수를 이해할 수 없습니다. estimate --help 참고",
        ),
    }
}

/// A question's options stand behind the command they are for: before it they would say nothing, silently.
pub(crate) fn misplaced(matches: &clap::ArgMatches, command: &str) -> Result<(), Failure> {
    let typed = |name: &&str| matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
    let mut of_no_command = crate::args::ASKING.iter().copied().flatten().map(|spec| spec.name);
    of_no_command.find(typed).map_or(Ok(()), |name| {
        Err(Failure::said(
            format!("`--{name}` stands before `{command}`; write it behind: estimate {command} --{name} …"),
            format!("`--{name}`: `{command}` 뒤에 써야 합니다. 예: estimate {command} --{name} …"),
        ))
    })
}

/// The same for what stands between a command and what it shall do.
pub(crate) fn misplaced_before(
    matches: &clap::ArgMatches,
    command: &str,
    action: &str,
) -> Result<(), Failure> {
    let typed = |name: &&str| matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
    let mut options = crate::args::prices::BOOK.iter().map(|spec| spec.name);
    options.find(typed).map_or(Ok(()), |name| {
        Err(Failure::said(
            format!(
                "`--{name}` stands before `{action}`; write it behind: estimate {command} {action} --{name} …"
            ),
            format!("`--{name}`: `{action}` 뒤에 써야 합니다. 예: estimate {command} {action} --{name} …"),
        ))
    })
}

/// What is no command is often a file.
fn unknown_command(written: &str, near: &str) -> Failure {
    let is_file = written.contains(['.', '/', '\\']) || std::path::Path::new(written).exists();
    let (en, ko) = (format!("there is no command `{written}`"), format!("`{written}`: 없는 명령입니다"));
    if is_file {
        let command = format!("estimate compare {written}");
        return Failure::said(
            format!("{en}; to read a file: {command}"),
            format!("{ko}. 파일을 읽으려면: {command}"),
        );
    }
    with_hint(&en, &ko, near)
}

fn missing_value(arg: &str) -> Failure {
    Failure::said(format!("`{arg}` needs a value"), format!("`{arg}`: 값이 필요합니다"))
}

fn with_hint(en: &str, ko: &str, near: &str) -> Failure {
    if near.is_empty() {
        Failure::said(format!("{en}; see estimate --help"), format!("{ko}. estimate --help 참고"))
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
