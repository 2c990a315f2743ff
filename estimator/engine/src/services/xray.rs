//! AWS X-Ray: traces of requests, billed when they are recorded and again when they are looked at.

use crate::error::Invalid;
use crate::meter::{Meter, Select};
use crate::quantity::Monthly;
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{TRACE, TRACES};
use crate::usage::{Bill, Factor};

pub const STORED: Meter = Meter {
    key: "xray/trace-stored",
    unit: TRACES,
    name: Text::new("X-Ray traces recorded", "X-Ray 기록한 추적"),
    select: Some(Select::of("AWSXRay", "XRay-TracesStored")),
};

pub const ACCESSED: Meter = Meter {
    key: "xray/trace-accessed",
    unit: TRACES,
    name: Text::new("X-Ray traces retrieved or scanned", "X-Ray 조회하거나 스캔한 추적"),
    select: Some(Select::of("AWSXRay", "XRay-TracesAccessed")),
};

pub const SERVICE: Service = Service {
    key: "xray",
    name: "AWS X-Ray",
    about: Text::new(
        "Traces of requests; billed by the trace recorded, and by the trace looked at",
        "요청의 추적. 기록한 추적과 조회한 추적의 수로 과금됩니다",
    ),
    page: "https://aws.amazon.com/xray/pricing/",
    meters: &[&STORED, &ACCESSED],
    kinds: &[&Xray::KIND],
};

resource! {
    /// Tracing of an application: all of its sampled requests together.
    Xray "xray" "X-Ray tracing" / "X-Ray 추적" {
        recorded: Monthly = 0, "traces recorded a month" / "월 기록하는 추적 수";
        accessed: Monthly = 0, "traces retrieved or scanned a month" / "월 조회하거나 스캔하는 추적 수";
    }
}

impl Billable for Xray {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let recorded = Factor::new(at.period.events(self.recorded)?, &TRACE);
        let accessed = Factor::new(at.period.events(self.accessed)?, &TRACE);
        bill.uses(STORED.whole(), [recorded])?;
        Ok(bill.uses(ACCESSED.whole(), [accessed])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::priced;

    /// By hand, Seoul: 2,000,000 recorded × $0.000005 + 500,000 looked at × $0.0000005 = $10.00 + $0.25.
    #[test]
    fn recording_and_looking_are_billed_apart() {
        let traces = Xray { recorded: 2_000_000.into(), accessed: 500_000.into() };
        let rows = &[("xray/trace-stored", "Traces", "0.000005"), ("xray/trace-accessed", "Traces", "0.0000005")];
        assert_eq!(priced(traces, Period::month(), rows).net.to_string(), "10.25");
    }
}
