//! The real binary without a whole configuration.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../../testing/incomplete.rs"]
mod incomplete;

use incomplete::{KEY, REGION, SECRET, Variable, ends_before_the_first_event};

const TABLE: Variable = ("TABLE_NAME", "todo");

#[test]
fn an_incomplete_configuration_ends_it_before_the_first_event() {
    ends_before_the_first_event(
        env!("CARGO_BIN_EXE_notify"),
        &[
            (&[REGION, KEY, SECRET], "TABLE_NAME"),
            (&[REGION, KEY, SECRET, TABLE], "TOPIC_ARN"),
            (&[REGION, KEY, SECRET, TABLE, ("MAIL_FROM", "lab@example.com")], "MAIL_TO"),
        ],
    );
}
