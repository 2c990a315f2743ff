//! Amazon SES: every recipient of a message sent, and the data of its attachments.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{GigabytesMonthly, Monthly};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{GB, GIGABYTE, MESSAGE, RECIPIENTS};
use crate::usage::{Bill, Factor};

pub const OUTBOUND: Meter = Meter {
    key: "ses/outbound",
    unit: RECIPIENTS,
    name: Text::new("SES messages sent", "SES 발신 메시지"),
    select: Some(
        Select::of("AmazonSES", "Recipients")
            .when(&[("productFamily", "Sending Email"), ("operation", "Send")]),
    ),
};
pub const ATTACHMENTS: Meter = Meter {
    key: "ses/attachments",
    unit: GB,
    name: Text::new("SES attachments", "SES 첨부 파일"),
    select: Some(
        Select::of("AmazonSES", "AttachmentsSize-Bytes").when(&[("productFamily", "Sending Attachments")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "ses",
    name: "Amazon SES",
    about: Text::new(
        "Sends email; billed by the recipient and by the data attached",
        "이메일을 보냅니다. 수신자 수와 첨부 데이터로 과금됩니다",
    ),
    page: "https://aws.amazon.com/ses/pricing/",
    meters: &[&OUTBOUND, &ATTACHMENTS],
    kinds: &[&Ses::KIND],
};

resource! {
    /// What one account sends from shared addresses.
    Ses "ses" "email sent through SES" / "SES로 보내는 이메일" {
        messages: Monthly = 0, "messages a month, counted by recipient" / "월 메시지 수(수신자 기준)";
        attachments_gb: GigabytesMonthly = 0, "GB of attachments a month" / "월 첨부 파일(GB)";
    }
}

impl Billable for Ses {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        bill.uses(OUTBOUND.whole(), [Factor::new(at.period.events(self.messages)?, &MESSAGE)])?;
        let attached = Factor::new(at.period.volume(self.attachments_gb)?, &GIGABYTE);
        Ok(bill.uses(ATTACHMENTS.whole(), [attached])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::priced;

    /// By hand, Seoul: 10,000 messages at $0.10 a thousand and 2.5 GB at $0.12.
    #[test]
    fn messages_and_what_is_attached() {
        let rows = &[("ses/outbound", "Recipients", "0.0001"), ("ses/attachments", "GB", "0.12")];
        let attachments_gb = serde_json::from_str("2.5").unwrap();
        let email = Ses { messages: 10_000.into(), attachments_gb };
        assert_eq!(priced(email, Period::month(), rows).net.to_string(), "1.3");
    }
}
