//! Sending to the two queues.

use serde_json::json;
use sundown_cleanup_aws::{CallError, Writer};

use crate::message::Message;

#[derive(Clone, Debug)]
pub struct Queue {
    pub writer: Writer,
    pub url: String,
}

impl Queue {
    /// Sends a message that arrives after so many seconds. SQS may deliver it twice; whoever gets it knows.
    pub async fn send(&self, message: &Message, delay: u32) -> Result<(), CallError> {
        let body = serde_json::to_string(message).unwrap_or_default();
        let input = json!({ "QueueUrl": self.url, "MessageBody": body, "DelaySeconds": delay });
        match self.writer.call("sqs", "SendMessage", input.clone()).await {
            // It was sent once at most; asking again can only make a second one, which does no harm here.
            Err(error) if error.is_unknown_outcome() => self.writer.call("sqs", "SendMessage", input).await,
            answer => answer,
        }
        .map(drop)
    }
}
