//! The real binary without a whole configuration: it ends before it asks Lambda for an event, with one line that names the variable.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::Command;

type Variable = (&'static str, &'static str);

const REGION: Variable = ("AWS_REGION", "ap-northeast-2");
const KEY: Variable = ("AWS_ACCESS_KEY_ID", "a key of the tests");
const SECRET: Variable = ("AWS_SECRET_ACCESS_KEY", "a secret of the tests");
const TABLE: Variable = ("TABLE_NAME", "todo");

#[test]
fn an_incomplete_configuration_ends_it_before_the_first_event() {
    let incomplete: &[(&[Variable], &str)] = &[
        (&[], "AWS_REGION"),
        (&[REGION], "AWS_ACCESS_KEY_ID"),
        (&[REGION, KEY], "AWS_SECRET_ACCESS_KEY"),
        (&[REGION, KEY, SECRET], "TABLE_NAME"),
        (&[REGION, KEY, SECRET, TABLE], "TOPIC_ARN"),
        (&[REGION, KEY, SECRET, TABLE, ("MAIL_FROM", "lab@example.com")], "MAIL_TO"),
    ];
    let runtime = TcpListener::bind("127.0.0.1:0").unwrap();
    runtime.set_nonblocking(true).unwrap();
    let address = runtime.local_addr().unwrap().to_string();
    for (variables, name) in incomplete {
        let mut function = Command::new(env!("CARGO_BIN_EXE_notify"));
        function.env_clear().env("AWS_LAMBDA_RUNTIME_API", &address).envs(variables.iter().copied());
        let output = function.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!output.status.success(), "{variables:?}");
        assert!(text.lines().count() == 1 && text.contains(name), "{variables:?}: {text}");
        assert!(output.stderr.is_empty() && !text.contains(SECRET.1), "{text}");
        let asked = runtime.accept().map(drop).map_err(|error| error.kind());
        assert_eq!(asked, Err(ErrorKind::WouldBlock), "it asked for an event");
    }
}
