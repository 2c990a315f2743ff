//! An account as far as it changes a bill: when it was opened, on which plan, with which credits; and from these, what
//! holds for it on the day of the lab. Nothing is assumed of an account that was not told.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::Deserialize;

use crate::money::Usd;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Plan {
    Free,
    Paid,
}

/// What was told about the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    pub opened: Option<Date>,
    pub plan: Option<Plan>,
    /// Credits that are left.
    pub credits: Option<Usd>,
    /// An account in an Organization has neither credits nor a free plan.
    pub in_organization: bool,
}

/// The dates on which AWS's programme turns, as facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Accounts opened from this day on have credits and plans; older ones had twelve free months.
    pub credits_since: Date,
    pub legacy_months: i32,
    pub free_plan_months: i32,
    pub credit_months: i32,
    pub erased_after_days: i32,
}

/// What an account is on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its opening day was not told.
    Untold,
    /// Opened under the old programme.
    Legacy { ends: Date, free_year: bool },
    /// Opened under today's programme.
    Credit(CreditStanding),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditStanding {
    pub plan: Option<Plan>,
    pub free_plan_ends: Date,
    pub credits_expire: Date,
    /// The last day on which an ended free plan can still be turned into a paid one.
    pub erased_after: Date,
    pub state: State,
    pub credits_valid: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    /// The free plan has ended: nothing runs until it is upgraded.
    Closed,
    /// The days to upgrade have passed as well.
    Erased,
}

impl Account {
    /// What this account is on that day.
    pub fn standing(&self, programme: &Programme, on: Date) -> Standing {
        let Some(opened) = self.opened else { return Standing::Untold };
        if opened < programme.credits_since {
            let ends = after(opened, programme.legacy_months.months());
            return Standing::Legacy { ends, free_year: on < ends };
        }
        let plan = if self.in_organization { Some(Plan::Paid) } else { self.plan };
        let free_plan_ends = after(opened, programme.free_plan_months.months());
        let credits_expire = after(opened, programme.credit_months.months());
        let erased_after = after(free_plan_ends, programme.erased_after_days.days());
        let state = match plan {
            Some(Plan::Free) if on > erased_after => State::Erased,
            Some(Plan::Free) if on >= free_plan_ends => State::Closed,
            _ => State::Open,
        };
        let credits_valid = on < credits_expire && state != State::Erased && !self.in_organization;
        Standing::Credit(CreditStanding {
            plan,
            free_plan_ends,
            credits_expire,
            erased_after,
            state,
            credits_valid,
        })
    }

    /// The plan that is in force, where one was told.
    pub fn active_plan(&self, standing: &Standing) -> Option<Plan> {
        match standing {
            Standing::Credit(credit) => credit.plan,
            Standing::Legacy { .. } => Some(Plan::Paid),
            Standing::Untold => self.plan.filter(|_| !self.in_organization),
        }
    }
}

impl Standing {
    /// Whether the account can run anything at all.
    pub fn state(&self) -> State {
        match self {
            Self::Credit(credit) => credit.state,
            Self::Legacy { .. } | Self::Untold => State::Open,
        }
    }

    /// The day credits end, where it is known: they expire, and a free plan ends before them.
    pub fn credits_end(&self) -> Option<Date> {
        match self {
            Self::Credit(credit) if credit.plan == Some(Plan::Free) => {
                Some(credit.credits_expire.min(credit.free_plan_ends))
            }
            Self::Credit(credit) => Some(credit.credits_expire),
            Self::Legacy { .. } | Self::Untold => None,
        }
    }

    /// Whether credits that were told may be used.
    pub fn credits_valid(&self) -> bool {
        match self {
            Self::Credit(credit) => credit.credits_valid,
            Self::Legacy { .. } => false,
            Self::Untold => true,
        }
    }
}

/// A day later by a span; month ends clamp, and a day beyond the calendar is the calendar's last.
fn after(day: Date, span: Span) -> Date {
    day.saturating_add(span)
}
