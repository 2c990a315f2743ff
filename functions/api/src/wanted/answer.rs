//! `NestJS`'s form of errors: `{"statusCode":…,"message":…,"error":…}`.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::fault::Fault;

pub(super) struct WantedFault(pub(super) Fault);

impl<E: Into<Fault>> From<E> for WantedFault {
    fn from(error: E) -> WantedFault {
        WantedFault(error.into())
    }
}

impl IntoResponse for WantedFault {
    fn into_response(self) -> Response {
        let problem = self.0.problem();
        let mut response = match self.0 {
            Fault::Unknown => with_message(StatusCode::UNAUTHORIZED, "Unauthorized", false),
            _ => with_message(problem.status(), problem.detail(), true),
        };
        if let Some(seconds) = problem.retry_header() {
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        response
    }
}

/// The list of what is wrong with a body, as `NestJS`'s validation writes it.
pub(super) fn invalid(messages: &[&str]) -> Response {
    with_message(StatusCode::BAD_REQUEST, messages, true)
}

pub(super) fn with_message(status: StatusCode, message: impl Into<Value>, named: bool) -> Response {
    let mut body = json!({ "statusCode": status.as_u16(), "message": message.into() });
    if let (true, Some(fields)) = (named, body.as_object_mut()) {
        fields.insert("error".into(), status.canonical_reason().unwrap_or("Error").into());
    }
    (status, Json(body)).into_response()
}
