//! Calls over real sockets on loopback: signatures, retries, pages, S3, and a whole emulated cloud.
//!
//! The signatures need botocore (`tests/fetch-vectors.sh`), the emulated cloud needs moto (`.venv/moto`, or its `bin`
//! folder in `SUNDOWN_MOTO`). Where one is missing its test fails and says what to run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails loudly, and tells what it measured"
)]

mod clients;
mod endpoints;
mod large;
mod moto;
mod paging;
mod retries;
mod server;
mod signatures;
mod signin;
mod storage;
mod zoo;

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use serde_json::Value;
use sundown_cleanup_aws::{Limits, Options, Reader, Session, Writer, https};

const KEY: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn configuration() -> SdkConfig {
    let credentials = Credentials::new(KEY, SECRET, Some("a/session+token==".to_owned()), None, "test");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("ap-northeast-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(https())
        .build()
}

/// As in life, only in a hurry.
fn hurried(url: &str, account: &str) -> Options {
    let limits = Limits {
        connect: Duration::from_secs(2),
        attempt: Duration::from_millis(1_000),
        call: Duration::from_secs(20),
        attempts: 3,
        pause: Duration::from_millis(5),
    };
    Options { account: account.to_owned(), endpoint: Some(url.to_owned()), limits, ..Options::default() }
}

/// A session of an account of its own, so that no test spends another's retries.
fn session(url: &str) -> Session {
    let account = format!("{:012}", fastrand::u64(..1_000_000_000_000));
    Session::new(&configuration(), hurried(url, &account)).unwrap()
}

fn reader(url: &str) -> Reader {
    Reader::new(session(url))
}

fn writer(url: &str) -> Writer {
    Writer::that_changes_things(session(url))
}

/// Asks a script that speaks for botocore: JSON in, JSON out.
fn botocore(script: &str, asked: &Value) -> Value {
    let home = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../.venv/botocore/bin/python");
    let mut python = Command::new(home)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/").to_owned() + script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("no botocore: run functions/cleanup/aws/tests/fetch-vectors.sh");
    python.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "{script} failed");
    serde_json::from_slice(&output.stdout).unwrap()
}
