//! Commands to type: the one that asks the same again, and what was told that the next ones have to be told too.

use clap::ArgMatches;
use sundown_ask::shell_word;
use sundown_engine::Date;
use sundown_talk::args::word;

use crate::args::QUESTION;
use crate::flags::is_on;

/// The command that asks the same again, on the same day.
pub(crate) fn again(command: &str, subject: Option<&str>, given: &ArgMatches, on: Date) -> String {
    let mut words = vec!["estimate".to_owned(), command.to_owned()];
    words.extend(subject.map(shell_word));
    words.push(format!("--on {on}"));
    words.extend(told(given, &["on"]));
    words.join(" ")
}

/// The options of the question that were told, by a flag or by the environment, without those named.
pub(crate) fn told(given: &ArgMatches, without: &[&str]) -> Vec<String> {
    let specs = QUESTION.iter().copied().flatten().filter(|spec| !without.contains(&spec.name));
    specs
        .filter_map(|spec| match word(given, spec.name) {
            Some(value) => Some(format!("--{} {}", spec.name, shell_word(value))),
            None => is_on(given, spec.name).then(|| format!("--{}", spec.name)),
        })
        .collect()
}
