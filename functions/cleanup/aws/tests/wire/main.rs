//! The wire and its data, judged by others: botocore's vectors, botocore's models, and documents made to break parsers.
//!
//! Needs botocore's source package (`tests/fetch-vectors.sh`, or its folder in `SUNDOWN_BOTOCORE`). Without it the tests
//! that are judged by it fail and say so: a check that did not run must not look like one that passed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails loudly, and tells what it measured"
)]

mod compare;
mod data;
mod hostile;
mod strict;
mod vectors;

use std::path::PathBuf;

/// A file of the models' folder.
fn models(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("models").join(name)
}

/// The folder of botocore's source package.
fn botocore() -> PathBuf {
    let usual = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../.venv/botocore/source");
    let folder = std::env::var_os("SUNDOWN_BOTOCORE").map_or(usual, PathBuf::from);
    assert!(
        folder.join("tests/unit/protocols").is_dir(),
        "no botocore in {}: run functions/cleanup/aws/tests/fetch-vectors.sh",
        folder.display()
    );
    folder
}
