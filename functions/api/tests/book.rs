//! The `book` contract as its fronts use it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::Api;
use serde_json::{Value, json};
use sundown_api::Contract;

#[tokio::test]
async fn the_second_edition_signs_up_and_in() {
    let api = Api::new(Contract::Book);
    let account = json!({"username": "홍길동", "password": "비밀번호"});
    let up = api.call("POST", "/auth/signup", None, account.clone()).await;
    assert_eq!(up.status, 200);
    let id = up.json["id"].as_str().unwrap();
    assert!(id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{id}");
    assert_eq!(up.json, json!({"token": null, "username": "홍길동", "password": null, "id": id}));

    let again = api.call("POST", "/auth/signup", None, account.clone()).await;
    assert_eq!(
        (again.status.as_u16(), again.json),
        (400, json!({"error": "Username already exists", "data": null}))
    );

    let signed = api.call("POST", "/auth/signin", None, account).await;
    assert_eq!((signed.status.as_u16(), &signed.json["id"]), (200, &json!(id)));
    let token = signed.json["token"].as_str().unwrap();
    let list = api.call("GET", "/todo", Some(token), Value::Null).await;
    assert_eq!((list.status.as_u16(), list.json), (200, json!({"error": null, "data": []})));
}

#[tokio::test]
async fn the_first_edition_signs_up_by_e_mail() {
    let api = Api::new(Contract::Book);
    let sign_up = json!({"email": "a@b.kr", "username": "가", "password": "p"});
    let up = api.call("POST", "/auth/signup", None, sign_up).await;
    assert_eq!(
        (up.status.as_u16(), &up.json["email"], &up.json["username"]),
        (200, &json!("a@b.kr"), &json!("가"))
    );
    let signed = api.call("POST", "/auth/signin", None, json!({"email": "a@b.kr", "password": "p"})).await;
    assert!(signed.status == 200 && signed.json["token"].is_string());
}

#[tokio::test]
async fn what_cannot_sign_up_or_in_hears_the_books_words() {
    let api = Api::new(Contract::Book);
    let long = "p".repeat(129);
    for (path, body, error) in [
        ("/auth/signup", json!({"username": "a"}), "Invalid Password value."),
        ("/auth/signup", json!({"username": "a", "password": " "}), "Invalid Password value."),
        ("/auth/signup", json!({"username": "a", "password": long}), "Invalid Password value."),
        ("/auth/signup", json!({"password": "p"}), "Invalid arguments"),
        ("/auth/signup", json!({"username": "", "password": "p"}), "Invalid arguments"),
        (
            "/auth/signup",
            json!({"email": "a@b", "username": "u".repeat(255), "password": "p"}),
            "Invalid arguments",
        ),
        ("/auth/signin", json!({"username": "nobody", "password": "p"}), "Login failed."),
        ("/auth/signin", json!({"username": "nobody"}), "Login failed."),
        ("/auth/signin", json!({}), "Login failed."),
    ] {
        let answer = api.call("POST", path, None, body.clone()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json),
            (400, json!({"error": error, "data": null})),
            "{body}"
        );
    }
}

#[tokio::test]
async fn todos_are_added_changed_and_removed_each_answer_being_the_list() {
    let api = Api::new(Contract::Book);
    let token = api.token(1);
    let token = Some(token.as_str());
    for title in ["둘째가 아닌 첫째", "<b>&amp;</b> '; --", "🧑‍🚀"] {
        let added = api.call("POST", "/todo", token, json!({"title": title, "id": "ignored"})).await;
        assert_eq!(added.status, 200, "{}", added.text);
    }
    let list = api.call("GET", "/todo", token, Value::Null).await;
    assert_eq!(list.titles(), ["둘째가 아닌 첫째", "<b>&amp;</b> '; --", "🧑‍🚀"]);
    let first = list.json["data"][0].clone();
    assert_eq!(first, json!({"id": first["id"], "title": "둘째가 아닌 첫째", "done": false}));

    let change = json!({"id": first["id"], "title": "새 제목", "done": true});
    let changed = api.call("PUT", "/todo", token, change.clone()).await;
    assert_eq!((changed.status.as_u16(), &changed.json["data"][0]), (200, &change));
    for id in ["0123456789abcdef0123456789abcdef", "nonsense", ""] {
        let unknown = api.call("PUT", "/todo", token, json!({"id": id, "title": "x", "done": true})).await;
        assert_eq!((unknown.status.as_u16(), &unknown.json), (200, &changed.json));
        let unknown = api.call("DELETE", "/todo", token, json!({"id": id})).await;
        assert_eq!((unknown.status.as_u16(), &unknown.json), (200, &changed.json));
    }
    let removed = api.call("DELETE", "/todo", token, change).await;
    assert_eq!(removed.titles(), ["<b>&amp;</b> '; --", "🧑‍🚀"]);
}

