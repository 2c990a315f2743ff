//! Empties a bucket: every version, every marker, every unfinished upload, a page at a time, so that its size is no
//! matter of memory. A key that can't be deleted (a lock, a hold) ends it: the bucket stays and says so.

use crate::grip::Grip;
use crate::refusal::effect;
use serde_json::{Map, Value, json};
use sundown_cleanup_engine::ask::Effect;

/// S3 takes no more keys in one call.
const KEYS: usize = 1_000;

pub(super) async fn empty(grip: &Grip<'_>) -> Result<(), Effect> {
    let bucket = grip.member("Name")?;
    let of = json!({ "Bucket": bucket });
    let mut pages = grip
        .reader
        .pages("s3", "ListObjectVersions", of.clone())
        .map_err(|error| effect(grip.row, &error))?;
    while let Some(page) = pages.next().await.map_err(|error| effect(grip.row, &error))? {
        for some in keys(&page).chunks(KEYS) {
            let input = json!({ "Bucket": bucket, "Delete": { "Objects": some, "Quiet": true } });
            grip.change("s3", "DeleteObjects", input).await?;
        }
    }
    let uploads = grip.ask("s3", "ListMultipartUploads", of).await?;
    for upload in uploads.get("Uploads").and_then(Value::as_array).into_iter().flatten() {
        let input = json!({ "Bucket": bucket, "Key": upload.get("Key"), "UploadId": upload.get("UploadId") });
        grip.change("s3", "AbortMultipartUpload", input).await?;
    }
    Ok(())
}

fn keys(page: &Value) -> Vec<Value> {
    let listed = ["Versions", "DeleteMarkers"].iter().filter_map(|member| page.get(*member)?.as_array());
    let key = |one: &Value| {
        let members = ["Key", "VersionId"].into_iter();
        let some = members.filter_map(|member| Some((member.to_owned(), one.get(member)?.clone())));
        Value::Object(some.collect::<Map<_, _>>())
    };
    listed.flatten().map(key).collect()
}
