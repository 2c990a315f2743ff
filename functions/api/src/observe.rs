//! Around every request: an id for it, one log line about it, and an answer even if it panics.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use sundown_kit::log::Line;
use sundown_kit::{Problem, metrics, random};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(crate) async fn observe(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let id = request_id(&request);
    // The path without its query: signed links have their signature there.
    let (method, address) = (request.method().clone(), request.uri().clone());
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|_| {
        metrics::count("api", "Panics", 1);
        let detail = format!("something failed on our side; it is in the log as request {id}");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail).into_response().into_response()
    });
    let took = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    let line = Line::info("request")
        .with("request_id", id.as_str())
        .with("method", method.as_str())
        .with("path", address.path());
    line.with("status", response.status().as_u16()).with("microseconds", took).write();
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Lambda's own id for the invocation, so that its log lines and ours meet; else a new one.
fn request_id(request: &Request) -> String {
    #[cfg(feature = "lambda")]
    if let Some(context) = request.extensions().get::<lambda_http::Context>() {
        return context.request_id.clone();
    }
    let _ = request;
    let bytes = random::bytes::<8>().map(u64::from_be_bytes).unwrap_or_default();
    format!("{bytes:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    async fn panics() -> StatusCode {
        panic!("as told")
    }

    #[tokio::test]
    async fn a_panic_is_a_500_that_names_the_request() {
        let router = Router::new().route("/", get(panics)).layer(from_fn(observe));
        let asked = Request::get("/?signature=secret").body(Body::empty()).unwrap();
        let response = router.oneshot(asked).await.unwrap();
        let id = response.headers()[REQUEST_ID].to_str().unwrap().to_owned();
        assert_eq!((response.status().as_u16(), id.len()), (500, 16));
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        assert!(String::from_utf8_lossy(&body).contains(&id));
    }
}
