//! The contract of the 원티드 프리온보딩 fronts: numbers for ids, `NestJS`'s form of errors.

mod accounts;
mod answer;
mod todos;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use serde::{Deserialize, Serialize};
use sundown_todo::{Id, UserId};

use crate::app::App;
use crate::bearer;
use crate::fault::Fault;
use answer::WantedFault;

const TOKEN_SECONDS: i64 = 7 * 24 * 3600;

#[derive(Serialize, Deserialize)]
struct Claims {
    email: String,
    sub: u64,
    iat: i64,
    exp: i64,
}

pub(crate) fn router(app: Arc<App>) -> Router {
    let todos = Router::new()
        .route("/todos", get(todos::list).post(todos::add))
        .route("/todos/delete/all", delete(todos::remove_all))
        .route("/todos/{id}", put(todos::change).delete(todos::remove))
        .route_layer(from_fn_with_state(app.clone(), guard));
    Router::new()
        .route("/health", get(|| async { axum::Json(serde_json::json!({ "status": "ok" })) }))
        .route("/auth/signup", post(accounts::sign_up))
        .route("/auth/signin", post(accounts::sign_in))
        .merge(todos)
        .fallback(nothing)
        .method_not_allowed_fallback(nothing)
        .with_state(app)
}

async fn guard(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    match bearer::claims::<Claims>(&app, request.headers()) {
        Ok(claims) => {
            request.extensions_mut().insert(UserId(Id::from_number(claims.sub)));
            next.run(request).await
        }
        Err(_) => WantedFault(Fault::Unknown).into_response(),
    }
}

async fn nothing(request: Request) -> WantedFault {
    WantedFault(Fault::NotFound(format!("Cannot {} {}", request.method(), request.uri().path())))
}
