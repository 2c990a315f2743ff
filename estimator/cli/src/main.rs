//! The `estimate` command. stdout is the answer, stderr the talk.

mod account;
mod again;
mod args;
mod asking;
mod books;
mod commands;
mod failure;
mod flags;
mod input;
mod lang;
mod network;
mod output;
mod progress;
mod refusal;

use std::process::ExitCode;

use sundown_engine::text::Lang;

use crate::failure::{Ending, Failure};

fn main() -> ExitCode {
    let line: Vec<_> = std::env::args_os().collect();
    let env = |name: &str| std::env::var(name).ok();
    let lang = lang::choose(&line, env);
    output::colour_talk(lang::told(&line, "color", env).as_deref());
    match run(line, lang) {
        Ok(ending) => ending.into(),
        Err(Failure::Help(text)) => output::answer(&text).unwrap_or(Ending::CouldNot).into(),
        Err(failure) => {
            output::talk(&failure.words(lang));
            Ending::CouldNot.into()
        }
    }
}

fn run(line: Vec<std::ffi::OsString>, lang: Lang) -> Result<Ending, Failure> {
    let matches = args::command(lang).try_get_matches_from(line).map_err(|error| refusal::explain(&error))?;
    if let Some((name, _)) = matches.subcommand() {
        refusal::misplaced(&matches, name)?;
    }
    match matches.subcommand() {
        Some(("breakeven", given)) => commands::breakeven::run(given, lang),
        Some(("lab", given)) => commands::lab::run(given, lang),
        Some(("explain", given)) => commands::explain::run(given, lang),
        Some(("prices", given)) => commands::prices::run(given, lang),
        Some(("init", _)) => commands::init::run(lang),
        Some(("completions", given)) => commands::completions::run(given, lang),
        Some(("man", _)) => commands::man::run(lang),
        Some((_, given)) => commands::compare::run(given, lang),
        None => commands::compare::run(&matches, lang),
    }
}
