//! How a command behaves among others: pipes that close, talk that nobody hears, the same bytes twice.

use std::process::Stdio;

use crate::built::executable;
use crate::estimate::{COMMANDS, ON, Ran, command, empty, run};

fn dated<'a>(args: &[&'a str]) -> Vec<&'a str> {
    let undated = ["prices", "man"].contains(&args[0]) || args == ["lab"];
    args.iter().copied().chain(ON.into_iter().filter(|_| !undated)).collect()
}

#[test]
fn whoever_stops_reading_is_no_error() {
    let folder = empty();
    for args in COMMANDS.iter().map(|args| dated(args)).chain([vec!["--help"], vec!["completions", "zsh"]]) {
        let mut child =
            command(folder.path()).args(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), said.as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_page_cut_short_by_head_is_a_success() {
    let script = format!("set -o pipefail; '{}' prices | head -n 1", executable().display());
    let folder = empty();
    let mut bash = std::process::Command::new("bash");
    let output = bash.args(["-c", &script]).env("XDG_CACHE_HOME", folder.path()).output().unwrap();
    let ran = Ran::from(output);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out.lines().count(), 1);
}

#[cfg(unix)]
#[test]
fn nobody_listening_to_the_talk_is_no_error() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let folder = empty();
    let asked = |budget: &'static str| {
        let mut command = command(folder.path());
        command.args(["compare", "--budget", budget]).args(ON).stderr(full());
        command.output().unwrap().status.code()
    };
    assert_eq!((asked("0.01"), asked("500")), (Some(1), Some(0)));
    let unwritten = command(folder.path()).arg("man").stdout(full()).output().unwrap();
    assert_eq!(unwritten.status.code(), Some(2), "an answer that is lost is no success");
}

#[test]
fn the_same_question_has_the_same_bytes() {
    let folder = empty();
    let formats =
        ["table", "json", "csv", "markdown", "html"].map(|format| vec!["compare", "--format", format]);
    for args in COMMANDS.iter().map(|args| args.to_vec()).chain(formats) {
        let args = dated(&args);
        assert_eq!(run(folder.path(), &args).answer(), run(folder.path(), &args).answer(), "{args:?}");
    }
}
