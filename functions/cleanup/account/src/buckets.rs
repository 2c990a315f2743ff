//! What is special about reading buckets: each lives in one region and is listed in all, and what it costs and whether
//! it can be deleted is in its objects, which nobody counts for us.

use crate::row::Row;
use serde_json::{Map, Value, json};
use sundown_cleanup_aws::Reader;
use sundown_cleanup_engine::ask::Failure;

/// Beyond this the count is a lower bound, and the document says so.
const MOST: u64 = 100_000;

/// Buckets of the reader's region with what is in them; other documents as they are.
pub(crate) async fn with_contents(
    reader: &Reader,
    row: &Row,
    documents: Vec<Value>,
) -> Result<Vec<Value>, Failure> {
    if row.kind.name() != "s3:bucket" {
        return Ok(documents);
    }
    let mut here = Vec::new();
    for document in documents {
        let Value::Object(mut bucket) = document else { return Err(Failure::Inconsistent) };
        let name = bucket.get("Name").and_then(Value::as_str).ok_or(Failure::Inconsistent)?.to_owned();
        if lives_in(reader, &bucket, &name).await? {
            let contents = contents(reader, &name).await;
            bucket.insert("Objects".into(), contents);
            here.push(Value::Object(bucket));
        }
    }
    Ok(here)
}

async fn lives_in(reader: &Reader, bucket: &Map<String, Value>, name: &str) -> Result<bool, Failure> {
    if let Some(region) = bucket.get("BucketRegion").and_then(Value::as_str) {
        return Ok(region == reader.region());
    }
    let head = reader.call("s3", "HeadBucket", json!({ "Bucket": name })).await;
    match head {
        Ok(head) => Ok(head
            .get("BucketRegion")
            .and_then(Value::as_str)
            .is_none_or(|region| region == reader.region())),
        // One that may not be looked at is told of in the region that asks; its facts are unknown.
        Err(error) if error.is_denied() => Ok(true),
        Err(error) => Err(crate::refusal::failure(&error)),
    }
}

/// Every version and marker counts; an unfinished upload is nothing whose size could be read here.
async fn contents(reader: &Reader, name: &str) -> Value {
    let (mut count, mut complete) = (0_u64, true);
    let mut bytes: Map<String, Value> = Map::new();
    let pages = reader.pages("s3", "ListObjectVersions", json!({ "Bucket": name }));
    let Ok(mut pages) = pages else { return unknown() };
    loop {
        match pages.next().await {
            Ok(Some(page)) => {
                let list =
                    |member: &str| page.get(member).and_then(Value::as_array).cloned().unwrap_or_default();
                count = count.saturating_add(list("DeleteMarkers").len() as u64);
                for version in list("Versions") {
                    count = count.saturating_add(1);
                    add(&mut bytes, &version);
                }
            }
            Ok(None) => break,
            Err(_) => return unknown(),
        }
        if count >= MOST {
            complete = false;
            break;
        }
    }
    let uploads = reader.call("s3", "ListMultipartUploads", json!({ "Bucket": name })).await;
    let unfinished = uploads.ok().map(|answer| {
        answer.get("Uploads").and_then(Value::as_array).map_or(0, |uploads| uploads.len() as u64)
    });
    complete &= unfinished == Some(0);
    json!({ "count": count.saturating_add(unfinished.unwrap_or_default()), "bytes": bytes, "complete": complete })
}

fn add(bytes: &mut Map<String, Value>, version: &Value) {
    let class = version.get("StorageClass").and_then(Value::as_str).unwrap_or("STANDARD").to_owned();
    let size = version.get("Size").and_then(Value::as_u64).unwrap_or_default();
    let so_far = bytes.get(&class).and_then(Value::as_u64).unwrap_or_default();
    bytes.insert(class, so_far.saturating_add(size).into());
}

fn unknown() -> Value {
    json!({ "count": MOST, "bytes": {}, "complete": false })
}
