//! A store that can't be reached says so, soon, and isn't taken for an empty one.

use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use libtest_mimic::Failed;
use sundown_store::{Dynamo, Postgres, Sqlite};
use sundown_todo::{Store, StoreError};

use crate::samples::{added, new, owner};

pub(crate) fn postgresql_stops() -> Result<(), Failed> {
    let cluster = crate::postgres::Cluster::start()?;
    crate::runtime().block_on(async {
        let store = Postgres::open(&cluster.url(), None, 2).await.map_err(|error| error.to_string())?;
        let owner = owner();
        added(&store, owner, "t").await;
        cluster.stop();
        for _ in 0..3 {
            assert!(is_down(&store.todos(owner).await));
            assert!(is_down(&store.add_todo(owner, &new("u")).await));
        }
        Ok(())
    })
}

pub(crate) fn dynamodb_is_silent() -> Result<(), Failed> {
    // A port that takes connections and never answers, and one that refuses them.
    let silent = TcpListener::bind("127.0.0.1:0")?;
    let closed = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    crate::runtime().block_on(async {
        for port in [silent.local_addr()?.port(), closed] {
            let store = Dynamo::new(&crate::dynamodb::access(port), "todo");
            let start = Instant::now();
            assert!(is_down(&store.todos(owner()).await));
            assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
        }
        Ok(())
    })
}

pub(crate) fn sqlite_cannot_open() -> Result<(), Failed> {
    let opened = Sqlite::open(Path::new("/nowhere/at/all/todo.db")).map(|_| ());
    if is_down(&opened) { Ok(()) } else { Err(format!("{opened:?}").into()) }
}

fn is_down<T>(answer: &Result<T, StoreError>) -> bool {
    matches!(answer, Err(StoreError::Down(_)))
}
