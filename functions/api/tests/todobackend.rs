//! The `todobackend` contract: what its specification asks of a backend.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use axum::body::Body;
use axum::http::Request;
use common::Api;
use serde_json::{Value, json};
use sundown_api::Contract;

#[tokio::test]
async fn a_todo_lives_under_its_url() {
    let api = Api::new(Contract::TodoBackend);
    assert_eq!(api.call("GET", "/", None, Value::Null).await.json, json!([]));
    let post =
        Request::post("/").header("host", "todo.example:8080").header("content-type", "application/json");
    let added = api.send(post.body(Body::from(r#"{"title":"walk the dog","order":523}"#)).unwrap()).await;
    let url = added.json["url"].as_str().unwrap();
    assert!(url.starts_with("http://todo.example:8080/todos/"), "{url}");
    let expected = json!({"title": "walk the dog", "completed": false, "order": 523, "url": url});
    assert_eq!((added.status.as_u16(), &added.json), (201, &expected));

    let path = url.strip_prefix("http://todo.example:8080").unwrap();
    let patched = api
        .call("PATCH", path, None, json!({"title": "bathe the cat", "completed": true, "order": 95}))
        .await;
    assert_eq!(
        (&patched.json["title"], &patched.json["completed"], &patched.json["order"]),
        (&json!("bathe the cat"), &json!(true), &json!(95))
    );
    assert_eq!(api.call("GET", path, None, Value::Null).await.json, patched.json);
    assert_eq!(api.call("GET", "/", None, Value::Null).await.json, json!([patched.json]));
    assert_eq!(api.call("DELETE", path, None, Value::Null).await.status, 204);
    assert_eq!(api.call("GET", path, None, Value::Null).await.status, 404);
    api.call("POST", "/", None, json!({"title": "x"})).await;
    assert_eq!(api.call("DELETE", "/", None, Value::Null).await.status, 204);
    assert_eq!(api.call("GET", "/", None, Value::Null).await.json, json!([]));
}

#[tokio::test]
async fn a_host_that_is_none_makes_no_link() {
    let api = Api::new(Contract::TodoBackend);
    for host in ["evil\"><script>", "a b", "x/y", "x@y", "x?y#z"] {
        let post = Request::post("/").header("host", host).header("content-type", "application/json");
        let added = api.send(post.body(Body::from(r#"{"title":"t"}"#)).unwrap()).await;
        assert!(added.json["url"].as_str().unwrap().starts_with("/todos/"), "{host}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_a_problem() {
    let api = Api::new(Contract::TodoBackend);
    for (method, path, body, status) in [
        ("POST", "/", json!({}), 400),
        ("POST", "/", json!({"title": "a", "order": 1.5}), 400),
        ("GET", "/todos/x", Value::Null, 404),
        ("PATCH", "/todos/0123456789abcdef0123456789abcdef", json!({"title": "a"}), 404),
        ("GET", "/nope", Value::Null, 404),
    ] {
        let answer = api.call(method, path, None, body).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json["status"]),
            (status, &json!(status)),
            "{method} {path}"
        );
    }
}
