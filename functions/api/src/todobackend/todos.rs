//! The calls on the list and on one todo.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::header::{HOST, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use sundown_kit::clock;
use sundown_todo::{
    AddTodo, Change, Page, Title, Todo, TodoId, add as add_todo, change as change_todo, get, list as all,
};

use super::{BackendFault, EVERYBODY};
use crate::accounts::new_id;
use crate::app::App;
use crate::fault::Fault;
use crate::{input, outbox};

#[derive(Deserialize)]
struct Sent {
    title: Option<String>,
    completed: Option<bool>,
    order: Option<serde_json::Number>,
}

impl Sent {
    fn order(&self) -> Result<Option<i64>, Fault> {
        let bad = || Fault::input("order is a whole number of 64 bits");
        self.order.as_ref().map(|order| input::whole(order).ok_or_else(bad)).transpose()
    }
}

#[derive(Serialize)]
pub(super) struct Body {
    title: String,
    completed: bool,
    order: Option<i64>,
    url: String,
}

pub(super) async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Json<Vec<Body>>, BackendFault> {
    let todos = all(app.store.as_ref(), EVERYBODY, Page::default()).await?;
    let base = base(&app, &headers);
    Ok(Json(todos.iter().map(|todo| body(&base, todo)).collect()))
}

pub(super) async fn add(State(app): State<Arc<App>>, request: Request) -> Result<Response, BackendFault> {
    let base = base(&app, request.headers());
    let (sent, _) = input::json::<Sent>(request).await?;
    let order = sent.order()?;
    let title = Title::new(sent.title.ok_or_else(|| Fault::input("a todo has a title"))?)?;
    let (id, event) = (TodoId(new_id(app.contract)?), new_id(app.contract)?);
    let done = sent.completed.unwrap_or(false);
    let wish = AddTodo { id, title, done, order, once: None, event, now: clock::now() };
    let id = add_todo(app.store.as_ref(), EVERYBODY, wish).await?;
    outbox::drain(&app, EVERYBODY).await;
    let todo = body(&base, &get(app.store.as_ref(), EVERYBODY, id).await?);
    Ok((StatusCode::CREATED, [(LOCATION, todo.url.clone())], Json(todo)).into_response())
}

pub(super) async fn remove_all(State(app): State<Arc<App>>) -> Result<StatusCode, BackendFault> {
    sundown_todo::remove_all(app.store.as_ref(), EVERYBODY).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn one(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Body>, BackendFault> {
    let todo = get(app.store.as_ref(), EVERYBODY, todo_id(&id)?).await?;
    Ok(Json(body(&base(&app, &headers), &todo)))
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Json<Body>, BackendFault> {
    let (id, base) = (todo_id(&id)?, base(&app, request.headers()));
    let (sent, _) = input::json::<Sent>(request).await?;
    let order = sent.order()?;
    let title = sent.title.map(Title::new).transpose()?;
    let wish = Change { title, done: sent.completed, order, picture: None };
    let event = new_id(app.contract)?;
    let todo = change_todo(app.store.as_ref(), EVERYBODY, id, &wish, event, clock::now()).await?;
    outbox::drain(&app, EVERYBODY).await;
    Ok(Json(body(&base, &todo)))
}

pub(super) async fn remove(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<StatusCode, BackendFault> {
    sundown_todo::remove(app.store.as_ref(), EVERYBODY, todo_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn body(base: &str, todo: &Todo) -> Body {
    let url = format!("{base}/todos/{}", todo.id);
    Body { title: todo.title.as_str().to_owned(), completed: todo.done, order: todo.order, url }
}

fn todo_id(text: &str) -> Result<TodoId, Fault> {
    text.parse().map(TodoId).map_err(|_| Fault::NotFound("there is no such todo".into()))
}

/// Where we are reached: as configured, else as the request says, if that looks like a host and nothing else.
fn base(app: &App, headers: &HeaderMap) -> String {
    if let Some(url) = &app.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = text(HOST.as_str());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']' | '_');
    if host.is_empty() || !host.chars().all(plain) {
        return String::new();
    }
    let scheme = if text("x-forwarded-proto") == "https" { "https" } else { "http" };
    format!("{scheme}://{host}")
}
