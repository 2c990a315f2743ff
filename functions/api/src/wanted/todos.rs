//! The calls on todos, each answering with the todo it made or changed.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sundown_kit::{clock, idempotency};
use sundown_todo::{AddTodo, BadText, Change, Id, Once, Page, Refused, Title, Todo, TodoId, UserId};

use super::answer::{WantedFault, invalid};
use crate::accounts::new_id;
use crate::app::App;
use crate::fault::Fault;
use crate::{input, outbox};

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    todo: Value,
    #[serde(default, rename = "isCompleted")]
    completed: Value,
}

#[derive(Serialize)]
struct Body {
    id: Option<u64>,
    todo: String,
    #[serde(rename = "isCompleted")]
    completed: bool,
    #[serde(rename = "userId")]
    user: Option<u64>,
}

type Owner = Extension<UserId>;

pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(owner): Owner,
) -> Result<Response, WantedFault> {
    let todos = sundown_todo::list(app.store.as_ref(), owner, Page::default()).await?;
    Ok(Json(todos.iter().map(|todo| body(owner, todo)).collect::<Vec<_>>()).into_response())
}

pub(super) async fn add(
    State(app): State<Arc<App>>,
    Extension(owner): Owner,
    request: Request,
) -> Result<Response, WantedFault> {
    let key = idempotency::key(request.headers())?;
    let (sent, bytes) = input::json::<Sent>(request).await?;
    let title = match title(&sent) {
        Ok(title) => title,
        Err(wrong) => return Ok(invalid(&[wrong])),
    };
    let now = clock::now();
    let fingerprint = idempotency::fingerprint(&[b"POST /todos", &bytes]);
    let once = key.map(|key| Once { key, fingerprint, expires: now + idempotency::KEPT_SECONDS });
    let (id, event) = (TodoId(new_id(app.contract)?), new_id(app.contract)?);
    let wish = AddTodo { id, title, done: false, order: None, once, event, now };
    let id = sundown_todo::add(app.store.as_ref(), owner, wish).await?;
    let todo = sundown_todo::get(app.store.as_ref(), owner, id).await?;
    Ok((StatusCode::CREATED, Json(body(owner, &todo))).into_response())
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(owner): Owner,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, WantedFault> {
    let id = number(&id)?;
    let (sent, _) = input::json::<Sent>(request).await?;
    let (title, done) = match (title(&sent), sent.completed.as_bool()) {
        (Ok(title), Some(done)) => (title, done),
        (title, done) => {
            let not_boolean = done.is_none().then_some("isCompleted must be a boolean value");
            return Ok(invalid(&title.err().into_iter().chain(not_boolean).collect::<Vec<_>>()));
        }
    };
    let wish = Change { title: Some(title), done: Some(done), ..Change::default() };
    let (store, event) = (app.store.as_ref(), new_id(app.contract)?);
    let todo = sundown_todo::change(store, owner, todo_id(id), &wish, event, clock::now()).await;
    let todo = todo.map_err(|refused| named(id, refused))?;
    outbox::drain(&app, owner).await;
    Ok(Json(body(owner, &todo)).into_response())
}

pub(super) async fn remove(
    State(app): State<Arc<App>>,
    Extension(owner): Owner,
    Path(id): Path<String>,
) -> Result<StatusCode, WantedFault> {
    let id = number(&id)?;
    let removed = sundown_todo::remove(app.store.as_ref(), owner, todo_id(id)).await;
    removed.map_err(|refused| named(id, refused))?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove_all(
    State(app): State<Arc<App>>,
    Extension(owner): Owner,
) -> Result<StatusCode, WantedFault> {
    sundown_todo::remove_all(app.store.as_ref(), owner).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn body(owner: UserId, todo: &Todo) -> Body {
    Body {
        id: todo.id.0.as_number(),
        todo: todo.title.as_str().to_owned(),
        completed: todo.done,
        user: owner.0.as_number(),
    }
}

fn title(sent: &Sent) -> Result<Title, &'static str> {
    Title::new(sent.todo.as_str().unwrap_or_default()).map_err(|bad| match bad {
        BadText::LongTitle => "todo must be shorter than or equal to 500 characters",
        BadText::NulInTitle => "todo must not contain the character U+0000",
        BadText::EmptyTitle | BadText::BadName => "todo should not be empty",
    })
}

fn number(text: &str) -> Result<u64, Fault> {
    text.parse().map_err(|_| Fault::input("Validation failed (numeric string is expected)"))
}

fn todo_id(number: u64) -> TodoId {
    TodoId(Id::from_number(number))
}

fn named(id: u64, refused: Refused) -> Fault {
    match refused {
        Refused::NotFound => Fault::NotFound(format!("todo id: {id} not found")),
        other => other.into(),
    }
}
