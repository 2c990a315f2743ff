//! What AWS itself says of the account: its plan, its credits and what is left of the allowances this month. What it does
//! not say stays as it was told; that it does not say so is said.

use std::collections::BTreeMap;

use aws_sdk_freetier::Client;
use aws_sdk_freetier::types::{AccountPlanType, CurrencyCode, FreeTierUsage};
use sundown_engine::account::{Account, Plan};
use sundown_engine::allowance::{Allowance, Allowances};
use sundown_engine::exact::Exact;
use sundown_engine::money::Usd;
use sundown_engine::services::meters;
use sundown_engine::text::Sentence;
use sundown_engine::{Date, Decimal};

use crate::live::access::Access;
use crate::live::call::{Caller, runtime};
use crate::problem::Problem;
use crate::progress::Progress;
use crate::select::usage_suffixes;

const PLAN: &str = "freetier:GetAccountPlanState";
const USAGE: &str = "freetier:GetFreeTierUsage";

/// The account as AWS sees it. None: it did not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub plan: Option<Plan>,
    pub credits: Option<Usd>,
    /// The day the free plan ends.
    pub expires: Option<Date>,
    /// What is tracked this month. An allowance without a row is not used yet, or not tracked: never "not entitled".
    pub rows: Vec<Row>,
    /// What AWS would not say.
    pub untold: Vec<Untold>,
}

/// One tracked allowance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub service: String,
    pub usage_type: String,
    pub region: String,
    pub unit: String,
    pub limit: Decimal,
    pub used: Decimal,
}

/// An answer AWS refused, so that what was told on the command line stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    pub what: Missing,
    pub problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    PlanAndCredits,
    Allowances,
}

impl Untold {
    pub fn sentence(&self) -> Sentence {
        let (why, (en, ko)) = match self.what {
            Missing::PlanAndCredits => (
                self.problem.sentence(),
                ("plan and credits are as told", "플랜과 크레딧은 입력한 값을 씁니다"),
            ),
            Missing::Allowances => (
                self.problem.sentence(),
                ("allowances are taken as unused", "무료 이용량은 아직 쓰지 않은 것으로 봅니다"),
            ),
        };
        Sentence::new(format!("{}; {en}", why.en), format!("{}. {ko}", why.ko.trim_end_matches('.')))
    }
}

/// Asks AWS. Being refused, or not being known there, is an answer; being unreachable is not.
pub async fn see(access: &Access, progress: &mut Progress<'_>) -> Result<Seen, Problem> {
    const ENDPOINT: &str = "https://freetier.us-east-1.api.aws";
    let shared = access.shared("us-east-1").await?;
    let endpoint = access.endpoint.clone().unwrap_or_else(|| ENDPOINT.to_owned());
    let client =
        Client::from_conf(aws_sdk_freetier::config::Builder::from(&shared).endpoint_url(&endpoint).build());
    let mut caller = Caller::new(access);
    let mut seen = Seen::default();
    match plan(&client, &endpoint, &mut caller, &mut seen, progress).await {
        Err(problem) if refused(&problem) => {
            seen.untold.push(Untold { what: Missing::PlanAndCredits, problem });
        }
        answered => answered?,
    }
    match rows(&client, &endpoint, &mut caller, progress).await {
        Ok(rows) => seen.rows = rows,
        Err(problem) if refused(&problem) => seen.untold.push(Untold { what: Missing::Allowances, problem }),
        Err(problem) => return Err(problem),
    }
    Ok(seen)
}

/// The same, for callers that have no runtime.
pub fn see_blocking(access: &Access, progress: &mut Progress<'_>) -> Result<Seen, Problem> {
    runtime()?.block_on(see(access, progress))
}

impl Seen {
    /// What was told, with what AWS knows better.
    pub fn over(&self, told: Account) -> Account {
        Account { plan: self.plan.or(told.plan), credits: self.credits.or(told.credits), ..told }
    }

    /// The allowances with what is left of them this month.
    pub fn left_of(&self, allowances: &Allowances) -> Allowances {
        let usages = usages();
        let left = |allowance: &Allowance| {
            let amount = allowance.amount.and_then(|whole| {
                let tracked =
                    self.rows.iter().filter(|row| row.limit == whole && row.tracks(allowance, &usages));
                tracked.filter_map(Row::left).min().or(Some(whole))
            });
            Allowance { amount, ..allowance.clone() }
        };
        allowances.iter().map(left).collect::<Vec<_>>().into()
    }

