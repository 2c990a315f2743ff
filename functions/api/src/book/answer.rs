//! The form of the book's answers: `{"error":…,"data":…}`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;
use sundown_todo::{Page, Todo, TodoId, UserId, list};

use crate::app::App;
use crate::fault::Fault;
use crate::pictures;

#[derive(Serialize)]
pub(super) struct TodoBody<'a> {
    id: TodoId,
    title: &'a str,
    done: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thumbnail_url: Option<String>,
}

/// The owner's list, as every call on todos answers.
pub(super) async fn whole_list(app: &App, owner: UserId, page: Page) -> Result<Response, BookFault> {
    let todos = list(app.store.as_ref(), owner, page).await?;
    let bodies = todos.iter().map(|todo| body(app, todo)).collect::<Result<Vec<_>, Fault>>()?;
    #[derive(Serialize)]
    struct List<'a> {
        error: Option<()>,
        data: Vec<TodoBody<'a>>,
    }
    Ok(Json(List { error: None, data: bodies }).into_response())
}

fn body<'a>(app: &App, todo: &'a Todo) -> Result<TodoBody<'a>, Fault> {
    let links = pictures::links(app, todo.picture.as_ref())?;
    let (picture_url, thumbnail_url) = links.map(|links| (links.picture, links.thumbnail)).unzip();
    Ok(TodoBody { id: todo.id, title: todo.title.as_str(), done: todo.done, picture_url, thumbnail_url })
}

/// A fault as the book's fronts know it. The 403 must be JSON with a numeric `status` (1st edition), which a problem is.
pub(super) struct BookFault(pub(super) Fault);

impl<E: Into<Fault>> From<E> for BookFault {
    fn from(error: E) -> BookFault {
        BookFault(error.into())
    }
}

impl IntoResponse for BookFault {
    fn into_response(self) -> Response {
        match self.0 {
            Fault::Input(StatusCode::BAD_REQUEST, why) => {
                (StatusCode::BAD_REQUEST, Json(json!({ "error": why, "data": null }))).into_response()
            }
            other => other.problem().into_response().into_response(),
        }
    }
}
