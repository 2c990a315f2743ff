//! One suite, three stores. Each store is one test that runs every case and names all that failed, because starting a database
//! for each case would cost more than the cases.
//!
//! A database that isn't on this machine makes its test *ignored*, with the reason on standard error: skipped, never passed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests"
)]

mod accounts;
mod counting;
mod down;
mod dynamodb;
mod lists;
mod owners;
mod postgres;
mod racing;
mod s3;
mod samples;
mod tls;

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use libtest_mimic::{Arguments, Failed, Trial};
use sundown_store::Sqlite;
use sundown_todo::Store;

type Case = (&'static str, fn(&dyn Store) -> BoxFuture<'_, ()>);

fn main() {
    let arguments = Arguments::from_args();
    let trials = vec![
        Trial::test("sqlite_keeps_the_contract", sqlite),
        trial("postgresql_keeps_the_contract", postgres::missing(), || postgres::with(contract)),
        trial("dynamodb_keeps_the_contract", dynamodb::missing(), || dynamodb::with(contract)),
        trial("s3_keeps_pictures", dynamodb::missing(), s3::keeps_pictures),
        trial("postgresql_over_tls_as_rds_demands_it", tls::missing(), tls::as_rds_demands_it),
        trial("postgresql_that_stops_is_down", postgres::missing(), down::postgresql_stops),
        Trial::test("dynamodb_without_an_answer_is_down", down::dynamodb_is_silent),
        Trial::test("sqlite_that_cannot_open_is_down", down::sqlite_cannot_open),
    ];
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(name: &str, missing: Option<&str>, run: fn() -> Result<(), Failed>) -> Trial {
    if let Some(reason) = missing {
        eprintln!("{name}: skipped: {reason}");
    }
    Trial::test(name, run).with_ignored_flag(missing.is_some())
}

fn sqlite() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let store = Sqlite::open(&folder.path().join("todo.db")).map_err(|error| error.to_string())?;
    runtime().block_on(contract(&store))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// Runs every case and names those that failed.
fn contract(store: &dyn Store) -> postgres::TestFuture<'_> {
    Box::pin(run(store))
}

async fn run(store: &dyn Store) -> Result<(), Failed> {
    let suites: [&[Case]; 5] = [accounts::CASES, lists::CASES, owners::CASES, counting::CASES, racing::CASES];
    let mut failed = Vec::new();
    for (name, case) in suites.concat() {
        if AssertUnwindSafe(case(store)).catch_unwind().await.is_err() {
            failed.push(name);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("these cases failed: {failed:?}").into()) }
}

/// A table of cases from functions of the file it stands in.
#[macro_export]
macro_rules! cases {
    ($($name:ident),+ $(,)?) => {
        pub(crate) const CASES: &[$crate::Case] = &[$((stringify!($name), |store| Box::pin($name(store)))),+];
    };
}
