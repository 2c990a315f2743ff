//! The router as a Lambda function: every kind of event it gets, every fixture there is, and what nobody should send.

#![cfg(feature = "lambda")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::path::PathBuf;
use std::process::Command;

use common::Api;
use lambda_http::{Context, LambdaEvent, Service};
use serde_json::{Value, json};
use sundown_api::Contract;
use sundown_api::lambda::Events;

async fn answer(events: &mut Events, event: &str) -> Value {
    let payload = serde_json::from_str(event).unwrap();
    let answer = events.call(LambdaEvent::new(payload, Context::default())).await.unwrap();
    serde_json::to_value(answer).unwrap()
}

fn status(answer: &Value) -> u64 {
    answer["statusCode"].as_u64().unwrap_or_else(|| unreachable!("an answer without a status: {answer}"))
}

/// The same request as an HTTP API (and a Function URL), a REST API and an ALB send it.
fn three_kinds(method: &str, path: &str, host: &str, token: &str, body: Option<&str>) -> [String; 3] {
    let headers =
        json!({"host": host, "authorization": format!("Bearer {token}"), "content-type": "application/json"});
    let http = json!({"version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "", "headers": headers,
        "requestContext": {"accountId": "1", "apiId": "a", "stage": "$default", "requestId": "r", "routeKey": "$default",
            "domainName": host, "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "t"}},
        "body": body, "isBase64Encoded": false});
    let rest = json!({"resource": "/{proxy+}", "path": path, "httpMethod": method, "headers": headers, "multiValueHeaders": {},
        "queryStringParameters": null, "multiValueQueryStringParameters": null, "pathParameters": null, "stageVariables": null,
        "requestContext": {"accountId": "1", "resourceId": "r", "stage": "$default", "requestId": "r", "identity": {"sourceIp": "127.0.0.1"},
            "resourcePath": "/", "httpMethod": method, "apiId": "a", "path": path},
        "body": body, "isBase64Encoded": false});
    let alb = json!({"requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:x"}}, "httpMethod": method, "path": path,
        "queryStringParameters": {}, "headers": headers, "body": body.unwrap_or_default(), "isBase64Encoded": false});
    [http, rest, alb].map(|event| event.to_string())
}

#[tokio::test]
async fn every_kind_of_event_reaches_the_same_api() {
    let api = Api::new(Contract::Book);
    let mut events = Events::new(api.router.clone());
    let token = api.token(1);
    let mut known = 0;
    for event in three_kinds("POST", "/todo", "todo.example.com", &token, Some(r#"{"title":"빨래"}"#)) {
        let added = answer(&mut events, &event).await;
        assert_eq!(status(&added), 200, "{added}");
        let list: Value = serde_json::from_str(added["body"].as_str().unwrap()).unwrap();
        known += 1;
        assert_eq!(list["data"].as_array().unwrap().len(), known);
    }
    for event in three_kinds("GET", "/todo", "todo.example.com", "null", None) {
        assert_eq!(status(&answer(&mut events, &event).await), 403);
    }
}

#[tokio::test]
async fn a_host_or_path_that_makes_no_url_is_refused_and_the_function_lives() {
    let api = Api::new(Contract::Book);
    let mut events = Events::new(api.router.clone());
    let token = api.token(1);
    for host in [
        "x.execute-api.127.0.0.1",
        "",
        " ",
        "a b",
        "a:b:c",
        "[::1",
        "host:99999",
        "%%%",
        "a/../b",
        "\u{1}",
        "1.2.3.4.5",
        "xn--a",
    ] {
        for event in three_kinds("GET", "/todo", host, &token, None) {
            let code = status(&answer(&mut events, &event).await);
            assert!(code < 500, "{host:?}: {code}");
        }
    }
    for path in ["", "todo", "//", "/%ff", "/\u{0}", "/가", "/todo?x=%", "/../../etc/passwd", ":80", "@evil"]
    {
        for event in three_kinds("GET", path, "todo.example.com", &token, None) {
            let code = status(&answer(&mut events, &event).await);
            assert!((200..500).contains(&code), "{path:?}: {code}");
        }
    }
    let [http, ..] = three_kinds("GET", "/todo", "x.execute-api.127.0.0.1", &token, None);
    assert_eq!(status(&answer(&mut events, &http).await), 400);
    let [http, ..] = three_kinds("GET", "/todo", "todo.example.com", &token, None);
    assert_eq!(status(&answer(&mut events, &http).await), 200);
}

#[tokio::test]
async fn what_is_no_http_event_is_refused_and_the_function_lives() {
    let api = Api::new(Contract::Book);
    let mut events = Events::new(api.router.clone());
    let [http, rest, alb] = three_kinds("POST", "/todo", "h", &api.token(1), Some("%%% no base64 %%%"));
    let encoded = |event: &str| event.replace(r#""isBase64Encoded":false"#, r#""isBase64Encoded":true"#);
    let odd = [
        encoded(&http),
        encoded(&rest),
        encoded(&alb),
        http.replace("POST", "G E T"),
        rest.replace("\"1\"", "[1]"),
    ];
    let simple = [
        "null",
        "true",
        "0",
        "\"text\"",
        "[]",
        "{}",
        r#"{"version":"2.0"}"#,
        r#"{"Records":[]}"#,
        r#"{"requestContext":null}"#,
    ];
    for event in odd.iter().map(String::as_str).chain(simple) {
        let code = status(&answer(&mut events, event).await);
        assert!((400..500).contains(&code), "{event}: {code}");
    }
}

#[tokio::test]
async fn every_fixture_of_the_event_crate_is_answered_or_refused() {
    let api = Api::new(Contract::Book);
    let mut events = Events::new(api.router.clone());
    let mut seen = 0;
    for entry in std::fs::read_dir(fixtures()).expect("the fixtures of aws_lambda_events") {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        // One of them is written with trailing commas or the like on purpose; Lambda only ever sends JSON.
        let Ok(_) = serde_json::from_str::<Value>(&text) else { continue };
        let answer = answer(&mut events, &text).await;
        assert!((200..500).contains(&status(&answer)), "{}: {answer}", path.display());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let http = [
            "example-apigw-request.json",
            "example-apigw-v2-request-no-authorizer.json",
            "example-alb-lambda-target-request-headers-only.json",
            "example-alb-lambda-target-request-multivalue-headers.json",
            "example-lambda-function-urls-request.json",
        ];
        if http.contains(&name.as_str()) {
            assert!(!answer.to_string().contains("not an HTTP event"), "{name}");
            seen += 1;
        }
    }
    assert!(seen >= 4, "only {seen} of the fixtures of HTTP events were found");
}

/// The folder in the sources of the crate that this build uses.
fn fixtures() -> PathBuf {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    // Only for the machine this runs on: crates of other systems need not be here.
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--offline",
        "--filter-platform",
        &platform,
        "--manifest-path",
        manifest,
    ];
    let output = Command::new(cargo).args(arguments).output().expect("cargo metadata");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON of cargo metadata");
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "aws_lambda_events").expect("the crate");
    PathBuf::from(package["manifest_path"].as_str().unwrap()).parent().unwrap().join("src/fixtures")
}
