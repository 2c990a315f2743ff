//! Amazon EventBridge Scheduler: what a schedule starts. It goes on by the clock, whether anybody works or not.

use crate::error::Invalid;
use crate::exact::Exact;
use crate::meter::{Meter, Select};
use crate::quantity::{Monthly, Quantity};
use crate::resource::{Billable, Site, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{CALL, INVOCATIONS};
use crate::usage::{Bill, Factor};

/// Its product begins at 14,000,000: the allowance is told beside the prices.
pub const SCHEDULED: Meter = Meter {
    key: "scheduler/invocations",
    unit: INVOCATIONS,
    name: Text::new("EventBridge Scheduler invocations", "EventBridge Scheduler 호출"),
    select: Some(Select::of("AWSEvents", "ScheduledInvocation")),
};

pub const SERVICE: Service = Service {
    key: "scheduler",
    name: "Amazon EventBridge Scheduler",
    about: Text::new(
        "Starts things by the clock; billed by the invocation",
        "정해진 시각에 작업을 실행합니다. 호출 수로 과금됩니다",
    ),
    page: "https://aws.amazon.com/eventbridge/pricing/",
    meters: &[&SCHEDULED],
    kinds: &[&Scheduler::KIND],
};

resource! {
    /// One schedule, or several together.
    Scheduler "scheduler" "EventBridge schedules" / "EventBridge 일정" {
        invocations: Monthly = 0, "invocations a month" / "월 호출 수";
    }
}

impl Billable for Scheduler {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let share = at.period.share_of_month();
        let calls = self.invocations.number().times(share.amount)?.over(share.per)?.ceil();
        Ok(bill.uses(SCHEDULED.whole(), [Factor::new(calls, &CALL)])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{decimal, priced, used};

    /// By hand: 1,000,000 invocations at $1.00 a million, as us-east-1 charges past the 14 million of every account.
    #[test]
    fn invocations_by_the_million() {
        let schedule = Scheduler { invocations: 1_000_000.into() };
        let rows = &[("scheduler/invocations", "Invocations", "0.000001")];
        assert_eq!(priced(schedule, Period::month(), rows).net.to_string(), "1");
    }

    #[test]
    fn a_forgotten_schedule_goes_on_without_any_work() {
        let forgotten = Period { work: (decimal("0"), decimal("1")), ..Period::of_hours(decimal("168")) };
        let bill = used(&Scheduler { invocations: 730.into() }, forgotten, false).unwrap();
        assert_eq!(bill.usages[0].amount, decimal("168"));
    }
}
