//! The real binary without a whole configuration.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../../testing/incomplete.rs"]
mod incomplete;

use incomplete::{KEY, REGION, SECRET, ends_before_the_first_event};

#[test]
fn an_incomplete_configuration_ends_it_before_the_first_event() {
    ends_before_the_first_event(
        env!("CARGO_BIN_EXE_media"),
        &[
            (&[REGION, KEY, SECRET], "MEDIA_BUCKET"),
            (&[REGION, KEY, SECRET, ("MEDIA_BUCKET", " ")], "MEDIA_BUCKET"),
        ],
    );
}
