//! The `leftovers` command. stdout is the answer, stderr the talk.

use std::process::ExitCode;

fn main() -> ExitCode {
    leftovers::main(std::env::args_os().collect(), leftovers::aws::doors())
}
