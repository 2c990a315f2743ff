//! Batches: what comes again and what doesn't.

use std::sync::Mutex;

use serde_json::json;

use super::*;

/// A batch whose bodies say what becomes of them.
fn event(queue: &str, bodies: &[Option<&str>]) -> SqsEvent {
    let arn = format!("arn:aws:sqs:ap-northeast-2:123456789012:{queue}");
    let record = |(at, body): (usize, &Option<&str>)| json!({"messageId": at.to_string(), "body": body, "eventSourceARN": arn});
    let records: Vec<_> = bodies.iter().enumerate().map(record).collect();
    serde_json::from_value(json!({ "Records": records })).unwrap()
}

async fn run(event: SqsEvent) -> (Result<Vec<String>, NamelessFailure>, Vec<String>) {
    let handled = Mutex::new(Vec::new());
    let answer = each("test", event, |body| {
        handled.lock().unwrap().push(body.clone());
        async move {
            match body.as_str() {
                "panic" => panic!("as told"),
                "fail" => Err("as told"),
                _ => Ok(()),
            }
        }
    })
    .await;
    let failed = answer
        .map(|answer| answer.batch_item_failures.into_iter().map(|item| item.item_identifier).collect());
    (failed, handled.into_inner().unwrap())
}

#[tokio::test]
async fn only_what_failed_comes_again() {
    let bodies = [Some("ok"), Some("fail"), None, Some("panic"), Some("ok"), Some("")];
    let (failed, handled) = run(event("todo", &bodies)).await;
    assert_eq!(failed.unwrap(), ["1", "2", "3"]);
    assert_eq!(handled, ["ok", "fail", "panic", "ok", ""]);
}

#[tokio::test]
async fn a_fifo_queue_stops_at_the_first_failure() {
    for first in [Some("fail"), Some("panic"), None] {
        let (failed, handled) = run(event("todo.fifo", &[Some("ok"), first, Some("ok"), Some("ok")])).await;
        assert_eq!(failed.unwrap(), ["1", "2", "3"]);
        assert!(
            !handled.contains(&"after".to_owned())
                && handled.iter().filter(|body| *body == "ok").count() == 1
        );
    }
}

#[tokio::test]
async fn an_empty_batch_and_a_good_one_fail_nothing() {
    assert_eq!(run(event("todo", &[])).await.0.unwrap(), [""; 0]);
    assert_eq!(run(event("todo", &[Some("ok")])).await.0.unwrap(), [""; 0]);
}

#[tokio::test]
async fn a_failure_that_cannot_be_named_fails_the_batch() {
    for id in [json!(null), json!("")] {
        let event = serde_json::from_value(json!({"Records": [{"messageId": id, "body": "fail"}]})).unwrap();
        assert_eq!(run(event).await.0, Err(NamelessFailure));
    }
    let fine = serde_json::from_value(json!({"Records": [{"body": "ok"}]})).unwrap();
    assert_eq!(run(fine).await.0.unwrap(), [""; 0]);
}
