//! Who may do what: tokens that are none, other users' todos, guessing passwords, bodies that are too much.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{Api, SECRET};
use serde_json::{Value, json};
use sundown_api::Contract;
use sundown_kit::clock;
use sundown_kit::token::{Algorithm, Tokens};

fn bad_tokens(api: &Api) -> Vec<String> {
    let now = clock::now();
    let good =
        json!({"sub": format!("{:032x}", 1), "iss": "sundown", "iat": now, "exp": now + 60, "email": "a@b"});
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        api.app.tokens.issue(&claims).unwrap()
    };
    let other = if api.app.contract == Contract::Wanted { Algorithm::Hs512 } else { Algorithm::Hs256 };
    let signed = api.app.tokens.issue(&good).unwrap();
    // One character of the signature, and not the last, whose spare bits may hide a change.
    let at = signed.len() - 10;
    let changed = format!(
        "{}{}{}",
        &signed[..at],
        if signed[at..].starts_with('A') { "B" } else { "A" },
        &signed[at + 1..]
    );
    vec![
        String::new(),
        "null".into(),
        "undefined".into(),
        with("exp", json!(now)),
        with("exp", json!(null)),
        with("sub", json!({"a": 1})),
        with("sub", json!("../../x")),
        Tokens::new(other, SECRET).unwrap().issue(&good).unwrap(),
        Tokens::new(api.app.contract.algorithm(), b"another secret of 32 bytes, or more").unwrap().issue(&good).unwrap(),
        changed,
        format!("{signed}.{signed}"),
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMSIsImV4cCI6OTk5OTk5OTk5OX0.".into(),
    ]
}

#[tokio::test]
async fn without_a_valid_token_the_book_says_403_with_a_status() {
    let api = Api::new(Contract::Book);
    for token in bad_tokens(&api) {
        for (method, path) in [
            ("GET", "/todo"),
            ("POST", "/todo"),
            ("PUT", "/todo"),
            ("DELETE", "/todo"),
            ("POST", "/media"),
            ("GET", "/nope"),
            ("PATCH", "/todo"),
        ] {
            let answer = api.call(method, path, Some(&token), json!({"title": "x"})).await;
            assert_eq!(
                (answer.status.as_u16(), &answer.json["status"]),
                (403, &json!(403)),
                "{method} {path} {token}"
            );
        }
    }
    assert_eq!(api.call("GET", "/todo", None, Value::Null).await.status, 403);
    let basic = Request::get("/todo").header("authorization", format!("Basic {}", api.token(1)));
    assert_eq!(api.send(basic.body(Body::empty()).unwrap()).await.status, 403);
}

#[tokio::test]
async fn without_a_valid_token_wanted_says_401() {
    let api = Api::new(Contract::Wanted);
    for token in bad_tokens(&api) {
        let answer = api.call("GET", "/todos", Some(&token), Value::Null).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json),
            (401, json!({"statusCode": 401, "message": "Unauthorized"})),
            "{token}"
        );
    }
}

#[tokio::test]
async fn another_users_todo_can_be_neither_seen_changed_nor_removed() {
    let api = Api::new(Contract::Book);
    let (owner, thief) = (api.token(1), api.token(2));
    let mine = api.call("POST", "/todo", Some(&owner), json!({"title": "mine"})).await;
    let id = mine.json["data"][0]["id"].clone();
    for (method, path, body) in [
        ("PUT", "/todo", json!({"id": id, "title": "theirs", "done": true})),
        ("DELETE", "/todo", json!({"id": id})),
        ("GET", "/todo", Value::Null),
    ] {
        let answer = api.call(method, path, Some(&thief), body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json),
            (200, json!({"error": null, "data": []})),
            "{method}"
        );
    }
    let picture = json!({"todo_id": id, "content_type": "image/png", "size": 10});
    assert_eq!(api.call("POST", "/media", Some(&thief), picture).await.status, 404);
    assert_eq!(api.call("GET", "/todo", Some(&owner), Value::Null).await.json, mine.json);
}

#[tokio::test]
async fn guessing_waits_after_five_and_the_right_password_counts_anew() {
    let api = Api::new(Contract::Book);
    let account = |password: &str| json!({"username": "kim", "password": password});
    api.call("POST", "/auth/signup", None, account("right")).await;
    for _ in 0..4 {
        assert_eq!(api.call("POST", "/auth/signin", None, account("wrong")).await.status, 400);
    }
    assert_eq!(api.call("POST", "/auth/signin", None, account("right")).await.status, 200);
    for _ in 0..5 {
        assert_eq!(api.call("POST", "/auth/signin", None, account("wrong")).await.status, 400);
    }
    let waits = api.call("POST", "/auth/signin", None, account("right")).await;
    let seconds: u32 = waits.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(waits.status == 429 && (1..=60).contains(&seconds), "{seconds}");
    let other = json!({"username": "lee", "password": "x"});
    assert_eq!(api.call("POST", "/auth/signin", None, other).await.status, 400);
}

#[tokio::test]
async fn bodies_that_are_wrong_leave_no_trace() {
    let api = Api::new(Contract::Book);
    let token = api.token(1);
    let long = json!({"title": "가".repeat(501)}).to_string();
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let huge = json!({"title": "x", "pad": "x".repeat(17_000)}).to_string();
    let cases: Vec<(&str, Vec<u8>, u16)> = vec![
        ("application/json", b"".to_vec(), 400),
        ("application/json", b"{".to_vec(), 400),
        ("application/json", b"null".to_vec(), 400),
        ("application/json", b"[]".to_vec(), 400),
        ("application/json", b"{\"title\":\"\xff\"}".to_vec(), 400),
        ("application/json", br#"{"title":"\ud800"}"#.to_vec(), 400),
        ("application/json", br#"{"title":"\u0000"}"#.to_vec(), 400),
        ("application/json", br#"{"title":""}"#.to_vec(), 400),
        ("application/json", br#"{"title":5}"#.to_vec(), 400),
        ("application/json", br#"{"title":"a","done":"yes"}"#.to_vec(), 400),
        ("application/json", br#"{"title":"a"} {"title":"b"}"#.to_vec(), 400),
        ("application/json", long.into_bytes(), 400),
        ("application/json", deep.into_bytes(), 400),
        ("application/json", huge.into_bytes(), 413),
        ("text/plain", br#"{"title":"a"}"#.to_vec(), 415),
        ("", br#"{"title":"a"}"#.to_vec(), 415),
    ];
    for (kind, body, status) in cases {
        let request = Request::post("/todo")
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", kind);
        let answer = api.send(request.body(Body::from(body.clone())).unwrap()).await;
        assert_eq!(
            answer.status.as_u16(),
            status,
            "{}",
            String::from_utf8_lossy(&body[..body.len().min(60)])
        );
    }
    assert_eq!(api.call("GET", "/todo", Some(&token), Value::Null).await.json["data"], json!([]));
}

#[tokio::test]
async fn errors_do_not_repeat_what_came() {
    let api = Api::new(Contract::Book);
    let body = r#"{"username":"kim","password":["hunter2-secret"]}"#;
    for path in ["/auth/signup", "/auth/signin"] {
        let request =
            Request::post(path).header("content-type", "application/json").body(Body::from(body)).unwrap();
        let answer = api.send(request).await;
        assert!(answer.status == 400 && !answer.text.contains("hunter2"), "{}", answer.text);
    }
}
