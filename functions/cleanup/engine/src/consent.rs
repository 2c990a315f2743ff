//! Who agreed to a plan. Two ways, two functions, one result: an `Approval`, which can't be made in any other way and is
//! good for exactly the plan whose digest it carries.

use crate::found::Key;
use crate::guard::{Guard, Guards};
use crate::ledger::Ledger;
use crate::moment::{Moment, Seconds};
use crate::plan::{Line, Plan};
use crate::policy::{Mode, Policy};
use crate::reason::Reason;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The right to apply one plan. Nobody else can make one:
///
/// ```compile_fail
/// let forged = sundown_cleanup_engine::consent::Approval { digest: String::new() };
/// ```
#[derive(Clone, Debug)]
pub struct Approval {
    digest: String,
}

impl Approval {
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }
}

/// Why a plan is not approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    ReportsOnly,
    WrongAlias,
    WrongDigest,
    TooOld,
    /// An attended plan holds something this person may not delete at once.
    NotYours(Key),
    /// An unattended plan holds something that is not due.
    NotDue(Key),
    OtherPolicy,
}

impl Refusal {
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::ReportsOnly => Text::new(
                "the policy's mode is report, which deletes nothing",
                "정책의 모드가 report이므로 아무것도 삭제하지 않습니다",
            ),
            Self::WrongAlias => {
                Text::new("that is not the alias of this account", "이 계정의 별칭이 아닙니다")
            }
            Self::WrongDigest => Text::new(
                "the plan is not the one that was approved; plan again",
                "승인한 계획과 다릅니다. 계획을 다시 만드십시오",
            ),
            Self::TooOld => Text::new(
                "the plan is older than 24 hours; plan again",
                "만든 지 24시간이 지난 계획입니다. 다시 만드십시오",
            ),
            Self::NotYours(key) => Text::new(
                format!("only the schedule may delete this, after notice and grace: {key}"),
                format!("알림과 유예 기간을 거쳐 자동으로만 삭제할 수 있는 자원: {key}"),
            ),
            Self::NotDue(key) => {
                Text::new(format!("not due yet: {key}"), format!("아직 기한이 되지 않은 자원: {key}"))
            }
            Self::OtherPolicy => Text::new(
                "the policy or the account changed; plan again",
                "정책이나 계정이 바뀌었습니다. 계획을 다시 만드십시오",
            ),
        }
    }
}

/// What a person typed at the terminal.
#[derive(Clone, Debug)]
pub struct Typed {
    pub alias: String,
    /// The first eight characters, or more, of the digest that was shown.
    pub digest: String,
    pub person: String,
}

/// A person agrees to a plan she was shown.
///
/// # Errors
/// Unless alias and digest are right and every target is hers, expired, or of a stack this project deployed.
pub fn attended(
    plan: &Plan,
    typed: &Typed,
    policy: &Policy,
    now: Moment,
    guards: Guards,
) -> Result<Approval, Refusal> {
    let digest = standing(plan, policy, now, guards)?;
    let alias = plan.alias.as_deref().unwrap_or(&plan.account);
    if typed.alias != alias {
        return Err(Refusal::WrongAlias);
    }
    let named = typed.digest.len() >= 8 && digest.starts_with(&typed.digest);
    if !named && guards.on(Guard::I7Digest) {
        return Err(Refusal::WrongDigest);
    }
    match plan.targets().find(|line| !hers(line, &typed.person, now)) {
        Some(line) => Err(Refusal::NotYours(line.key.clone())),
        None => Ok(Approval { digest }),
    }
}

/// The schedule may apply a plan of which everything is due.
///
/// # Errors
/// Unless each target was marked, noticed, waited for and is still the same.
pub fn unattended(
    plan: &Plan,
    policy: &Policy,
    ledger: &Ledger,
    now: Moment,
    guards: Guards,
) -> Result<Approval, Refusal> {
    let digest = standing(plan, policy, now, guards)?;
    let due = |line: &Line| due_at(line, policy, ledger, guards).is_some_and(|due| due <= now);
    match plan.targets().find(|line| !due(line)) {
        Some(line) => Err(Refusal::NotDue(line.key.clone())),
        None => Ok(Approval { digest }),
    }
}

/// May this person delete it at once, if she asks for it?
#[must_use]
pub fn hers(line: &Line, person: &str, now: Moment) -> bool {
    match &line.reason {
        Reason::OwnTag => line.owner.as_deref() == Some(person),
        Reason::Expired(end) => *end <= now,
        Reason::OurStack => true,
        _ => false,
    }
}

/// When the schedule may delete it, or `None` when nothing has started yet.
#[must_use]
pub fn due_at(line: &Line, policy: &Policy, ledger: &Ledger, guards: Guards) -> Option<Moment> {
    if let Some(end) = line.recorded_expiry
        && line.reason == Reason::Expired(end)
        && let Some(reminder) = ledger.reminders.get(&line.key)
        && reminder.expiry == end
        && line.evidence.is_subset(&reminder.evidence)
        && reminder.at.plus(Seconds::hours(2)) <= end
    {
        return Some(end.plus(Seconds::HOUR));
    }
    let mark = ledger.marks.get(&line.key)?;
    if mark.generation != line.generation || !line.evidence.is_subset(&mark.evidence) {
        return None;
    }
    let noticed = if guards.on(Guard::I6Notice) { mark.noticed? } else { mark.noticed.unwrap_or(mark.at) };
    let grace = if guards.on(Guard::I6Grace) { policy.grace.length() } else { Seconds(0) };
    Some(noticed.plus(grace))
}

fn standing(plan: &Plan, policy: &Policy, now: Moment, guards: Guards) -> Result<String, Refusal> {
    if policy.mode == Mode::Report && guards.on(Guard::I1DryRun) {
        return Err(Refusal::ReportsOnly);
    }
    if plan.policy != policy.digest || plan.engine != env!("CARGO_PKG_VERSION") {
        return Err(Refusal::OtherPolicy);
    }
    let age = now.since(plan.made_at);
    if guards.on(Guard::I7Age) && !(Seconds(-300)..=Seconds::DAY).contains(&age) {
        return Err(Refusal::TooOld);
    }
    plan.digest().map_err(|_| Refusal::WrongDigest)
}