#[tokio::test]
async fn a_list_comes_in_pages_too() {
    let api = Api::new(Contract::Book);
    let token = api.token(1);
    for title in ["1", "2", "3"] {
        api.call("POST", "/todo", Some(&token), json!({"title": title})).await;
    }
    let page = api.call("GET", "/todo?limit=2", Some(&token), Value::Null).await;
    assert_eq!(page.titles(), ["1", "2"]);
    let after = page.json["data"][1]["id"].as_str().unwrap();
    let rest = api.call("GET", &format!("/todo?limit=2&after={after}"), Some(&token), Value::Null).await;
    assert_eq!(rest.titles(), ["3"]);
    for query in ["limit=0", "limit=501", "limit=-1", "limit=x", "after=x", "limit=99999999999999999999"] {
        let bad = api.call("GET", &format!("/todo?{query}"), Some(&token), Value::Null).await;
        assert_eq!(bad.status, 400, "{query}");
    }
}

#[tokio::test]
async fn the_same_idempotency_key_adds_once() {
    let api = Api::new(Contract::Book);
    let token = api.token(1);
    let post = |key: &'static str, title: &str| {
        let request = Request::post("/todo").header("authorization", format!("Bearer {token}"));
        let request = request.header("content-type", "application/json").header("idempotency-key", key);
        api.send(request.body(Body::from(json!({"title": title}).to_string())).unwrap())
    };
    assert_eq!(post("k1", "a").await.titles(), ["a"]);
    assert_eq!(post("k1", "a").await.titles(), ["a"]);
    assert_eq!(post("k1", "b").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post("k 2", "b").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(post("k2", "b").await.titles(), ["a", "b"]);
}

#[tokio::test]
async fn a_full_list_takes_no_more() {
    let api = Api::new(Contract::Book);
    let token = api.token(1);
    for number in 0..500 {
        api.call("POST", "/todo", Some(&token), json!({"title": number.to_string()})).await;
    }
    let more = api.call("POST", "/todo", Some(&token), json!({"title": "more"})).await;
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(api.call("GET", "/todo", Some(&token), Value::Null).await.titles().len(), 500);
}

#[tokio::test]
async fn a_balancer_and_a_browser_of_the_front_are_welcome() {
    let api = Api::new(Contract::Book);
    let up = api.call("GET", "/", None, Value::Null).await;
    assert!(up.status == 200 && up.headers["content-type"].to_str().unwrap().starts_with("text/plain"));

    for (origin, allowed) in
        [("http://localhost:3000", true), ("https://todo.example.com", true), ("https://evil.example", false)]
    {
        let preflight = Request::options("/todo")
            .header("origin", origin)
            .header("access-control-request-method", "DELETE");
        let preflight = preflight
            .header("access-control-request-headers", "authorization,x-any")
            .body(Body::empty())
            .unwrap();
        let answer = api.send(preflight).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.headers.get("access-control-allow-origin").is_some_and(|value| value == origin),
            allowed
        );
        assert_eq!(answer.headers["access-control-allow-headers"], "authorization,x-any");
        assert_eq!(answer.headers["access-control-allow-credentials"], "true");
        assert_eq!(answer.headers["access-control-max-age"], "3600");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            assert!(answer.headers["access-control-allow-methods"].to_str().unwrap().contains(method));
        }
    }
}
