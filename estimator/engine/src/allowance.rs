//! What an account gets free: units a month of a set of meters, pooled over the whole account, with the rule they come
//! from. Who is entitled on which day is decided here, before anything is priced.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::account::{Account, Plan, Programme, Standing, State};
use crate::error::TooLarge;
use crate::exact::Exact;

/// Who a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entitled {
    /// Every account that is open, on either plan.
    Everyone,
    /// Accounts of the old programme in their first twelve months.
    Legacy,
    /// Accounts on the paid plan and old ones: a free plan gets only what is for everyone.
    PaidOrLegacy,
}

/// Free units of a set of meters in a calendar month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The rule's name in our facts: `always.lambda.gbs`.
    pub id: String,
    /// In the order in which it is used up, cheapest first: AWS does not say, and this never promises too much.
    pub meters: Vec<String>,
    /// None: free without a limit.
    pub amount: Option<Decimal>,
    pub unit: String,
    pub who: Entitled,
    pub from: Option<Date>,
    /// The last day it holds.
    pub until: Option<Date>,
    pub source: String,
    pub date: String,
}

impl Allowance {
    /// Whether the account has it on that day.
    pub fn holds(&self, account: &Account, programme: &Programme, on: Date) -> bool {
        if self.from.is_some_and(|from| on < from) || self.until.is_some_and(|until| on > until) {
            return false;
        }
        let standing = account.standing(programme, on);
        if standing.state() != State::Open {
            return false;
        }
        match self.who {
            Entitled::Everyone => true,
            Entitled::Legacy => matches!(standing, Standing::Legacy { free_year: true, .. }),
            Entitled::PaidOrLegacy => account.active_plan(&standing) == Some(Plan::Paid),
        }
    }
}

/// Free units of one meter, by the rule that gives them.
#[derive(Clone, Debug)]
pub struct Grant<'a> {
    pub allowance: &'a Allowance,
    pub amount: Decimal,
}

/// Shares the allowances out over the pooled amounts of an account, each allowance over its meters in their order.
pub fn granted<'a>(
    allowances: &[&'a Allowance],
    pooled: &BTreeMap<String, Decimal>,
) -> Result<BTreeMap<String, Vec<Grant<'a>>>, TooLarge> {
    let mut grants: BTreeMap<String, Vec<Grant<'a>>> = BTreeMap::new();
    let mut open = pooled.clone();
    for allowance in allowances {
        let mut left = allowance.amount;
        for meter in &allowance.meters {
            let Some(wanted) = open.get_mut(meter).filter(|wanted| !wanted.is_zero()) else { continue };
            let amount = left.map_or(*wanted, |left| left.min(*wanted));
            if amount.is_zero() {
                continue;
            }
            *wanted = wanted.minus(amount)?;
            left = left.map(|left| left.minus(amount)).transpose()?;
            grants.entry(meter.clone()).or_default().push(Grant { allowance, amount });
        }
    }
    Ok(grants)
}
