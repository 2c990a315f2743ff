//! The real binary: configured wrongly, as a Lambda function before a Runtime API of our own, and as a server on a port.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

#[cfg(feature = "dynamodb")]
mod lambda;
#[cfg(feature = "sqlite")]
mod server;

use std::process::{Child, Command, Stdio};

const SECRET: &str = "a secret of the tests, 32 bytes and more";

#[test]
fn an_incomplete_configuration_ends_it_with_one_line_that_names_the_variable() {
    let wrong: &[(&[(&str, &str)], &str)] = &[
        (&[], "TOKEN_SECRET"),
        (&[("TOKEN_SECRET", "short")], "TOKEN_SECRET"),
        (&[("TOKEN_SECRET", SECRET), ("TODO_CONTRACT", "books")], "TODO_CONTRACT"),
        #[cfg(feature = "dynamodb")]
        (&[("TOKEN_SECRET", SECRET)], "TABLE_NAME"),
        #[cfg(feature = "dynamodb")]
        (&[("TOKEN_SECRET", SECRET), ("TABLE_NAME", "t")], "AWS_REGION"),
        #[cfg(feature = "sqlite")]
        (&[("TOKEN_SECRET", SECRET), ("DATABASE_URL", "mysql://x")], "DATABASE_URL"),
    ];
    for (variables, name) in wrong {
        let output = api().envs(variables.iter().copied()).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            !output.status.success() && text.lines().count() == 1 && text.contains(name),
            "{variables:?}: {text}"
        );
        assert!(!text.contains(SECRET) && !text.contains("\"short\""), "{text}");
    }
}

fn api() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_api"));
    command.env_clear().stdout(Stdio::piped());
    command
}

struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
