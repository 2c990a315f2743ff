//! Errors that go out over HTTP, as RFC 9457 has them (`application/problem+json`).

use http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use http::{Response, StatusCode};
use serde::Serialize;

/// `type` is always `about:blank`: then `title` is the status in words, and `detail` says what this one is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip)]
    retry_after: Option<u32>,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        let title = status.canonical_reason().unwrap_or("Error");
        Problem {
            kind: "about:blank",
            title,
            status: status.as_u16(),
            detail: detail.into(),
            retry_after: None,
        }
    }

    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Problem {
        self.retry_after = Some(seconds);
        self
    }

    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// When to come again, as the header says it.
    pub fn retry_header(&self) -> Option<HeaderValue> {
        self.retry_after.map(HeaderValue::from)
    }

    pub fn into_response(self) -> Response<String> {
        // A struct of texts and a number always has a JSON form.
        let mut response = Response::new(serde_json::to_string(&self).unwrap_or_default());
        *response.status_mut() = self.status();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_header() {
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_has_the_form_of_rfc_9457() {
        let response = Problem::new(StatusCode::FORBIDDEN, "no \"token\"").into_response();
        assert_eq!(response.status(), 403);
        assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
        let body = r#"{"type":"about:blank","title":"Forbidden","status":403,"detail":"no \"token\""}"#;
        assert_eq!(response.body(), body);
    }

    #[test]
    fn what_passes_says_when_to_come_again() {
        let response = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "later").retry_after(2).into_response();
        assert_eq!(response.headers()[RETRY_AFTER], "2");
    }
}
