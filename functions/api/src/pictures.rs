//! Pictures of todos: a signed link to bring one, signed links to see it. The bytes go to the blob store, not through here.

use futures_util::future::join;
use serde::{Deserialize, Serialize};
use sundown_kit::clock;
use sundown_kit::log::Line;
use sundown_store::Blob;
use sundown_store::blob::{Kind, PICTURE_BYTES, PictureKey, UPLOAD_SECONDS};
use sundown_todo::{Change, TodoId, UserId, change};

use crate::accounts::new_id;
use crate::app::App;
use crate::fault::Fault;
use crate::input::whole;

#[derive(Deserialize)]
pub(crate) struct Wish {
    todo_id: Option<String>,
    content_type: String,
    size: serde_json::Number,
}

#[derive(Serialize)]
pub(crate) struct Upload {
    upload_url: String,
    method: &'static str,
    headers: Headers,
    key: String,
    expires_in: i64,
}

#[derive(Serialize)]
struct Headers {
    #[serde(rename = "content-type")]
    content_type: &'static str,
}

pub(crate) struct Links {
    pub(crate) picture: String,
    pub(crate) thumbnail: String,
}

/// A link to upload one picture, which becomes the todo's at once if one is named.
pub(crate) async fn upload(app: &App, owner: UserId, wish: Wish) -> Result<Upload, Fault> {
    let blob = blob(app)?;
    let kind = Kind::of_content_type(&wish.content_type);
    let kind =
        kind.ok_or_else(|| Fault::input("content_type is image/jpeg, image/png, image/webp or image/gif"))?;
    let size = whole(&wish.size)
        .and_then(|size| u64::try_from(size).ok())
        .filter(|size| (1..=PICTURE_BYTES).contains(size));
    let size =
        size.ok_or_else(|| Fault::input(format!("size is the number of bytes, 1 to {PICTURE_BYTES}")))?;
    let key = PictureKey { owner, id: new_id(app.contract)?, kind };
    let now = clock::now();
    let upload_url = blob.upload_link(&key, size, now)?;
    if let Some(text) = wish.todo_id {
        let no_such = || Fault::NotFound("there is no such todo".into());
        let todo = TodoId(text.parse().map_err(|_| no_such())?);
        let earlier = of(app, owner, todo).await?;
        let picture = Change { picture: Some(key.to_string()), ..Change::default() };
        change(app.store.as_ref(), owner, todo, &picture, new_id(app.contract)?, now).await?;
        discard(app, earlier).await;
    }
    let headers = Headers { content_type: kind.content_type() };
    Ok(Upload { upload_url, method: "PUT", headers, key: key.to_string(), expires_in: UPLOAD_SECONDS })
}

/// The links that show a todo's picture, if it has one and this api shows pictures.
pub(crate) fn links(app: &App, picture: Option<&String>) -> Result<Option<Links>, Fault> {
    let (Some(name), Some(blob)) = (picture, &app.blob) else { return Ok(None) };
    let Ok(key) = name.parse::<PictureKey>() else { return Ok(None) };
    let now = clock::now();
    let (picture, thumbnail) = (blob.view_link(name, now)?, blob.view_link(&key.thumbnail(), now)?);
    Ok(Some(Links { picture, thumbnail }))
}

/// A todo's picture as it is now, so that it can go when the todo does or gets another.
pub(crate) async fn of(app: &App, owner: UserId, todo: TodoId) -> Result<Option<PictureKey>, Fault> {
    if app.blob.is_none() {
        return Ok(None);
    }
    let todo = app.store.todo(owner, todo).await?;
    Ok(todo.and_then(|todo| todo.picture?.parse().ok()))
}

/// Removes a picture that no todo shows any more, and its thumbnail. The change itself is made and kept, so a failure here is
/// logged and not the caller's: what stays is bytes that nobody sees.
pub(crate) async fn discard(app: &App, picture: Option<PictureKey>) {
    let (Some(blob), Some(key)) = (&app.blob, picture) else { return };
    let (original, thumbnail) = (key.to_string(), key.thumbnail());
    let (original, thumbnail) = join(blob.remove(&original), blob.remove(&thumbnail)).await;
    if let Err(why) = original.and(thumbnail) {
        Line::warn("a picture could not be removed")
            .with("key", key.to_string())
            .with("why", why.to_string())
            .write();
    }
}

fn blob(app: &App) -> Result<&Blob, Fault> {
    app.blob.as_ref().ok_or_else(|| Fault::NotFound("this api takes no pictures: none are configured".into()))
}
