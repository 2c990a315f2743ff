//! Progress for whoever sits before a terminal, and Ctrl-C at the worst moment.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sundown_pricelist::http::Reply;
use sundown_pricelist::server::Server;

use super::{Desk, dearer, offering, selling};
use crate::built::executable;

#[test]
fn ctrl_c_leaves_the_cache_as_it_was() {
    let good = selling(dearer(), vec![]);
    let silent = Server::plain(|_| Reply::Silent).unwrap();
    for flags in [&["prices", "refresh", "lambda.toml"][..], &["prices", "refresh", "lambda.toml", "--bulk"]]
    {
        let desk = Desk::at(&good);
        desk.run("prices refresh lambda.toml").answer();
        let before = desk.cached();
        let asked = silent.seen().len();
        let mut command = desk.command();
        command.args(flags).env("ESTIMATE_ENDPOINT_PRICING", &silent.base);
        command.env("ESTIMATE_ENDPOINT_OFFERS", &silent.base).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        let patience = Instant::now() + Duration::from_secs(20);
        while silent.seen().len() == asked {
            assert!(Instant::now() < patience, "nobody asked");
            std::thread::sleep(Duration::from_millis(5));
        }
        let typed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(typed.success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.signal(), Some(2), "ended by the signal: a shell says 130");
        assert!(output.stdout.is_empty());
        assert_eq!(desk.cached(), before, "{flags:?}");
        assert_eq!(desk.net(""), "0.6");
    }
}

/// On a terminal of its own, which `script` gives; without one there is silence.
#[test]
fn progress_is_for_terminals() {
    let shown = |desk: &Desk, flags: &str| {
        let typed = format!(
            "'{}' prices refresh lambda.toml {flags} --format json --output told.json",
            executable().display()
        );
        let mut script = Command::new("script");
        script.args(["-qec", &typed, "/dev/null"]).env_clear().env("PATH", std::env::var_os("PATH").unwrap());
        script
            .env("SHELL", "/bin/sh")
            .env("TERM", "xterm")
            .envs(desk.env.iter().map(|(name, value)| (*name, value)));
        script.env("XDG_CACHE_HOME", desk.folder.path().join("cache"));
        let output = script.current_dir(desk.folder.path()).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let live = selling(dearer(), vec![Reply::HangUp]);
    let line = shown(&Desk::at(&live), "");
    assert!(
        line.contains("asking AWS: 1 of 2 questions, 2 pages")
            || line.contains("asking AWS: 0 of 2 questions"),
        "{line:?}"
    );
    assert!(line.contains("trying again (1)"), "{line:?}");
    assert!(line.ends_with("\r\u{1b}[K"), "the line is gone when it is over: {line:?}");
    assert!(shown(&Desk::at(&selling(dearer(), vec![])), "--lang ko").contains("AWS에 묻는 중"));
    let bulk = offering(&dearer(), vec![]);
    assert!(shown(&Desk::at(&bulk), "--bulk").contains("AWSLambda: reading"));
    assert_eq!(Desk::at(&bulk).run("prices refresh lambda.toml --bulk").err, "");
}
