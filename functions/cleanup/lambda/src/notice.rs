//! Telling people by SNS. A notice that nobody has subscribed to is not accepted: no grace starts from it.

use serde_json::{Value, json};
use sundown_cleanup_aws::{CallError, Reader, Writer};
use sundown_kit::log::Line;

use crate::words::SUBJECT;

#[derive(Clone, Debug)]
pub struct Topic {
    pub reader: Reader,
    pub writer: Writer,
    pub arn: String,
}

impl Topic {
    /// Were all of these messages accepted, on behalf of somebody who reads them?
    pub async fn tell(&self, messages: &[String]) -> bool {
        match self.has_reader().await {
            Ok(true) => {}
            Ok(false) => {
                let why =
                    "the topic has no confirmed subscription, so nobody was told and nothing becomes due";
                Line::error("the notice was not sent").with("why", why).write();
                return false;
            }
            Err(error) => {
                Line::error("the notice was not sent").with("why", error.to_string()).write();
                return false;
            }
        }
        for message in messages {
            let input = json!({ "TopicArn": self.arn, "Subject": SUBJECT, "Message": message });
            if let Err(error) = self.writer.call("sns", "Publish", input).await {
                Line::error("a notice was not accepted").with("why", error.to_string()).write();
                return false;
            }
        }
        !messages.is_empty()
    }

    async fn has_reader(&self) -> Result<bool, CallError> {
        let input = json!({ "TopicArn": self.arn });
        let answer = self.reader.call("sns", "ListSubscriptionsByTopic", input).await?;
        let subscriptions = answer.get("Subscriptions").and_then(Value::as_array);
        let confirmed =
            |one: &Value| one.get("SubscriptionArn").and_then(Value::as_str).is_some_and(is_confirmed);
        Ok(subscriptions.into_iter().flatten().any(confirmed))
    }
}

/// Until its owner has said yes, a subscription has a word in place of its ARN.
fn is_confirmed(arn: &str) -> bool {
    arn.starts_with("arn:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscription_counts_from_the_yes_of_its_owner() {
        assert!(is_confirmed("arn:aws:sns:ap-northeast-2:111122223333:notices:9c1f"));
        for word in ["PendingConfirmation", "Deleted", "pending confirmation", ""] {
            assert!(!is_confirmed(word), "{word}");
        }
    }
}