    /// Rows of something used that no allowance here stands for. Of the names that AWS gives its rows three have been read
    /// (`Global-Request`, `Global-Lambda-GB-Second`, `Global-DataTransfer-Out-Bytes`); the others are expected to be
    /// formed alike, and where they are not, this says so instead of taking something for unused in silence.
    pub fn unknown_rows(&self, allowances: &Allowances) -> impl Iterator<Item = &Row> {
        let usages = usages();
        self.rows.iter().filter(move |row| {
            let known =
                |allowance: &Allowance| allowance.amount == Some(row.limit) && row.tracks(allowance, &usages);
            !row.used.is_zero() && !allowances.iter().any(known)
        })
    }
}

/// The usage type of each meter, by its key.
fn usages() -> BTreeMap<&'static str, &'static str> {
    meters().filter_map(|meter| Some((meter.key, meter.select.as_ref()?.usage))).collect()
}

impl Row {
    /// What is left; nothing when more was used.
    fn left(&self) -> Option<Decimal> {
        Some(self.limit.minus(self.used).ok()?.max(Decimal::ZERO))
    }

    /// Whether it counts what that allowance gives: `Global-Request`, or the same behind a region's prefix.
    fn tracks(&self, allowance: &Allowance, usages: &BTreeMap<&str, &str>) -> bool {
        let usage_type = self.usage_type.strip_prefix("Global-").unwrap_or(&self.usage_type);
        allowance
            .meters
            .iter()
            .filter_map(|meter| usages.get(meter.as_str()))
            .any(|usage| usage_suffixes(usage_type).any(|suffix| suffix == *usage))
    }
}

fn refused(problem: &Problem) -> bool {
    matches!(problem, Problem::Denied { .. } | Problem::NotFound { .. })
}

async fn plan(
    client: &Client,
    endpoint: &str,
    caller: &mut Caller,
    seen: &mut Seen,
    progress: &mut Progress<'_>,
) -> Result<(), Problem> {
    let state = caller.call(PLAN, endpoint, progress, || client.get_account_plan_state().send()).await?;
    seen.plan = match state.account_plan_type() {
        AccountPlanType::Free => Some(Plan::Free),
        AccountPlanType::Paid => Some(Plan::Paid),
        _ => None,
    };
    seen.credits = state
        .account_plan_remaining_credits()
        .filter(|credits| *credits.unit() == CurrencyCode::Usd)
        .and_then(|credits| exact(credits.amount()))
        .map(Usd::new);
    seen.expires = state.account_plan_expiration_date().and_then(|time| {
        let second = jiff::Timestamp::from_second(time.secs()).ok()?;
        Some(jiff::tz::Offset::UTC.to_datetime(second).date())
    });
    Ok(())
}

async fn rows(
    client: &Client,
    endpoint: &str,
    caller: &mut Caller,
    progress: &mut Progress<'_>,
) -> Result<Vec<Row>, Problem> {
    let mut rows = Vec::new();
    let mut token: Option<String> = None;
    loop {
        let send = || client.get_free_tier_usage().max_results(100).set_next_token(token.clone()).send();
        let page = caller.call(USAGE, endpoint, progress, send).await?;
        rows.extend(page.free_tier_usages().iter().filter_map(row));
        match page.next_token().filter(|next| !next.is_empty()) {
            None => return Ok(rows),
            Some(next) if token.as_deref() == Some(next) => {
                let cause = format!("the page after `{next}` is itself");
                return Err(Problem::Format { place: endpoint.to_owned(), cause });
            }
            Some(next) => token = Some(next.to_owned()),
        }
    }
}

fn row(usage: &FreeTierUsage) -> Option<Row> {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    Some(Row {
        service: text(usage.service()),
        usage_type: text(usage.usage_type()),
        region: text(usage.region()),
        unit: text(usage.unit()),
        limit: exact(usage.limit())?,
        used: exact(usage.actual_usage_amount())?,
    })
}

/// The API gives numbers as floats: their shortest writing is what AWS meant.
fn exact(number: f64) -> Option<Decimal> {
    let number: Decimal = number.to_string().parse().ok()?;
    (number >= Decimal::ZERO).then(|| number.normalize())
}
