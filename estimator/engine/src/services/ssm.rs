//! AWS Systems Manager Parameter Store: standard parameters are free; advanced ones are billed by the hour, and so are the
//! calls to them.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Monthly, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{API_INTERACTIONS, CALL, HOUR, ITEM, PARAMETER_HOURS, PARAMETERS};
use crate::usage::{Bill, Factor};

/// Free, and known to be so.
pub const STANDARD: Meter = Meter {
    key: "ssm/standard-parameter",
    unit: PARAMETERS,
    name: Text::new("standard parameters", "표준 파라미터"),
    select: None,
};
pub const ADVANCED: Meter = Meter {
    key: "ssm/advanced-parameter-hours",
    unit: PARAMETER_HOURS,
    name: Text::new("advanced parameters", "고급 파라미터"),
    select: Some(
        Select::of("AWSSystemsManager", "SmAdvParamStorageHrs")
            .when(&[("productFamily", "AWS Systems Manager")]),
    ),
};
pub const INTERACTIONS: Meter = Meter {
    key: "ssm/interactions",
    unit: API_INTERACTIONS,
    name: Text::new("Parameter Store interactions", "Parameter Store API 상호 작용"),
    select: Some(
        Select::of("AWSSystemsManager", "PS-Param-Processed-Tier2").when(&[("productFamily", "API Request")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "ssm",
    name: "AWS Systems Manager Parameter Store",
    about: Text::new(
        "Keeps settings; standard parameters are free",
        "설정값을 보관합니다. 표준 파라미터는 무료입니다",
    ),
    page: "https://aws.amazon.com/systems-manager/pricing/",
    meters: &[&STANDARD, &ADVANCED, &INTERACTIONS],
    kinds: &[&Ssm::KIND],
};

resource! {
    /// Parameters and the calls that cost.
    Ssm "ssm" "parameters of Parameter Store" / "Parameter Store 파라미터" {
        standard: Count = 1, "standard parameters" / "표준 파라미터 수";
        advanced: Count = 0, "advanced parameters" / "고급 파라미터 수";
        interactions: Monthly = 0,
            "calls a month to advanced parameters, or at higher throughput" / "고급 파라미터 또는 높은 처리량의 월 호출 수";
    }
}

impl Billable for Ssm {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        bill.uses(STANDARD.whole(), [Factor::new(self.standard.number(), &ITEM)])?;
        let advanced = Factor::new(self.advanced.number(), &ITEM);
        let hours = Factor::new(at.period.started_hours(), &HOUR);
        bill.uses(ADVANCED.whole(), [advanced, hours])?;
        Ok(bill.uses(INTERACTIONS.whole(), [Factor::new(at.period.events(self.interactions)?, &CALL)])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, priced};

    const US_EAST: &[Row] = &[
        ("ssm/standard-parameter", "Parameters", "0"),
        ("ssm/advanced-parameter-hours", "Parameter-Hours", "0.00007"),
        ("ssm/interactions", "API Interactions", "0.000005"),
    ];

    #[test]
    fn a_standard_parameter_is_a_line_of_nothing() {
        let estimate = priced(Ssm::default(), Period::month(), US_EAST);
        assert_eq!((estimate.net.to_string().as_str(), estimate.charges.len()), ("0", 1));
        assert!(!estimate.is_lower_bound());
    }

    /// By hand, us-east-1: 10 × 730 h × $0.00007 and 100,000 calls at $0.05 ten thousand: 0.511 + 0.50.
    #[test]
    fn advanced_parameters_by_the_hour_and_by_the_call() {
        let ssm = Ssm { standard: 0.into(), advanced: 10.into(), interactions: 100_000.into() };
        assert_eq!(priced(ssm, Period::month(), US_EAST).net.to_string(), "1.011");
    }
}
