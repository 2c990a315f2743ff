//! A store that is down: 503, when to come again, and nothing half done.

#![cfg(feature = "dynamodb")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::net::TcpListener;
use std::sync::Arc;

use common::Api;
use serde_json::{Value, json};
use sundown_api::Contract;
use sundown_store::Dynamo;
use sundown_store::aws::Access;

#[tokio::test]
async fn a_store_that_is_down_is_503_in_every_contract() {
    // A port that nobody listens on any more.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (contract, calls) in [
        (
            Contract::Book,
            [
                ("GET", "/todo", Value::Null),
                ("POST", "/auth/signin", json!({"username": "a", "password": "b"})),
            ],
        ),
        (Contract::Wanted, [("GET", "/todos", Value::Null), ("POST", "/todos", json!({"todo": "a"}))]),
        (Contract::TodoBackend, [("GET", "/", Value::Null), ("DELETE", "/", Value::Null)]),
    ] {
        let endpoint = Some(format!("http://127.0.0.1:{port}"));
        let access = Access::new("ap-northeast-2".into(), "id".into(), "key".into(), None, endpoint);
        let api = Api::with(contract, Arc::new(Dynamo::new(&access, "todo")), tempfile::tempdir().unwrap());
        for (method, path, body) in calls {
            let answer = api.call(method, path, Some(&api.token(1)), body).await;
            assert_eq!(answer.status, 503, "{contract:?} {method} {path}: {}", answer.text);
            assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u32>().is_ok());
        }
    }
}
