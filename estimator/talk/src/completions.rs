//! Shell completions, from the same declaration as the command itself.

use clap::{ArgMatches, Command};

use crate::args::word;
use crate::failure::{Ending, Failure};
use crate::output;

/// Prints a command's completions for the shell that was given.
///
/// # Errors
/// When there is no such shell, or they can't be written.
pub fn run(given: &ArgMatches, mut command: Command) -> Result<Ending, Failure> {
    let name = command.get_name().to_owned();
    let shell = word(given, "SHELL").and_then(|shell| shell.parse::<clap_complete::Shell>().ok());
    let shell = shell.ok_or_else(|| {
        Failure::said(
            format!("completions need a shell; see {name} completions --help"),
            "셸 이름이 필요합니다",
        )
    })?;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    output::answer(&String::from_utf8_lossy(&script))
}
