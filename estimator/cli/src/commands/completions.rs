//! Shell completions, from the same declaration as the command itself.

use clap_complete::Shell;
use sundown_engine::text::Lang;

use crate::failure::{Ending, Failure};
use crate::{args, output};

pub(crate) fn run(given: &clap::ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let shell = given.get_one::<String>("SHELL").and_then(|name| name.parse::<Shell>().ok());
    let shell = shell.ok_or_else(|| {
        Failure::said("completions need a shell; see estimate completions --help", "셸 이름이 필요합니다")
    })?;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(lang), "estimate", &mut script);
    output::answer(&String::from_utf8_lossy(&script))
}
