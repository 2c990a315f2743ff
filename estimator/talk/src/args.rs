//! An option, declared once: its name, its words in both languages, its choices and its environment variable. Help, man
//! page and completions come from it.

use clap::{Arg, ArgAction, ArgMatches, Command};
use sundown_engine::text::{Lang, Text};

/// One option that takes a value, or a switch.
pub struct Spec {
    /// Its long name, and behind the command's its environment variable.
    pub name: &'static str,
    pub short: Option<char>,
    pub value: Value,
    pub help: Text,
}

/// What an option takes.
pub enum Value {
    /// Nothing: it is given or not.
    Switch,
    /// A value of this kind, as help names it.
    Named(&'static str),
    /// The same, any number of times or with commas between.
    Many(&'static str),
    /// One of these words.
    OneOf(&'static [&'static str]),
}

#[must_use]
pub const fn spec(name: &'static str, value: Value, en: &'static str, ko: &'static str) -> Spec {
    Spec { name, short: None, value, help: Text::new(en, ko) }
}

/// An option of the command of this name, for clap.
#[must_use]
pub fn option(command: &str, spec: &Spec, lang: Lang) -> Arg {
    let arg = Arg::new(spec.name).long(spec.name).help(spec.help.in_lang(lang)).hide_env(true);
    let arg = if let Some(short) = spec.short { arg.short(short) } else { arg };
    let env = variable(command, spec.name);
    // A variable that is set to nothing says nothing.
    let is_set = std::env::var_os(&env).is_some_and(|value| !value.is_empty());
    let arg = if is_set { arg.env(env) } else { arg };
    match &spec.value {
        Value::Switch => arg.action(ArgAction::SetTrue),
        Value::Named(name) => arg.value_name(*name),
        Value::Many(name) => arg.value_name(*name).action(ArgAction::Append).value_delimiter(','),
        Value::OneOf(words) => one_of(arg.value_name(words.join("|")), words),
    }
}

/// The environment variable of a command's option: `ESTIMATE_MEMORY_MB`.
#[must_use]
pub fn variable(command: &str, option: &str) -> String {
    format!("{command}_{option}").to_uppercase().replace('-', "_")
}

/// The words stand in the value's name; clap's own English list of them stays away.
#[must_use]
pub fn one_of(arg: Arg, words: &'static [&'static str]) -> Arg {
    arg.value_parser(clap::builder::PossibleValuesParser::new(words)).hide_possible_values(true)
}

pub const OPTIONS: Text = Text::new("Options", "옵션");
pub const ARGUMENTS: Text = Text::new("Arguments", "인수");

/// clap's own words (headings, `--help`, `--version`) in the language.
#[must_use]
pub fn worded(command: Command, lang: Lang) -> Command {
    let help = Text::new("Print help", "도움말을 출력합니다").in_lang(lang);
    let version = Text::new("Print version", "버전을 출력합니다").in_lang(lang);
    let template =
        Text::new("{about}\n\nUsage: {usage}\n\n{all-args}", "{about}\n\n사용법: {usage}\n\n{all-args}");
    let has_version = command.get_version().is_some();
    let command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(Arg::new("help").long("help").short('h').help(help).action(ArgAction::Help))
        .subcommand_help_heading(Text::new("Commands", "명령").in_lang(lang))
        .help_template(template.in_lang(lang));
    if !has_version {
        return command;
    }
    command
        .disable_version_flag(true)
        .arg(Arg::new("version").long("version").short('V').help(version).action(ArgAction::Version))
}

/// An option's word, where this command has the option and it was given.
#[must_use]
pub fn word<'a>(given: &'a ArgMatches, name: &str) -> Option<&'a str> {
    given.try_get_one::<String>(name).ok().flatten().map(String::as_str)
}
