//! Thumbnails: from an uploaded picture to a small PNG beside it.
//!
//! Whoever uploads chooses the bytes, so they are looked at with limits: what claims to be larger than a camera's picture is refused
//! before it is unpacked, and what isn't a picture never becomes one. The same upload always gives the same thumbnail under the same
//! name, so that doing it again changes nothing.

#[cfg(feature = "lambda")]
pub mod lambda;
mod thumbnail;

pub use thumbnail::{NoPicture, SIDE, UNPACKED_BYTES, thumbnail};

use sundown_store::Blob;
use sundown_store::blob::{Kind, PICTURE_BYTES, PictureKey};
use sundown_todo::StoreError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    Thumbnail,
    /// The upload is gone: nothing to do.
    Gone,
    /// What was uploaded gets no thumbnail, now or later.
    Refused(NoPicture),
}

/// Makes the thumbnail of an upload.
pub async fn make(blob: &Blob, key: &PictureKey) -> Result<Made, StoreError> {
    let Some(bytes) = blob.read(&key.to_string()).await? else { return Ok(Made::Gone) };
    if u64::try_from(bytes.len()).map_or(true, |size| size > PICTURE_BYTES) {
        return Ok(Made::Refused(NoPicture::TooLarge));
    }
    let made = tokio::task::spawn_blocking(move || thumbnail(&bytes)).await;
    let made = made.map_err(|_| StoreError::Broken("making a thumbnail panicked".into()))?;
    match made {
        Ok(png) => blob.write(&key.thumbnail(), Kind::Png, png).await.map(|()| Made::Thumbnail),
        Err(why) => Ok(Made::Refused(why)),
    }
}
