//! What an account gets free: units a month of a set of meters, pooled over the whole account, with the rule they come
//! from. Who is entitled on which day is decided here, before anything is priced.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    pub id: Arc<str>,
    /// In the order in which it is used up, cheapest first: AWS does not say, and this never promises too much.
    pub meters: Vec<String>,
    /// None: free without a limit.
    pub amount: Option<Decimal>,
    pub unit: String,
    pub who: Entitled,
    pub from: Option<Date>,
    /// The last day it holds.
    pub until: Option<Date>,
    pub source: Arc<str>,
    pub date: Arc<str>,
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

/// All allowances, findable by meter.
#[derive(Clone, Debug, Default)]
pub struct Allowances {
    rules: Vec<Allowance>,
    /// The places of the rules that name a meter.
    by_meter: BTreeMap<String, Vec<usize>>,
}

impl From<Vec<Allowance>> for Allowances {
    fn from(rules: Vec<Allowance>) -> Self {
        let mut by_meter: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, rule) in rules.iter().enumerate() {
            for meter in &rule.meters {
                by_meter.entry(meter.clone()).or_default().push(place);
            }
        }
        Self { rules, by_meter }
    }
}

/// Free units of one meter, by the rule that gives them.
#[derive(Clone, Debug)]
pub struct Grant<'a> {
    pub allowance: &'a Allowance,
    pub amount: Decimal,
}

/// What of each meter is free; meters of which nothing is are not in it.
pub type Grants<'a> = BTreeMap<&'a str, Vec<Grant<'a>>>;

impl Allowances {
    pub fn iter(&self) -> impl Iterator<Item = &Allowance> {
        self.rules.iter()
    }

    /// The rules that name this meter.
    pub fn of(&self, meter: &str) -> impl Iterator<Item = &Allowance> {
        let places = self.by_meter.get(meter).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|place| self.rules.get(*place))
    }

    /// Shares what the account is entitled to out over the pooled amounts, ascending by meter: each rule over its meters in
    /// their order.
    pub fn granted<'a>(
        &'a self,
        entitled: impl Fn(&Allowance) -> bool,
        used: &[(&str, Decimal)],
    ) -> Result<Grants<'a>, TooLarge> {
        let named = used.iter().filter_map(|(meter, _)| self.by_meter.get(*meter)).flatten();
        let places: BTreeSet<usize> = named.copied().collect();
        let rules = places.into_iter().filter_map(|place| self.rules.get(place));
        let mut grants = Grants::new();
        for allowance in rules.filter(|rule| entitled(rule)) {
            share_out(allowance, used, &mut grants)?;
        }
        Ok(grants)
    }
}

fn share_out<'a>(
    allowance: &'a Allowance,
    used: &[(&str, Decimal)],
    grants: &mut Grants<'a>,
) -> Result<(), TooLarge> {
    let mut left = allowance.amount;
    for meter in &allowance.meters {
        let place = used.binary_search_by(|(key, _)| (*key).cmp(meter));
        let Some((_, amount)) = place.ok().and_then(|place| used.get(place)) else { continue };
        let granted = grants.entry(meter).or_default();
        let open = granted.iter().try_fold(*amount, |open, grant| open.minus(grant.amount))?;
        let amount = left.map_or(open, |left| left.min(open));
        if !amount.is_zero() {
            left = left.map(|left| left.minus(amount)).transpose()?;
            granted.push(Grant { allowance, amount });
        }
    }
    Ok(())
}
