//! The `wanted` contract as recorded from a running server.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::Api;
use serde_json::{Value, json};
use sundown_api::Contract;

#[tokio::test]
async fn signing_up_and_in() {
    let api = Api::new(Contract::Wanted);
    let account = json!({"email": "a@b.kr", "password": "12345678"});
    let up = api.call("POST", "/auth/signup", None, account.clone()).await;
    assert_eq!((up.status.as_u16(), up.text.as_str()), (201, ""));
    let again = api.call("POST", "/auth/signup", None, account.clone()).await;
    assert_eq!(
        (again.status.as_u16(), &again.json["message"]),
        (400, &json!("동일한 이메일이 이미 존재합니다."))
    );

    let signed = api.call("POST", "/auth/signin", None, account).await;
    assert_eq!(signed.status, 200);
    let token = signed.json["access_token"].as_str().unwrap();
    assert_eq!(api.call("GET", "/todos", Some(token), Value::Null).await.json, json!([]));
    let wrong =
        api.call("POST", "/auth/signin", None, json!({"email": "a@b.kr", "password": "87654321"})).await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.json),
        (401, json!({"statusCode": 401, "message": "Unauthorized"}))
    );
    let nobody =
        api.call("POST", "/auth/signin", None, json!({"email": "x@b.kr", "password": "87654321"})).await;
    assert_eq!(
        (nobody.status.as_u16(), &nobody.json["message"]),
        (404, &json!("해당 사용자가 존재하지 않습니다."))
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_sign_up_is_listed() {
    let api = Api::new(Contract::Wanted);
    let both = ["email must contain a @ string", "password must be longer than or equal to 8 characters"];
    for (body, messages) in [
        (json!({"email": "ab", "password": "1234567"}), &both[..]),
        (json!({}), &both[..]),
        (json!({"email": 5, "password": null}), &both[..]),
        (json!({"email": "a@b", "password": "1234567"}), &both[1..]),
        (json!({"email": "ab", "password": "12345678"}), &both[..1]),
    ] {
        let answer = api.call("POST", "/auth/signup", None, body).await;
        let expected = json!({"statusCode": 400, "message": messages, "error": "Bad Request"});
        assert_eq!((answer.status.as_u16(), answer.json), (400, expected));
    }
}

#[tokio::test]
async fn todos_have_numbers_and_answer_one_by_one() {
    let api = Api::new(Contract::Wanted);
    let token = api.token(7);
    let token = Some(token.as_str());
    let added = api.call("POST", "/todos", token, json!({"todo": "빨래"})).await;
    let id = added.json["id"].as_u64().unwrap();
    assert_eq!(
        (added.status.as_u16(), &added.json),
        (201, &json!({"id": id, "todo": "빨래", "isCompleted": false, "userId": 7}))
    );
    let path = format!("/todos/{id}");
    let changed = api.call("PUT", &path, token, json!({"todo": "청소", "isCompleted": true})).await;
    let expected = json!({"id": id, "todo": "청소", "isCompleted": true, "userId": 7});
    assert_eq!((changed.status.as_u16(), &changed.json), (200, &expected));
    assert_eq!(api.call("GET", "/todos", token, Value::Null).await.json, json!([expected]));

    let stranger = api.token(8);
    let theirs = api.call("PUT", &path, Some(&stranger), json!({"todo": "x", "isCompleted": true})).await;
    assert_eq!(
        (theirs.status.as_u16(), &theirs.json["message"]),
        (404, &json!(format!("todo id: {id} not found")))
    );
    assert_eq!(api.call("DELETE", &path, Some(&stranger), Value::Null).await.status, 404);

    assert_eq!(api.call("DELETE", &path, token, Value::Null).await.status, 204);
    assert_eq!(api.call("DELETE", &path, token, Value::Null).await.status, 404);
    api.call("POST", "/todos", token, json!({"todo": "1"})).await;
    assert_eq!(api.call("DELETE", "/todos/delete/all", token, Value::Null).await.status, 204);
    assert_eq!(api.call("GET", "/todos", token, Value::Null).await.json, json!([]));
}

#[tokio::test]
async fn what_is_wrong_with_a_todo_is_listed() {
    let api = Api::new(Contract::Wanted);
    let token = api.token(7);
    let token = Some(token.as_str());
    for body in [json!({}), json!({"todo": ""}), json!({"todo": 5})] {
        let answer = api.call("POST", "/todos", token, body).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json["message"]),
            (400, &json!(["todo should not be empty"]))
        );
    }
    let both = api.call("PUT", "/todos/99", token, json!({})).await;
    let messages = json!(["todo should not be empty", "isCompleted must be a boolean value"]);
    assert_eq!((both.status.as_u16(), &both.json["message"]), (400, &messages));
    let unknown = api.call("PUT", "/todos/99", token, json!({"todo": "a", "isCompleted": false})).await;
    let expected = json!({"statusCode": 404, "message": "todo id: 99 not found", "error": "Not Found"});
    assert_eq!((unknown.status.as_u16(), unknown.json), (404, expected));
    for id in ["x", "-1", "1e3", "99999999999999999999999"] {
        assert_eq!(api.call("DELETE", &format!("/todos/{id}"), token, Value::Null).await.status, 400, "{id}");
    }
}

#[tokio::test]
async fn the_rest_of_the_surface() {
    let api = Api::new(Contract::Wanted);
    assert_eq!(api.call("GET", "/health", None, Value::Null).await.status, 200);
    let nope = api.call("GET", "/nope", None, Value::Null).await;
    assert_eq!((nope.status.as_u16(), &nope.json["message"]), (404, &json!("Cannot GET /nope")));
    let preflight = axum::http::Request::options("/todos").header("origin", "https://any.example");
    let preflight =
        preflight.header("access-control-request-method", "PUT").body(axum::body::Body::empty()).unwrap();
    let answer = api.send(preflight).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.headers["access-control-allow-origin"].to_str().unwrap()),
        (204, &"*")
    );
}
