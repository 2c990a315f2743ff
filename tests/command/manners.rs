//! How a command behaves among others: pipes that close, colours that are unwanted, exit codes, the same bytes twice.

use std::process::Stdio;

use crate::estimate::{COMMANDS, ON, Ran, command, empty, executable, run};

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
    let output = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
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
fn colour_is_for_those_who_want_it() {
    let folder = empty();
    let escape = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = command(folder.path());
        let ran = Ran::from(command.args(args).args(ON).envs(env.iter().copied()).output().unwrap());
        (ran.out + &ran.err).contains('\u{1b}')
    };
    for good in [["compare"], ["breakeven"]] {
        let with = |colour| [&good[..], &["--color", colour]].concat();
        assert!(!escape(&good, &[]), "a pipe has no colours");
        assert!(escape(&with("always"), &[]));
        assert!(
            escape(&with("always"), &[("NO_COLOR", "1"), ("TERM", "dumb")]),
            "a flag is over the environment"
        );
        assert!(!escape(&with("never"), &[]));
    }
    let wrong = ["compare", "none.toml", "--region", "nowhere"];
    assert!(!escape(&wrong, &[]));
    std::fs::write(folder.path().join("wrong.toml"), "regoin = 1\n").unwrap();
    assert!(
        escape(&["compare", "wrong.toml", "--color", "always"], &[]),
        "what is said beside it has colours too"
    );
    assert!(escape(&["compare", "wrong.toml"], &[("ESTIMATE_COLOR", "always")]));
    assert!(!escape(&["compare", "wrong.toml", "--color", "never"], &[("ESTIMATE_COLOR", "always")]));
}

/// On a terminal of its own: `script` gives one.
#[test]
fn a_terminal_has_colours_unless_it_says_otherwise() {
    let folder = empty();
    let shown = |env: &[(&str, &str)], flags: &str| {
        let typed = format!("'{}' compare --on 2026-12-01 {flags}", executable().display());
        let mut script = std::process::Command::new("script");
        script.args(["-qec", &typed, "/dev/null"]).env_clear().env("PATH", std::env::var_os("PATH").unwrap());
        script
            .env("SHELL", "/bin/sh")
            .envs(env.iter().copied())
            .current_dir(folder.path())
            .stdin(Stdio::null());
        let ran = Ran::from(script.output().unwrap());
        assert!(ran.out.contains("Serverless"), "{}", ran.out);
        ran.out.contains('\u{1b}')
    };
    assert!(shown(&[("TERM", "xterm")], ""));
    assert!(!shown(&[("TERM", "xterm"), ("NO_COLOR", "1")], ""));
    assert!(shown(&[("TERM", "xterm"), ("NO_COLOR", "")], ""), "empty is not set");
    assert!(!shown(&[("TERM", "dumb")], ""));
    assert!(!shown(&[("TERM", "xterm")], "--color never"));
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

#[test]
fn a_budget_is_kept_or_it_is_not() {
    let folder = empty();
    let code = |args: &[&str]| run(folder.path(), args.iter().copied().chain(ON)).code;
    assert_eq!(code(&["compare", "--budget", "1"]), 0, "serverless keeps within a dollar");
    assert_eq!(code(&["compare", "--budget", "0.01"]), 1);
    assert_eq!(code(&["compare", "--only", "ec2-elb", "--budget", "10"]), 1);
    assert_eq!(code(&["lab", "eks", "--budget", "100"]), 1);
    assert_eq!(code(&["breakeven", "--budget", "0.01"]), 1);
    assert_eq!(code(&["explain", "serverless.api", "--budget", "0.01"]), 1);
    let over = run(folder.path(), ["compare", "--budget", "0.01"].into_iter().chain(ON));
    assert!(
        over.out.contains("Serverless") && over.err == "over the budget\n",
        "the answer stands: {}",
        over.err
    );
}

#[test]
fn strict_wants_every_price() {
    let folder = empty();
    let gap = ["--region", "us-gov-west-1", "--strict"];
    for asked in [&["compare"][..], &["breakeven"], &["lab", "ecs-fargate"]] {
        let ran = run(folder.path(), asked.iter().copied().chain(gap).chain(ON));
        assert_eq!(ran.code, 2, "{asked:?}: {}", ran.err);
        assert!(ran.err.starts_with("error: something could not be priced"), "{}", ran.err);
    }
    assert_eq!(run(folder.path(), ["compare", "--strict"].into_iter().chain(ON)).code, 0);
    let lenient = run(folder.path(), ["compare", "--region", "us-gov-west-1"].into_iter().chain(ON)).answer();
    assert!(lenient.contains("≥ $"), "{lenient}");
}
