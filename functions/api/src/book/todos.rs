//! The book's calls on todos. Each answers with the whole list.

use std::sync::Arc;

use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::response::Response;
use serde::Deserialize;
use sundown_kit::{clock, idempotency};
use sundown_todo::{AddTodo, Change, LIST_TODOS, Once, Page, Refused, Title, TodoId, UserId};

use super::answer::{BookFault, whole_list};
use crate::accounts::new_id;
use crate::app::App;
use crate::fault::Fault;
use crate::{input, outbox, pictures};

#[derive(Deserialize)]
pub(super) struct PageQuery {
    limit: Option<u32>,
    after: Option<String>,
}

#[derive(Deserialize)]
struct Sent {
    id: Option<String>,
    title: Option<String>,
    done: Option<bool>,
}

pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(owner): Extension<UserId>,
    query: Result<Query<PageQuery>, QueryRejection>,
) -> Result<Response, BookFault> {
    let bad = || Fault::input("limit is 1 to 500, after is a todo's id");
    let Query(PageQuery { limit, after }) = query.map_err(|_| bad())?;
    let after = after.map(|id| id.parse().map(TodoId)).transpose().map_err(|_| bad())?;
    if limit.is_some_and(|limit| !(1..=LIST_TODOS).contains(&limit)) {
        return Err(bad().into());
    }
    let limit = limit.and_then(|limit| usize::try_from(limit).ok());
    whole_list(&app, owner, Page { after, limit }).await
}

pub(super) async fn add(
    State(app): State<Arc<App>>,
    Extension(owner): Extension<UserId>,
    request: Request,
) -> Result<Response, BookFault> {
    let key = idempotency::key(request.headers())?;
    let (sent, bytes) = input::json::<Sent>(request).await?;
    let title = Title::new(sent.title.ok_or_else(|| Fault::input("a todo has a title"))?)?;
    let now = clock::now();
    let fingerprint = idempotency::fingerprint(&[b"POST /todo", &bytes]);
    let once = key.map(|key| Once { key, fingerprint, expires: now + idempotency::KEPT_SECONDS });
    let done = sent.done.unwrap_or(false);
    let (id, event) = (TodoId(new_id(app.contract)?), new_id(app.contract)?);
    let wish = AddTodo { id, title, done, order: None, once, event, now };
    sundown_todo::add(app.store.as_ref(), owner, wish).await?;
    outbox::drain(&app, owner).await;
    whole_list(&app, owner, Page::default()).await
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(owner): Extension<UserId>,
    request: Request,
) -> Result<Response, BookFault> {
    let (sent, _) = input::json::<Sent>(request).await?;
    let title = sent.title.map(Title::new).transpose()?;
    let wish = Change { title, done: sent.done, ..Change::default() };
    let changed = match id(sent.id)? {
        Some(id) => {
            let store = app.store.as_ref();
            sundown_todo::change(store, owner, id, &wish, new_id(app.contract)?, clock::now())
                .await
                .map(|_| ())
        }
        None => Err(Refused::NotFound),
    };
    unless_unknown(changed)?;
    outbox::drain(&app, owner).await;
    whole_list(&app, owner, Page::default()).await
}

pub(super) async fn remove(
    State(app): State<Arc<App>>,
    Extension(owner): Extension<UserId>,
    request: Request,
) -> Result<Response, BookFault> {
    let (sent, _) = input::json::<Sent>(request).await?;
    let removed = match id(sent.id)? {
        Some(id) => {
            let picture = pictures::of(&app, owner, id).await?;
            let removed = sundown_todo::remove(app.store.as_ref(), owner, id).await;
            if removed.is_ok() {
                pictures::discard(&app, picture).await;
            }
            removed
        }
        None => Err(Refused::NotFound),
    };
    unless_unknown(removed)?;
    whole_list(&app, owner, Page::default()).await
}

/// The id that was sent; `None` when it can't be any todo's.
fn id(sent: Option<String>) -> Result<Option<TodoId>, Fault> {
    let text = sent.ok_or_else(|| Fault::input("the body names no id"))?;
    Ok(text.parse().ok().map(TodoId))
}

/// In this contract an unknown id changes nothing and is no error.
fn unless_unknown(answer: Result<(), Refused>) -> Result<(), Fault> {
    match answer {
        Ok(()) | Err(Refused::NotFound) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
