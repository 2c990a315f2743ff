//! Colours are for those who want them: a terminal, unless it or its user says otherwise.

use std::process::Stdio;

use crate::built::executable;
use crate::estimate::{ON, Ran, command, empty};

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
