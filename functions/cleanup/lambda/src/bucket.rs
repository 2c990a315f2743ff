//! Files in the stack's bucket: what shards have read, and reports.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sundown_cleanup_aws::{CallError, Reader, Writer};

use crate::shard::Shard;

#[derive(Clone, Debug)]
pub struct Bucket {
    pub reader: Reader,
    pub writer: Writer,
    pub name: String,
}

impl Bucket {
    pub async fn put(&self, key: &str, content_type: &str, body: &[u8]) -> Result<(), CallError> {
        let input = json!({
            "Bucket": self.name,
            "Key": key,
            "ContentType": content_type,
            "Body": STANDARD.encode(body),
        });
        self.writer.call("s3", "PutObject", input).await.map(drop)
    }

    /// A file's bytes; `None` when it is not there.
    pub async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, CallError> {
        let input = json!({ "Bucket": self.name, "Key": key });
        match self.reader.call("s3", "GetObject", input).await {
            Ok(answer) => {
                let body = answer.get("Body").and_then(Value::as_str).unwrap_or_default();
                // What is no base64 is no file of ours: empty bytes are no JSON either, and are refused as such.
                Ok(Some(STANDARD.decode(body).unwrap_or_default()))
            }
            Err(error) if error.code() == Some("NoSuchKey") => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[must_use]
pub fn shard_file(run: &str, shard: &Shard) -> String {
    format!("runs/{run}/{shard}.json")
}
