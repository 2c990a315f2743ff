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
mod network;
mod progress;
mod refusal;

use std::process::ExitCode;

use sundown_engine::text::Lang;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::{completions, lang, output};

fn main() -> ExitCode {
    let line: Vec<_> = std::env::args_os().collect();
    let env = |name: &str| std::env::var(name).ok();
    let lang = lang::choose(args::NAME, &line, env);
    colour_talk(lang::told(args::NAME, &line, "color", env).as_deref());
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
        Some(("completions", given)) => completions::run(given, args::command(lang)),
        Some(("man", _)) => commands::man::run(lang),
        Some((_, given)) => commands::compare::run(given, lang),
        None => commands::compare::run(&matches, lang),
    }
}

/// Whether what is said beside the answer may be coloured: as told, else by its own terminal.
fn colour_talk(told: Option<&str>) {
    let choice = match told {
        Some("always") => anstream::ColorChoice::Always,
        Some("never") => anstream::ColorChoice::Never,
        _ => return,
    };
    choice.write_global();
}
