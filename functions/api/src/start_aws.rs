//! The means of the Lambda build: DynamoDB, S3, SQS, made before the first event, while Lambda gives the start full CPU.

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::{Request, header::CONTENT_TYPE};
use serde_json::json;
use sundown_kit::{ConfigError, Settings};
use sundown_store::aws::{Access, NotSet};
use sundown_store::blob::S3;
use sundown_store::{Blob, Dynamo};
use sundown_todo::Finished;

use super::Means;
use crate::courier::{Courier, LogOnly};

pub(super) fn means(settings: &Settings) -> Result<Means, ConfigError> {
    let table = settings.required("TABLE_NAME", "the DynamoDB table of todos")?;
    let access = Access::from_variables(|name| settings.optional(name));
    let access = access.map_err(|NotSet(name)| ConfigError::Missing(name, "Lambda sets it"))?;
    let store = Arc::new(Dynamo::new(&access, table));
    let bucket = settings.optional("MEDIA_BUCKET");
    let blob = bucket.map(|bucket| Blob::S3(S3::new(access.clone(), bucket.to_owned())));
    let courier: Arc<dyn Courier> = match settings.optional("NOTIFY_QUEUE_URL") {
        Some(url) => Arc::new(Queue { access, url: url.to_owned() }),
        None => Arc::new(LogOnly),
    };
    Ok(Means { store, courier, blob })
}

/// The queue that `notify` reads.
struct Queue {
    access: Access,
    url: String,
}

#[async_trait]
impl Courier for Queue {
    async fn carry(&self, event: &Finished) -> Result<(), String> {
        let body = serde_json::to_string(event).map_err(|error| error.to_string())?;
        let message = json!({ "QueueUrl": self.url, "MessageBody": body });
        let request = Request::post(self.access.address("sqs"))
            .header(CONTENT_TYPE, "application/x-amz-json-1.0")
            .header("x-amz-target", "AmazonSQS.SendMessage")
            .body(message.to_string().into_bytes())
            .map_err(|error| error.to_string())?;
        match self.access.send("sqs", request).await {
            Ok(answer) if answer.status == 200 => Ok(()),
            Ok(answer) => Err(format!("SQS: status {}", answer.status)),
            Err(error) => Err(error.0),
        }
    }
}
