//! What is generated from the command's own declaration: the man page, which is committed, and completions.

use crate::cases::same;
use crate::estimate::{empty, fed, run};

#[test]
fn the_committed_man_page_is_current() {
    let page = run(empty().path(), ["man", "--lang", "en"]).answer();
    same(page, &sundown_tests::root().join("estimator/cli/man/estimate.1"));
}

#[test]
fn the_man_page_knows_every_option() {
    for lang in ["en", "ko"] {
        let help = run(empty().path(), ["--help", "--lang", lang]).answer();
        let page = run(empty().path(), ["man", "--lang", lang]).answer().replace("\\-", "-");
        let options: Vec<_> = help
            .split_whitespace()
            .filter(|word| word.starts_with("--"))
            .map(|word| word.trim_end_matches(','))
            .collect();
        assert!(options.len() > 20, "{help}");
        for option in options {
            assert!(page.contains(option), "{option} is not in the page");
        }
    }
}

#[test]
fn every_shell_is_completed() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(empty().path(), ["completions", shell]).answer();
        for word in ["breakeven", "requests", "explain"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

/// A shell that is at hand reads its script and completes by it.
#[test]
fn bash_completes_by_its_script() {
    let script = run(empty().path(), ["completions", "bash"]).answer();
    let asked = "\nCOMP_WORDS=(estimate br); COMP_CWORD=1; _estimate estimate br estimate; echo \"${COMPREPLY[@]}\"\n";
    let mut bash = std::process::Command::new("bash");
    let ran = fed(bash.args(["--norc", "--noprofile", "-s"]), format!("{script}{asked}").as_bytes());
    assert_eq!(ran.answer().trim(), "breakeven");
}
