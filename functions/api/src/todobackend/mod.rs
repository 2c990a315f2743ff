//! The contract of TodoBackend (todobackend.com): one list for everybody, no sign-in, absolute links.

mod todos;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sundown_todo::{Id, UserId};

use crate::app::App;
use crate::fault::Fault;

/// There are no accounts, so everything is this owner's. Random ids are never zero but once in 2^128.
const EVERYBODY: UserId = UserId(Id::from_number(0));

pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(todos::list).post(todos::add).delete(todos::remove_all))
        .route("/todos/{id}", get(todos::one).patch(todos::change).delete(todos::remove))
        .fallback(|| async { BackendFault(Fault::NotFound("there is no such address".into())) })
        .with_state(app)
}

/// TodoBackend fixes no form of errors: they are problems.
struct BackendFault(Fault);

impl<E: Into<Fault>> From<E> for BackendFault {
    fn from(error: E) -> BackendFault {
        BackendFault(error.into())
    }
}

impl IntoResponse for BackendFault {
    fn into_response(self) -> Response {
        self.0.problem().into_response().into_response()
    }
}
