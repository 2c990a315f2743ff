//! The site's files, for a server that also serves a front (a laptop's `make dev`). Whatever is no file goes on to the API.

use std::path::PathBuf;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeDir;

pub(crate) async fn files(State(folder): State<PathBuf>, request: Request, next: Next) -> Response {
    if !may_be_file(&request) {
        return next.run(request).await;
    }
    let mut asked = Request::new(Body::empty());
    *asked.method_mut() = request.method().clone();
    *asked.uri_mut() = request.uri().clone();
    *asked.headers_mut() = request.headers().clone();
    let found = ServeDir::new(folder).oneshot(asked).await.into_response();
    if found.status().is_success() || found.status().is_redirection() {
        let mut found = found;
        // The files change under a developer's hands.
        found.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        return found;
    }
    next.run(request).await
}

/// On `/` a balancer wants the API's sentence and a browser the page.
fn may_be_file(request: &Request) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    reads && (request.uri().path() != "/" || accept.contains("text/html"))
}
