//! What a lab left behind in an AWS account: found, priced, explained, planned, and deleted with consent. Everything the
//! command does is here, over a world that is handed in: AWS in the program, a simulated cloud in tests.

pub mod account;
pub mod apply;
pub mod args;
pub mod aws;
pub mod baseline;
pub mod doors;
pub mod explain;
pub mod init;
pub mod judged;
pub mod page;
pub mod plan;
pub mod policy;
pub mod progress;
pub mod purse;
pub mod scan;
pub mod talk;

use std::ffi::OsString;
use std::process::ExitCode;

use sundown_cleanup_engine::escape;
use sundown_engine::text::Lang;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::{completions, lang, output, refusal};

use doors::Doors;

/// Runs a command line to its exit code.
#[must_use]
pub fn main(line: Vec<OsString>, doors: Doors<'_>) -> ExitCode {
    let env = |name: &str| std::env::var(name).ok();
    let lang = lang::choose(args::NAME, &line, env);
    match run(line, lang, doors) {
        Ok(ending) => ending.into(),
        Err(Failure::Help(text)) => output::answer(&text).unwrap_or(Ending::CouldNot).into(),
        Err(failure) => {
            // A message may quote a stranger's name.
            output::talk(&escape::terminal(&failure.words(lang)));
            Ending::CouldNot.into()
        }
    }
}

fn run(line: Vec<OsString>, lang: Lang, doors: Doors<'_>) -> Result<Ending, Failure> {
    let matches = args::command(lang)
        .try_get_matches_from(line)
        .map_err(|error| refusal::explain(&error, args::NAME))?;
    match matches.subcommand() {
        Some(("plan", given)) => plan::run(given, lang, doors),
        Some(("apply", given)) => apply::run(given, lang, doors),
        Some(("explain", given)) => explain::run(given, lang, doors),
        Some(("baseline", given)) => baseline::run(given, lang, doors),
        Some(("init", _)) => init::run(lang),
        Some(("completions", given)) => completions::run(given, args::command(lang)),
        Some(("man", _)) => args::man(lang),
        Some((_, given)) => scan::run(given, lang, doors),
        None => scan::run(&matches, lang, doors),
    }
}
