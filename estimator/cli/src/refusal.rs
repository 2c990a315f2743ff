//! What is wrong with the arguments, where this command knows more of it than any command does.

use std::path::Path;

use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue};
use clap::parser::ValueSource;
use sundown_talk::args::Spec;
use sundown_talk::failure::Failure;
use sundown_talk::refusal;

use crate::args::{ASKING, NAME, prices};

/// What was wrong with the arguments, and what would be right. What is no command is often a file.
pub(crate) fn explain(error: &clap::Error) -> Failure {
    let is_file = |written: &&String| written.contains(['.', '/', '\\']) || Path::new(written).exists();
    let written = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(written)) => Some(written).filter(is_file),
        _ => None,
    };
    written.map_or_else(
        || refusal::explain(error, NAME),
        |written| {
            let command = format!("estimate compare {written}");
            Failure::said(
                format!("there is no command `{written}`; to read a file: {command}"),
                format!("`{written}`: 없는 명령입니다. 파일을 읽으려면: {command}"),
            )
        },
    )
}

/// A question's options stand behind the command they are for: before it they would say nothing, silently.
pub(crate) fn misplaced(matches: &ArgMatches, command: &str) -> Result<(), Failure> {
    before(matches, ASKING, command, &format!("estimate {command}"))
}

/// The same for what stands between a command and what it shall do.
pub(crate) fn misplaced_before(matches: &ArgMatches, command: &str, action: &str) -> Result<(), Failure> {
    before(matches, &[prices::BOOK], action, &format!("estimate {command} {action}"))
}

fn before(matches: &ArgMatches, options: &[&[Spec]], word: &str, path: &str) -> Result<(), Failure> {
    let typed = |name: &&str| matches.value_source(name) == Some(ValueSource::CommandLine);
    options.iter().copied().flatten().map(|spec| spec.name).find(typed).map_or(Ok(()), |name| {
        Err(Failure::said(
            format!("`--{name}` stands before `{word}`; write it behind: {path} --{name} …"),
            format!("`--{name}`: `{word}` 뒤에 써야 합니다. 예: {path} --{name} …"),
        ))
    })
}
