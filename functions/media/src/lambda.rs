//! The function `media`: from S3's notification to a thumbnail beside the upload.

use std::sync::Arc;

use aws_lambda_events::s3::S3Event;
use lambda_runtime::{LambdaEvent, service_fn};
use sundown_kit::log::Line;
use sundown_kit::{ConfigError, Settings, metrics};
use sundown_store::Blob;
use sundown_store::aws::{Access, NotSet};
use sundown_store::blob::{PictureKey, S3};
use sundown_todo::StoreError;

use crate::{Made, make};

/// Runs until Lambda ends the process; an incomplete configuration ends it before the first event.
pub async fn run(settings: &Settings) -> Result<(), String> {
    let blob = Arc::new(blob(settings).map_err(|error| error.to_string())?);
    let handle = service_fn(move |event: LambdaEvent<S3Event>| {
        let blob = Arc::clone(&blob);
        async move { handle(&blob, event.payload).await.map_err(|error| error.to_string()) }
    });
    lambda_runtime::run(handle).await.map_err(|error| format!("the Lambda runtime: {error}"))
}

fn blob(settings: &Settings) -> Result<Blob, ConfigError> {
    let access = Access::from_variables(|name| settings.optional(name));
    let access = access.map_err(|NotSet(name)| ConfigError::Missing(name, "Lambda sets it"))?;
    let bucket = settings.required("MEDIA_BUCKET", "the bucket of pictures")?;
    Ok(Blob::S3(S3::new(access, bucket.to_owned())))
}

/// Makes the thumbnails that an event asks for. An error makes Lambda deliver the event again, which does no harm; a picture that
/// is refused is not an error, because it would be refused again.
pub async fn handle(blob: &Blob, event: S3Event) -> Result<(), StoreError> {
    for record in event.records {
        let name = record.s3.object.key.unwrap_or_default();
        let Ok(key) = name.parse::<PictureKey>() else {
            Line::warn("not an upload of ours").write();
            continue;
        };
        let line = match make(blob, &key).await? {
            Made::Thumbnail => Line::info("a thumbnail was made"),
            Made::Gone => Line::warn("the upload is gone"),
            Made::Refused(why) => {
                metrics::count("media", "PicturesRefused", 1);
                Line::warn("an upload gets no thumbnail").with("why", why.to_string())
            }
        };
        line.with("key", key.to_string()).write();
    }
    Ok(())
}
