//! The router: the contract's calls inside, what every request passes outside.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::{App, Contract};
use crate::input::BODY_BYTES;
use crate::{book, cors, observe, site, todobackend, wanted};

/// Everything the api answers, as one service.
pub fn router(app: &App) -> Router {
    // Each request gets its own handle on it, several times over.
    let shared = Arc::new(app.clone());
    let calls = match app.contract {
        Contract::Book => book::router(shared),
        Contract::Wanted => wanted::router(shared),
        Contract::TodoBackend => todobackend::router(shared),
    };
    let mut router = calls.layer(DefaultBodyLimit::max(BODY_BYTES)).merge(open(app));
    if let Some(folder) = &app.site {
        router = router.layer(from_fn_with_state(folder.clone(), site::files));
    }
    router = router.layer(cors::layer(app));
    if app.contract == Contract::Wanted {
        router = router.layer(from_fn(cors::preflight_204));
    }
    router.layer(from_fn(observe::observe))
}

/// What needs no sign-in in any contract: the description, and links that carry their own signature.
fn open(app: &App) -> Router {
    let description = match app.contract {
        Contract::Book => include_str!("../openapi/book.json"),
        Contract::Wanted => include_str!("../openapi/wanted.json"),
        Contract::TodoBackend => include_str!("../openapi/todobackend.json"),
    };
    let router = Router::new().route("/openapi.json", get(move || async move { json_text(description) }));
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    let router = router.merge(crate::local::blob_router(app));
    router
}

fn json_text(text: &'static str) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
