//! AWS Secrets Manager: each secret by its share of the month, and the calls that read them.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Monthly, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{API_REQUESTS, CALL, ITEM, SECRETS};
use crate::usage::{Bill, Factor};

pub const SECRET: Meter = Meter {
    key: "secrets/secret",
    unit: SECRETS,
    name: Text::new("secrets", "보안 암호"),
    select: Some(
        Select::of("AWSSecretsManager", "AWSSecretsManager-Secrets").when(&[("productFamily", "Secret")]),
    ),
};
pub const REQUESTS: Meter = Meter {
    key: "secrets/requests",
    unit: API_REQUESTS,
    name: Text::new("Secrets Manager requests", "Secrets Manager 요청"),
    select: Some(
        Select::of("AWSSecretsManager", "AWSSecretsManagerAPIRequest")
            .when(&[("productFamily", "API Request")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "secrets",
    name: "AWS Secrets Manager",
    about: Text::new(
        "Keeps passwords and rotates them; billed by the secret and by the call",
        "비밀번호를 보관하고 교체합니다. 보안 암호 수와 호출 수로 과금됩니다",
    ),
    page: "https://aws.amazon.com/secrets-manager/pricing/",
    meters: &[&SECRET, &REQUESTS],
    kinds: &[&Secrets::KIND],
};

resource! {
    /// Secrets and the calls to them.
    Secrets "secrets" "secrets of Secrets Manager" / "Secrets Manager 보안 암호" {
        count: Count = 1, "how many" / "개수";
        requests: Monthly = 0, "calls a month" / "월 호출 수";
    }
}

impl Billable for Secrets {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let count = Factor::new(self.count.number(), &ITEM);
        bill.uses(SECRET.whole(), [count, at.period.share_of_month()])?;
        Ok(bill.uses(REQUESTS.whole(), [Factor::new(at.period.events(self.requests)?, &CALL)])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, decimal, priced};

    /// By hand: 2 × $0.40 and 10,000 calls at $0.05; for 73 of 730 hours a tenth.
    #[test]
    fn secrets_by_the_hour_and_calls_by_the_ten_thousand() {
        let rows: &[Row] =
            &[("secrets/secret", "Secrets", "0.4"), ("secrets/requests", "API Requests", "0.000005")];
        let secrets = Secrets { count: 2.into(), requests: 10_000.into() };
        assert_eq!(priced(secrets.clone(), Period::month(), rows).net.to_string(), "0.85");
        assert_eq!(priced(secrets, Period::of_hours(decimal("73")), rows).net.to_string(), "0.085");
    }
}
