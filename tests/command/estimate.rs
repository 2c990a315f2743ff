//! The built command, and one way of running it: with no environment but what a test says.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::SystemTime;

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

/// The command with an empty environment, in a folder, before a terminal of 100 columns.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(executable());
    command.env_clear().env("COLUMNS", "100").current_dir(folder).stdin(Stdio::null());
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

/// The executable: built once, and only looked at where it is newer than all it is made of.
pub(crate) fn executable() -> &'static Path {
    static EXECUTABLE: OnceLock<PathBuf> = OnceLock::new();
    EXECUTABLE.get_or_init(|| current().unwrap_or_else(build))
}

/// What cargo noted beside an earlier build tells whether it is still the newest.
fn current() -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent()?;
    let built = target.join("debug").join(format!("estimate{}", std::env::consts::EXE_SUFFIX));
    let noted = fs::read_to_string(built.with_extension("d")).ok()?;
    let age = modified(&built)?;
    let (_, sources) = noted.split_once(": ")?;
    let lock = sundown_tests::root().join("Cargo.lock");
    let sources = sources.split_whitespace().map(PathBuf::from).chain([lock]);
    sources.into_iter().all(|source| modified(&source).is_some_and(|time| time <= age)).then_some(built)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

fn build() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--locked", "-p", "sundown-cli", "--bin", "estimate", "--message-format", "json"])
        .current_dir(sundown_tests::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).unwrap();
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut executables = messages.filter_map(|message| Some(PathBuf::from(message["executable"].as_str()?)));
    executables.next_back().expect("cargo names the executable it built")
}
