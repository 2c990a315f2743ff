//! The four events an HTTP request can come as, read as plain JSON: REST API, HTTP API, function URL, balancer. They differ
//! in where the method and the query stand, and agree in the body.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use serde_json::{Value, json};
use sundown_kit::Problem;

/// What of a request matters here.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    pub query: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn of(event: &Value) -> Result<Self, Problem> {
        let method = event
            .pointer("/requestContext/http/method")
            .or_else(|| event.get("httpMethod"))
            .and_then(Value::as_str)
            .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "this event is no HTTP request"))?;
        Ok(Self { method: method.to_owned(), query: query(event), body: body(event)? })
    }
}

fn query(event: &Value) -> BTreeMap<String, String> {
    if let Some(raw) = event.get("rawQueryString").and_then(Value::as_str) {
        return form_urlencoded::parse(raw.as_bytes()).into_owned().collect();
    }
    let pairs = event.get("queryStringParameters").and_then(Value::as_object).into_iter().flatten();
    pairs.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

fn body(event: &Value) -> Result<Vec<u8>, Problem> {
    let text = event.get("body").and_then(Value::as_str).unwrap_or_default();
    if event.get("isBase64Encoded").and_then(Value::as_bool) != Some(true) {
        return Ok(text.as_bytes().to_vec());
    }
    STANDARD
        .decode(text)
        .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, format!("the body is no base64: {error}")))
}

/// An answer as all four take it.
pub fn response(status: u16, content_type: &str, body: &str) -> Value {
    json!({
        "statusCode": status,
        "headers": {"content-type": content_type, "cache-control": "no-store"},
        "isBase64Encoded": false,
        "body": body,
    })
}
