//! Posted scenarios, good and bad, as the events they come in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use serde_json::{Value, json};
use sundown_quote::{LARGEST_SCENARIO, answer};

const SCENARIO: &str = "on = 2026-12-01\n[workload]\nrequests_per_month = 1_000_000\n";

async fn posted(body: &str) -> Value {
    answer(json!({
        "version": "2.0",
        "rawQueryString": "",
        "requestContext": {"http": {"method": "POST"}},
        "body": body,
    }))
    .await
}

fn document(answer: &Value) -> Value {
    serde_json::from_str(answer["body"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn all_four_events_are_answered_alike() {
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, SCENARIO);
    let events = [
        json!({"requestContext": {"http": {"method": "POST"}}, "rawQueryString": "lang=en", "body": SCENARIO}),
        json!({"httpMethod": "POST", "queryStringParameters": null, "body": SCENARIO}),
        json!({"httpMethod": "POST", "requestContext": {"elb": {}}, "body": encoded, "isBase64Encoded": true}),
    ];
    let mut answers = Vec::new();
    for event in events {
        answers.push(answer(event).await);
    }
    assert_eq!(answers[0]["statusCode"], 200);
    assert_eq!(document(&answers[0])["cheapest"], "serverless");
    assert!(answers.iter().all(|one| one == &answers[0]));
}

#[tokio::test]
async fn a_mistake_is_answered_with_its_place() {
    let answer = posted("[workload]\nreqests_per_month = 1\n").await;
    assert_eq!((answer["statusCode"].clone(), document(&answer)["status"].clone()), (json!(422), json!(422)));
    let detail = document(&answer)["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("-:2:1") && detail.contains("requests_per_month"), "{detail}");
}

#[tokio::test]
async fn what_is_no_question_is_refused_and_nothing_falls_over() {
    let long = format!("# {}\n", "x".repeat(LARGEST_SCENARIO));
    assert_eq!(posted(&long).await["statusCode"], 413);
    for event in [json!(null), json!({}), json!([1]), json!({"httpMethod": 3})] {
        assert_eq!(answer(event).await["statusCode"], 400);
    }
    assert_eq!(answer(json!({"httpMethod": "GET"})).await["statusCode"], 405);
    let odd = json!({"httpMethod": "POST", "queryStringParameters": {"on": "soon"}, "body": ""});
    assert_eq!(answer(odd).await["statusCode"], 422);
    assert_eq!(posted("").await["statusCode"], 200, "nothing written is the built-in workload");
}
