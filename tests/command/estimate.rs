//! One way of running the built command: with no environment but what a test says.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::built::executable;

/// A day for every estimate, so that none changes by itself.
pub(crate) const ON: [&str; 2] = ["--on", "2026-12-01"];

/// The commands that need nothing but themselves.
pub(crate) const COMMANDS: [&[&str]; 8] = [
    &["compare"],
    &["breakeven"],
    &["lab"],
    &["lab", "book"],
    &["explain", "lambda"],
    &["explain", "ec2-elb.alb"],
    &["prices"],
    &["man"],
];

/// What a run left behind.
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().expect("the command ended by itself"),
        }
    }
}

impl Ran {
    /// The answer, where there has to be one and nothing beside it.
    pub(crate) fn answer(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// The complaint, where there has to be one and no answer.
    pub(crate) fn complaint(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        assert!(!self.err.is_empty() && !self.err.contains("panicked"), "{}", self.err);
        self.err
    }
}

/// The command with an empty environment, in a folder, before a terminal of 100 columns; its cache is there too, because
/// prices that the user has fetched would change every answer.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(executable());
    command.env_clear().env("COLUMNS", "100").env("XDG_CACHE_HOME", folder.join("cache"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

pub(crate) fn run<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Ran {
    command(folder).args(args).output().unwrap().into()
}

/// With something on its standard input.
pub(crate) fn fed(command: &mut Command, input: &[u8]) -> Ran {
    let mut child: Child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // It may stop reading early, which is its right.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.into()
}

pub(crate) fn empty() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}
