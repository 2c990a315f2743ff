//! The contract of the book's React fronts, both editions. README.md has its calls.

mod accounts;
mod answer;
mod todos;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use sundown_todo::UserId;

use crate::app::App;
use crate::fault::Fault;
use crate::{bearer, input, pictures};
use answer::BookFault;

const ISSUER: &str = "sundown";
const TOKEN_SECONDS: i64 = 24 * 3600;

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: UserId,
    iss: String,
    iat: i64,
    exp: i64,
}

pub(crate) fn router(app: Arc<App>) -> Router {
    let todo = get(todos::list).post(todos::add).put(todos::change).delete(todos::remove);
    Router::new()
        .route("/", get(|| async { "The Todo API is up. Its description: /openapi.json\n" }))
        .route("/auth/signup", post(accounts::sign_up))
        .route("/auth/signin", post(accounts::sign_in))
        .route("/todo", todo)
        .route("/media", post(media))
        .fallback(|| async { BookFault(Fault::NotFound("there is no such address".into())) })
        .layer(from_fn_with_state(app.clone(), guard))
        .with_state(app)
}

/// Without a valid token everything but `/` and `/auth/…` is 403, also what isn't there.
async fn guard(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path == "/" || path.starts_with("/auth/") {
        return next.run(request).await;
    }
    match bearer::claims::<Claims>(&app, request.headers()) {
        Ok(claims) if claims.iss == ISSUER => {
            request.extensions_mut().insert(claims.sub);
            next.run(request).await
        }
        _ => BookFault(Fault::Unknown).into_response(),
    }
}

async fn media(
    State(app): State<Arc<App>>,
    axum::Extension(owner): axum::Extension<UserId>,
    request: Request,
) -> Result<Json<pictures::Upload>, BookFault> {
    let (wish, _) = input::json(request).await?;
    Ok(Json(pictures::upload(&app, owner, wish).await?))
}
