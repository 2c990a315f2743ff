//! What a server does itself that on AWS is other services' work: it keeps pictures in a folder behind signed links, makes
//! thumbnails when they come, and brings notices, each by the library of the function that does it there.

use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sundown_kit::log::Line;
use sundown_kit::{Problem, clock};
use sundown_media::Made;
use sundown_notify::{NotSent, Sender, notice};
use sundown_store::Blob;
use sundown_store::blob::{BadLink, Folder, LinkQuery, PICTURE_BYTES, PictureKey};
use sundown_todo::{Finished, Store};

use crate::app::App;
use crate::courier::Courier;
use crate::fault::Fault;

/// `PUT` and `GET /blob/…`, if pictures are kept in a folder.
pub(crate) fn blob_router(app: &App) -> Router {
    let Some(Blob::Folder(folder)) = &app.blob else { return Router::new() };
    let limit = usize::try_from(PICTURE_BYTES).unwrap_or(usize::MAX);
    let calls = get(view).put(upload).layer(DefaultBodyLimit::max(limit));
    Router::new().route("/blob/{*name}", calls).with_state(folder.clone())
}

async fn upload(
    State(folder): State<Folder>,
    Path(name): Path<String>,
    link: Result<Query<LinkQuery>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Response> {
    let Query(link) = link.map_err(|_| bad_link(BadLink))?;
    let body = body.map_err(|rejection| {
        Problem::new(rejection.status(), "the picture is too large").into_response().into_response()
    })?;
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let size = u64::try_from(body.len()).unwrap_or(u64::MAX);
    let key = folder.check_upload(&name, &link, content_type, size, clock::now()).map_err(bad_link)?;
    let blob = Blob::Folder(folder);
    blob.write(&name, key.kind, body.to_vec()).await.map_err(store_fault)?;
    // As on AWS, whoever uploads doesn't wait for the thumbnail.
    tokio::spawn(thumbnail(blob, key));
    Ok(StatusCode::NO_CONTENT)
}

async fn view(
    State(folder): State<Folder>,
    Path(name): Path<String>,
    link: Result<Query<LinkQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Response> {
    let Query(link) = link.map_err(|_| bad_link(BadLink))?;
    let kind = folder.check_view(&name, &link, clock::now()).map_err(bad_link)?;
    let bytes = Blob::Folder(folder).read(&name).await.map_err(store_fault)?;
    let nothing =
        || Problem::new(StatusCode::NOT_FOUND, "there is nothing here (yet)").into_response().into_response();
    let headers = [
        (CONTENT_TYPE, kind.content_type()),
        (CACHE_CONTROL, "private, max-age=3600"),
        // Whatever the bytes are, they are a picture or nothing.
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, bytes.ok_or_else(nothing)?).into_response())
}

async fn thumbnail(blob: Blob, key: PictureKey) {
    let line = match sundown_media::make(&blob, &key).await {
        Ok(Made::Thumbnail) => Line::info("a thumbnail was made"),
        Ok(Made::Gone) => Line::warn("the upload is gone"),
        Ok(Made::Refused(why)) => Line::warn("an upload gets no thumbnail").with("why", why.to_string()),
        Err(error) => Line::error("no thumbnail was made").with("why", error.to_string()),
    };
    line.with("key", key.to_string()).write();
}

fn bad_link(_: BadLink) -> Response {
    let why = "the link isn't good for this: made for another file, type or size, or its time is over";
    Problem::new(StatusCode::FORBIDDEN, why).into_response().into_response()
}

fn store_fault(error: sundown_todo::StoreError) -> Response {
    Fault::from(error).problem().into_response().into_response()
}

/// Notices of a server without a queue: sent at once, to the log.
pub(crate) struct Notices {
    pub(crate) store: Arc<dyn Store>,
}

#[async_trait]
impl Courier for Notices {
    async fn carry(&self, event: &Finished) -> Result<(), String> {
        let told = notice(self.store.as_ref(), &ToLog, event, clock::now()).await;
        told.map(|_| ()).map_err(|failure| failure.to_string())
    }
}

/// A laptop has nobody to write to: the notice is a log line, without the title, which is its owner's business.
struct ToLog;

#[async_trait]
impl Sender for ToLog {
    async fn send(&self, subject: &str, _: &str) -> Result<(), NotSent> {
        Line::info("a notice").with("subject", subject).write();
        Ok(())
    }
}
