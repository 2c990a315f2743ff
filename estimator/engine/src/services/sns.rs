//! Amazon SNS, standard topics: publishes by the started 64 KB, and deliveries by the protocol. Those to SQS and Lambda
//! cost nothing at SNS; a text message costs what the country and the carrier ask, which no price list says.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Kilobytes, Monthly};
use crate::resource::{Billable, Site, resource};
use crate::services::{Service, payload};
use crate::text::Text;
use crate::unit::{CHUNK, MESSAGE, NOTIFICATIONS, REQUEST, REQUESTS};
use crate::usage::{Bill, Factor, Rule, Unmetered};

pub const REQUESTS_PUBLISHED: Meter = Meter {
    key: "sns/requests",
    unit: REQUESTS,
    name: Text::new("SNS requests", "SNS 요청"),
    select: Some(
        Select::of("AmazonSNS", "Requests-Tier1")
            .when(&[("productFamily", "API Request"), ("group", "SNS-Requests-Tier1")]),
    ),
};
pub const HTTP: Meter = Meter {
    key: "sns/http",
    unit: NOTIFICATIONS,
    name: Text::new("SNS deliveries to HTTP", "SNS HTTP 전송"),
    select: Some(
        Select::of("AmazonSNS", "DeliveryAttempts-HTTP")
            .when(&[("productFamily", "Message Delivery"), ("endpointType", "HTTP")]),
    ),
};
pub const EMAIL: Meter = Meter {
    key: "sns/email",
    unit: NOTIFICATIONS,
    name: Text::new("SNS deliveries by email", "SNS 이메일 전송"),
    select: Some(
        Select::of("AmazonSNS", "DeliveryAttempts-SMTP")
            .when(&[("productFamily", "Message Delivery"), ("endpointType", "SMTP")]),
    ),
};
pub const SQS: Meter = Meter {
    key: "sns/sqs",
    unit: NOTIFICATIONS,
    name: Text::new("SNS deliveries to SQS", "SNS의 SQS 전송"),
    select: Some(
        Select::of("AmazonSNS", "DeliveryAttempts-SQS")
            .when(&[("productFamily", "Message Delivery"), ("endpointType", "Amazon SQS")]),
    ),
};
pub const LAMBDA: Meter = Meter {
    key: "sns/lambda",
    unit: NOTIFICATIONS,
    name: Text::new("SNS deliveries to Lambda", "SNS의 Lambda 전송"),
    select: Some(
        Select::of("AmazonSNS", "DeliveryAttempts-LAMBDA")
            .when(&[("productFamily", "Message Delivery"), ("endpointType", "AWS Lambda")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "sns",
    name: "Amazon SNS",
    about: Text::new(
        "Tells subscribers of events; billed by the publish and by the delivery",
        "구독자에게 이벤트를 알립니다. 게시와 전송 건수로 과금됩니다",
    ),
    page: "https://aws.amazon.com/sns/pricing/",
    meters: &[&REQUESTS_PUBLISHED, &HTTP, &EMAIL, &SQS, &LAMBDA],
    kinds: &[&Sns::KIND],
};

resource! {
    /// One standard topic.
    Sns "sns" "an SNS topic" / "SNS 주제" {
        publishes: Monthly = 0, "publishes a month" / "월 게시 수";
        payload_kb: Kilobytes = 1, "size of a message, KB" / "메시지 크기(KB)";
        http_deliveries: Monthly = 0, "deliveries a month to HTTP and HTTPS" / "월 HTTP·HTTPS 전송 수";
        email_deliveries: Monthly = 0, "deliveries a month by email" / "월 이메일 전송 수";
        sqs_deliveries: Monthly = 0, "deliveries a month to SQS" / "월 SQS 전송 수";
        lambda_deliveries: Monthly = 0, "deliveries a month to Lambda" / "월 Lambda 전송 수";
        sms: Monthly = 0, "text messages a month" / "월 SMS 수";
    }
}

const BLOCKS: Rule = Rule {
    id: "sqs_sns",
    text: Text::new(
        "every started 64 KB of a message is a request",
        "메시지를 64KB 단위로 올림하여 요청 수를 셉니다",
    ),
};
const SMS: Unmetered = Unmetered {
    what: Text::new("SNS text messages", "SNS 문자 메시지"),
    why: Text::new(
        "their price depends on the country and the carrier and is in no price list",
        "요금이 국가와 통신사에 따라 다르며 가격표에 없습니다",
    ),
};

impl Billable for Sns {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let published = Factor::new(at.period.events(self.publishes)?, &REQUEST);
        let blocks = Factor::new(payload::blocks(self.payload_kb, 64)?, &CHUNK);
        bill.uses_because(&BLOCKS, REQUESTS_PUBLISHED.whole(), [published, blocks])?;
        let deliveries = [
            (&HTTP, self.http_deliveries),
            (&EMAIL, self.email_deliveries),
            (&SQS, self.sqs_deliveries),
            (&LAMBDA, self.lambda_deliveries),
        ];
        for (meter, monthly) in deliveries {
            bill.uses(meter.whole(), [Factor::new(at.period.events(monthly)?, &MESSAGE)])?;
        }
        if !at.period.events(self.sms)?.is_zero() {
            bill.unmetered.push(SMS);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, priced};

    const US_EAST: &[Row] = &[
        ("sns/requests", "Requests", "0.0000005"),
        ("sns/http", "Notifications", "0.0000006"),
        ("sns/email", "Notifications", "0.00002"),
        ("sns/sqs", "Notifications", "0"),
        ("sns/lambda", "Notifications", "0"),
    ];

    /// By hand, us-east-1: 1 M publishes of 100 KB are 2 M requests, $1.00; 1 M to HTTP $0.60; 50,000 emails $1.00.
    #[test]
    fn publishes_by_the_block_and_deliveries_by_the_protocol() {
        let million = Monthly::from(1_000_000);
        let topic = Sns {
            publishes: million,
            payload_kb: 100.into(),
            http_deliveries: million,
            email_deliveries: 50_000.into(),
            sqs_deliveries: million,
            lambda_deliveries: million,
            ..Sns::default()
        };
        let estimate = priced(topic, Period::month(), US_EAST);
        assert_eq!(estimate.net.to_string(), "2.6");
        assert_eq!(estimate.charges.len(), 5);
        assert!(!estimate.is_lower_bound());
    }

    #[test]
    fn text_messages_are_a_gap_and_not_zero() {
        let topic = Sns { sms: 10.into(), ..Sns::default() };
        let estimate = priced(topic, Period::month(), US_EAST);
        assert_eq!(estimate.gaps.len(), 1);
        assert_eq!(estimate.gaps[0].what.en, "one: SNS text messages");
    }
}
