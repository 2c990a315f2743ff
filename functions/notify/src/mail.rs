//! Sending by AWS: to an SNS topic, or by SES from a verified sender. One signed request each.

use async_trait::async_trait;
use http::Request;
use http::header::CONTENT_TYPE;
use serde_json::json;
use sundown_store::aws::{Access, Answer, NoAnswer};

use crate::{NotSent, Sender};

pub struct Sns {
    pub access: Access,
    pub topic: String,
}

pub struct Ses {
    pub access: Access,
    pub from: String,
    pub to: String,
}

#[async_trait]
impl Sender for Sns {
    async fn send(&self, subject: &str, body: &str) -> Result<(), NotSent> {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("Action", "Publish"), ("Version", "2010-03-31"), ("TopicArn", &self.topic)])
            .extend_pairs([("Subject", subject), ("Message", body)])
            .finish();
        let request = Request::post(self.access.address("sns"))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.into_bytes())
            .map_err(|error| NotSent::Refused(error.to_string()))?;
        sent(self.access.send("sns", request).await)
    }
}

#[async_trait]
impl Sender for Ses {
    async fn send(&self, subject: &str, body: &str) -> Result<(), NotSent> {
        let text = |data: &str| json!({ "Data": data, "Charset": "UTF-8" });
        let mail = json!({
            "FromEmailAddress": self.from,
            "Destination": { "ToAddresses": [self.to] },
            "Content": { "Simple": { "Subject": text(subject), "Body": { "Text": text(body) } } },
        });
        let request = Request::post(format!("{}v2/email/outbound-emails", self.access.address("email")))
            .header(CONTENT_TYPE, "application/json")
            .body(mail.to_string().into_bytes())
            .map_err(|error| NotSent::Refused(error.to_string()))?;
        sent(self.access.send("ses", request).await)
    }
}

/// An answer other than 200 is a refusal, a 5xx of a gateway or no answer at all may hide a success.
fn sent(answer: Result<Answer, NoAnswer>) -> Result<(), NotSent> {
    match answer {
        Ok(Answer { status: 200, .. }) => Ok(()),
        Ok(Answer { status, .. }) if status < 500 => Err(NotSent::Refused(format!("status {status}"))),
        Ok(Answer { status, .. }) => Err(NotSent::Unknown(format!("status {status}"))),
        Err(NoAnswer(why)) => Err(NotSent::Unknown(why)),
    }
}
