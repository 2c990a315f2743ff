//! A function's real binary without a whole configuration: it ends before it asks Lambda for an event, with one line that
//! names the variable.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::Command;

pub(crate) type Variable = (&'static str, &'static str);

pub(crate) const REGION: Variable = ("AWS_REGION", "ap-northeast-2");
pub(crate) const KEY: Variable = ("AWS_ACCESS_KEY_ID", "a key of the tests");
pub(crate) const SECRET: Variable = ("AWS_SECRET_ACCESS_KEY", "a secret of the tests");

/// Runs the binary with these variables alone; each line it ends with names this one.
pub(crate) fn ends_before_the_first_event(binary: &str, incomplete: &[(&[Variable], &str)]) {
    let without_a_key: [(&[Variable], &str); 3] =
        [(&[], "AWS_REGION"), (&[REGION], "AWS_ACCESS_KEY_ID"), (&[REGION, KEY], "AWS_SECRET_ACCESS_KEY")];
    let runtime = TcpListener::bind("127.0.0.1:0").unwrap();
    runtime.set_nonblocking(true).unwrap();
    let address = runtime.local_addr().unwrap().to_string();
    for (variables, name) in without_a_key.iter().chain(incomplete) {
        let mut function = Command::new(binary);
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
