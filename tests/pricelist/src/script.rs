//! The wire of the services: GetProducts (JSON 1.1) over a list of items, with its filters and pages; the Free Tier API
//! (JSON 1.0); offer files by path. Faults come first, in the order in which they are listed.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use crate::http::{Answer, Reply, Seen};
use crate::items::Item;

/// The JSON of both protocols.
const JSON_1_1: &str = "application/x-amz-json-1.1";
const JSON_1_0: &str = "application/x-amz-json-1.0";

/// A Price List service that sells these items, so many on a page, after these faults.
pub fn price_list(
    items: Vec<Item>,
    page: usize,
    faults: Vec<Reply>,
) -> impl Fn(&Seen) -> Reply + Send + Sync {
    let faults = Mutex::new(VecDeque::from(faults));
    move |seen| match next(&faults) {
        Some(fault) => fault,
        None if seen.operation() == "GetProducts" => products(&items, page, &seen.body),
        None => error(400, "UnknownOperationException"),
    }
}

/// A Free Tier service with these answers by operation, after these faults.
pub fn free_tier(
    answers: BTreeMap<&'static str, Reply>,
    faults: Vec<Reply>,
) -> impl Fn(&Seen) -> Reply + Send + Sync {
    let faults = Mutex::new(VecDeque::from(faults));
    move |seen| {
        let answer = || answers.get(seen.operation()).cloned();
        next(&faults).or_else(answer).unwrap_or_else(|| error(400, "UnknownOperationException"))
    }
}

/// Offer files by their paths, after these faults.
pub fn files(files: BTreeMap<String, Answer>, faults: Vec<Reply>) -> impl Fn(&Seen) -> Reply + Send + Sync {
    let faults = Mutex::new(VecDeque::from(faults));
    move |seen| {
        let answer = || files.get(&seen.path).cloned().map(Reply::Whole);
        let missing = || Reply::Whole(Answer::new(404, "text/plain", "no such file"));
        next(&faults).or_else(answer).unwrap_or_else(missing)
    }
}

/// An answer of the Free Tier service.
pub fn json_1_0(body: &Value) -> Reply {
    Reply::Whole(Answer::new(200, JSON_1_0, body.to_string()))
}

/// An error by its code, as both services write it.
pub fn error(status: u16, code: &str) -> Reply {
    let body = json!({ "__type": format!("com.amazonaws#{code}"), "message": "told so by a test" });
    Reply::Whole(Answer::new(status, JSON_1_1, body.to_string()))
}

/// What a proxy or a portal says instead of the service.
pub fn web_page(status: u16) -> Answer {
    Answer::new(status, "text/html", "<!DOCTYPE html><html><body>403 Forbidden</body></html>")
}

fn next(faults: &Mutex<VecDeque<Reply>>) -> Option<Reply> {
    faults.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}

fn products(items: &[Item], page: usize, body: &str) -> Reply {
    let asked: Value = serde_json::from_str(body).unwrap_or_default();
    let filters: Vec<Value> = asked.get("Filters").and_then(Value::as_array).cloned().unwrap_or_default();
    let found: Vec<_> = items
        .iter()
        .filter(|item| asked.get("ServiceCode").and_then(Value::as_str) == Some(&item.offer))
        .filter(|item| filters.iter().all(|filter| holds(item, filter)))
        .map(Item::json)
        .collect();
    let from: usize =
        asked.get("NextToken").and_then(Value::as_str).and_then(|text| text.parse().ok()).unwrap_or(0);
    let end = found.len().min(from + page);
    let mut answer =
        json!({ "FormatVersion": "aws_v1", "PriceList": found.get(from..end).unwrap_or_default() });
    if let (true, Some(answer)) = (end < found.len(), answer.as_object_mut()) {
        answer.insert("NextToken".to_owned(), json!(end.to_string()));
    }
    Reply::Whole(Answer::new(200, JSON_1_1, answer.to_string()))
}

fn holds(item: &Item, filter: &Value) -> bool {
    let text = |name: &str| filter.get(name).and_then(Value::as_str).unwrap_or_default();
    let found = match text("Field") {
        "productFamily" => item.family.as_deref(),
        field => item.attribute(field),
    };
    let value = text("Value");
    found.is_some_and(|found| if text("Type") == "CONTAINS" { found.contains(value) } else { found == value })
}
