//! Amazon SQS: every call of the API is a request, and every started 64 KB of what it carries is one more.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Kilobytes, Monthly};
use crate::resource::{Billable, Site, choice, resource};
use crate::services::{Service, payload};
use crate::text::Text;
use crate::unit::{CALL, CHUNK, MESSAGE, REQUESTS};
use crate::usage::{Bill, Factor, Rule};
use rust_decimal::Decimal;

/// The price list calls its usage `Requests-RBP` since 2026; some regions may still say `Requests-Tier1`.
pub const STANDARD_REQUESTS: Meter = Meter {
    key: "sqs/standard-requests",
    unit: REQUESTS,
    name: Text::new("SQS requests", "SQS 요청"),
    select: Some(
        // Read for us-east-1 (2026); other regions are expected to put their prefix before it.
        Select::of("AWSQueueService", "Requests-RBP")
            .when(&[("productFamily", "API Request"), ("queueType", "Standard")]),
    ),
};
pub const FIFO_REQUESTS: Meter = Meter {
    key: "sqs/fifo-requests",
    unit: REQUESTS,
    name: Text::new("SQS FIFO requests", "SQS FIFO 요청"),
    select: Some(
        Select::of("AWSQueueService", "Requests-FIFO-RBP")
            .when(&[("productFamily", "API Request"), ("queueType", "FIFO (first-in, first-out)")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "sqs",
    name: "Amazon SQS",
    about: Text::new(
        "A queue between two tiers; billed by the request",
        "두 계층 사이의 대기열. 요청 수로 과금됩니다",
    ),
    page: "https://aws.amazon.com/sqs/pricing/",
    meters: &[&STANDARD_REQUESTS, &FIFO_REQUESTS],
    kinds: &[&Sqs::KIND],
};

choice! {
    /// Whether order is kept.
    Queue { Standard = "standard", Fifo = "fifo" }
}

resource! {
    /// One queue, without batches.
    Sqs "sqs" "an SQS queue" / "SQS 대기열" {
        queue: Queue = Queue::Standard, "kind of queue" / "대기열 유형";
        messages: Monthly = 0,
            "messages a month, each sent, received and deleted" / "월 메시지 수(각각 전송·수신·삭제)";
        message_kb: Kilobytes = 1, "size of a message, KB (1024 at most)" / "메시지 크기(KB, 최대 1024)";
        other_requests: Monthly = 0,
            "other calls a month, receives that find nothing among them" / "기타 월 호출 수(빈 수신 포함)";
    }
}

const BLOCKS: Rule = Rule {
    id: "sqs_sns",
    text: Text::new(
        "sending and receiving count every started 64 KB of the message",
        "전송과 수신은 메시지를 64KB 단위로 올림하여 셉니다",
    ),
};
const EVERY_CALL: Rule = Rule {
    id: "sqs_sns",
    text: Text::new(
        "every call is a request: deletes, and receives that find nothing, too",
        "삭제와 빈 수신을 포함한 모든 호출이 요청입니다",
    ),
};

impl Billable for Sqs {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        payload::at_most("message_kb", self.message_kb, 1_024)?;
        let meter = match self.queue {
            Queue::Standard => &STANDARD_REQUESTS,
            Queue::Fifo => &FIFO_REQUESTS,
        };
        let messages = Factor::new(at.period.events(self.messages)?, &MESSAGE);
        let sent_and_received = Factor::new(Decimal::TWO, &CALL);
        let blocks = Factor::new(payload::blocks(self.message_kb, 64)?, &CHUNK);
        bill.uses_because(&BLOCKS, meter.whole(), [messages, sent_and_received, blocks])?;
        bill.uses_because(&EVERY_CALL, meter.whole(), [messages])?;
        let others = Factor::new(at.period.events(self.other_requests)?, &CALL);
        Ok(bill.uses_because(&EVERY_CALL, meter.whole(), [others])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, bad_field, priced};

    const US_EAST: &[Row] = &[
        ("sqs/standard-requests", "Requests", "0.0000004"),
        ("sqs/fifo-requests", "Requests", "0.0000005"),
    ];

    /// By hand, us-east-1: 1 M messages are 3 M requests, and 1 M empty receives: 4 × $0.40.
    #[test]
    fn a_message_is_three_requests() {
        let million = Monthly::from(1_000_000);
        let queue = Sqs { messages: million, other_requests: million, ..Sqs::default() };
        assert_eq!(priced(queue, Period::month(), US_EAST).net.to_string(), "1.6");
    }

    /// By hand: 65 KB are two blocks, sent and received, and one delete: 5 M FIFO requests at $0.50.
    #[test]
    fn a_message_over_64_kb_is_sent_and_received_as_two() {
        let (queue, messages) = (Queue::Fifo, 1_000_000.into());
        let queue = Sqs { queue, messages, message_kb: 65.into(), ..Sqs::default() };
        assert_eq!(priced(queue, Period::month(), US_EAST).net.to_string(), "2.5");
    }

    #[test]
    fn a_message_over_1_mb_is_refused() {
        assert_eq!(bad_field(&Sqs { message_kb: 1_025.into(), ..Sqs::default() }), "message_kb");
    }
}
