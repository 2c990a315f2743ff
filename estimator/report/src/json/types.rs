//! The shape of the JSON. What a field means stands here once and goes into the committed schema.

use schemars::JsonSchema;
use serde::Serialize;

use super::figure::Figure;

/// A comparison of ways to run the same work. All money is in dollars, before tax.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "estimate: comparison")]
pub struct Document {
    /// The contract's version.
    pub schema: u32,
    /// Always `comparison`.
    pub kind: &'static str,
    /// The language of the sentences: `en`, `ko`.
    pub lang: &'static str,
    /// The day it is estimated for.
    pub on: String,
    pub region: String,
    /// What every sum is in: always `USD`. What people are shown is in `shown`.
    pub currency: &'static str,
    pub shown: Shown,
    pub period: Period,
    pub prices: Prices,
    pub account: Account,
    /// The cheapest that this account may launch.
    pub cheapest: Option<String>,
    /// The first sentence people read.
    pub answer: String,
    pub deployments: Vec<Deployment>,
    /// What the class notes say of this lab, and what is so.
    pub claims: Vec<Claim>,
    pub notes: Vec<String>,
    /// The file, or the built-in work.
    pub source: String,
    /// The command that makes this again.
    pub command: String,
}

/// How money is shown to people.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Shown {
    /// `USD`, `KRW`.
    pub currency: &'static str,
    /// Won for a dollar.
    pub rate: Figure,
    /// Whether the rate is an assumed round figure.
    pub rate_assumed: bool,
    pub vat_percent: Option<Figure>,
}

/// What the deployments' sums are for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Period {
    pub hours: Figure,
}

/// The price book.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Prices {
    /// `snapshot`, `cache`, `live`.
    pub source: String,
    pub oldest: String,
    pub newest: String,
    /// How many of the prices that were used are the snapshot's.
    pub from_snapshot: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Account {
    /// Whether anything was told of it.
    pub known: bool,
    pub opened: Option<String>,
    /// `free`, `paid`.
    pub plan: Option<&'static str>,
    /// Credits that were told to be left.
    pub credits: Option<Figure>,
    /// Whose accounts a class uses: `own`, `shared`, `organization`.
    pub accounts: &'static str,
    /// The rules by which something is free.
    pub rules: Vec<String>,
    /// The rules by which something is refused.
    pub refused: Vec<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Deployment {
    pub name: String,
    /// The size that was chosen, in words: `2 × t3.small`.
    pub size: String,
    /// At list price: the sum over the charges.
    pub gross: Figure,
    /// What allowances took off: the sum over the charges.
    pub free: Figure,
    pub credits: Figure,
    /// gross − free − credits.
    pub net: Figure,
    pub without_free_tier: Figure,
    /// Whether something has no price: the sums are the least they can be.
    pub lower_bound: bool,
    pub charges: Vec<Charge>,
    pub gaps: Vec<Gap>,
    /// Fees outside every month's total, which credits never pay.
    pub once: Vec<Once>,
    /// What AWS would not let this account launch.
    pub refused: Vec<Refused>,
    /// The day the credits that were told are used up or expire.
    pub credits_until: Option<String>,
    /// Other sizes that do the same work.
    pub alternatives: Vec<Alternative>,
    pub notes: Vec<String>,
    pub lab: Option<Lab>,
}

/// A line of the bill: `usd` = `gross` − `free` = the sum of the steps.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Charge {
    /// `service/what`, stable for ever.
    pub meter: String,
    pub resources: Vec<String>,
    pub region: String,
    pub unit: &'static str,
    pub amount: Figure,
    pub gross: Figure,
    pub free: Figure,
    pub usd: Figure,
    /// Their product, in `unit`, is the amount. Empty where several parts are added: see `parts`.
    pub factors: Vec<Factor>,
    pub why: String,
    /// What each resource adds.
    pub parts: Vec<Part>,
    /// AWS's rate code.
    pub sku: Option<String>,
    pub price_date: String,
    pub source: String,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Part {
    pub resource: String,
    pub amount: Figure,
    pub factors: Vec<Factor>,
    /// The metering rule, where the factors alone do not say the amount.
    pub rule: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Factor {
    pub amount: Figure,
    pub unit: &'static str,
    /// What the amount is divided by: 3 of 730 hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<Figure>,
}

/// A step of a charge.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Step {
    /// Free by a rule; price and worth are null where the price is not known.
    Free { amount: Figure, usd_each: Option<Figure>, usd: Figure, worth: Option<Figure>, rule: String },
    /// Paid in a tier, counted from one.
    Tier { tier: usize, amount: Figure, usd_each: Figure, usd: Figure },
}

/// Something that could not be priced.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Gap {
    pub what: String,
    pub why: String,
    pub resources: Vec<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Once {
    pub resource: String,
    pub what: String,
    /// Null: nobody told it.
    pub usd: Option<Figure>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Refused {
    pub resource: String,
    pub rule: &'static str,
    pub why: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Alternative {
    pub what: String,
    pub net: Figure,
}

/// What the lab costs from its start.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Lab {
    pub hours: Figure,
    pub students: u32,
    pub accounts: &'static str,
    pub per_student: Outcome,
    pub class: Outcome,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Outcome {
    /// Deleted as soon as the lab ends.
    pub deleted: Figure,
    pub forgotten: Forgotten,
    /// A month in which everything that can be stopped is stopped.
    pub after_stop_month: Figure,
}

/// Kept after the lab for so long.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Forgotten {
    pub day: Figure,
    pub week: Figure,
    pub month: Figure,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Claim {
    pub claim: String,
    pub truth: String,
}
