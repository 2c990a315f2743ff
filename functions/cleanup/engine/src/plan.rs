//! What is going to be done, written down before it is: every resource that will be touched, including those that only
//! go with another one, every step, and a digest over all of it. A plan is data; applying it needs an approval.

use crate::ask::Op;
use crate::catalog::StepName;
use crate::classify::Classified;
use crate::digest::digest;
use crate::found::{Fact, Found, Key, Price};
use crate::guard::Guard;
use crate::moment::Moment;
use crate::policy::{Caps, Mode};
use crate::reason::{Class, Reason, Verdict};
use crate::shield::FINAL_SNAPSHOT;
use crate::waves::ranks;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub schema: u32,
    pub engine: String,
    pub account: String,
    pub partition: String,
    pub alias: Option<String>,
    pub regions: BTreeSet<String>,
    pub mode: Mode,
    pub policy: String,
    pub made_at: Moment,
    /// In the order of deletion.
    pub lines: Vec<Line>,
}

/// One resource of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub key: Key,
    pub name: String,
    pub generation: String,
    pub fingerprint: String,
    pub rank: u32,
    /// The target it goes with; `None` for a target.
    pub goes_with: Option<Key>,
    pub steps: Vec<Op>,
    pub price: Price,
    pub objects: u64,
    pub owner: Option<String>,
    pub reason: Reason,
    pub recorded_expiry: Option<Moment>,
    /// Fingerprints of a target and of all that goes with it, to be compared with its mark.
    pub evidence: BTreeSet<String>,
}

impl Plan {
    /// SHA-256 over the canonical JSON.
    ///
    /// # Errors
    /// When the plan can't be written as JSON.
    pub fn digest(&self) -> Result<String, serde_json::Error> {
        digest(self)
    }

    #[must_use]
    pub fn by_key(&self) -> BTreeMap<&Key, &Line> {
        self.lines.iter().map(|line| (&line.key, line)).collect()
    }

    pub fn targets(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.goes_with.is_none())
    }
}

/// What a line costs a month for the caps: unknown is expensive.
#[must_use]
pub fn micro_usd(price: Price, caps: &Caps) -> u64 {
    match price {
        Price::MicroUsdMonth(micro) => micro,
        Price::Unknown => caps.unknown_usd_month.saturating_mul(1_000_000),
    }
}

/// A plan, and which chosen resources are not in it and why.
pub struct Draft<'a> {
    pub plan: Plan,
    pub waiting: BTreeMap<&'a Key, Verdict>,
}

/// Plans the deletion of the `chosen` candidates.
///
/// # Errors
/// When a fingerprint can't be written as JSON.
pub fn draft<'a>(
    classified: &Classified<'a>,
    chosen: BTreeSet<&'a Key>,
) -> Result<Draft<'a>, serde_json::Error> {
    let context = classified.closure.context;
    let reports_only = context.policy.mode == Mode::Report && context.guards.on(Guard::I1DryRun);
    let chosen = if reports_only { BTreeSet::new() } else { chosen };
    let chosen = chosen.intersection(&classified.candidates()).copied().collect();
    let (targets, waiting) = classified.closure.close(chosen);
    let order = order(classified, &targets);
    let mut lines = Vec::new();
    for target in &targets {
        lines.extend(family_lines(classified, target, &targets, &order)?);
    }
    lines.sort_by(|one, other| (one.rank, &one.key).cmp(&(other.rank, &other.key)));
    let identity = &context.survey.identity;
    let plan = Plan {
        schema: 1,
        engine: env!("CARGO_PKG_VERSION").into(),
        account: identity.account.clone(),
        partition: identity.partition.clone(),
        alias: identity.alias.clone(),
        regions: context.policy.regions.clone(),
        mode: context.policy.mode,
        policy: context.policy.digest.clone(),
        made_at: context.now,
        lines,
    };
    Ok(Draft { plan, waiting })
}

/// What must not have changed between two looks at a resource: all but its state, its price and its protection.
///
/// # Errors
/// When it can't be written as JSON.
pub fn fingerprint(found: &Found) -> Result<String, serde_json::Error> {
    let Found { key, generation, account, tags, owners, created, managed_by, is_default, .. } = found;
    digest(&(key, generation, account, tags, owners, created, managed_by, is_default))
}

/// The fingerprints of a candidate and of everything that goes with it.
///
/// # Errors
/// When one can't be written as JSON.
pub fn evidence(classified: &Classified<'_>, key: &Key) -> Result<BTreeSet<String>, serde_json::Error> {
    let members = [key].into_iter().chain(classified.closure.graph.victims(key));
    members.filter_map(|member| classified.closure.found(member)).map(fingerprint).collect()
}

fn order<'a>(classified: &Classified<'a>, targets: &BTreeSet<&'a Key>) -> BTreeMap<&'a Key, u32> {
    let graph = &classified.closure.graph;
    let mut target_of: BTreeMap<&Key, &'a Key> = targets.iter().map(|target| (*target, *target)).collect();
    for target in targets {
        for victim in graph.victims(target) {
            target_of.entry(victim).or_insert(target);
        }
    }
    let mut before = BTreeSet::new();
    for (used, used_target) in &target_of {
        for user in graph.users(used) {
            if let Some(user_target) = target_of.get(user)
                && user_target != used_target
            {
                before.insert((*user_target, *used_target));
            }
        }
    }
    let ranks = ranks(targets, &before);
    if classified.closure.context.guards.on(Guard::I24Order) {
        return ranks;
    }
    ranks.into_iter().map(|(key, rank)| (key, 1_000_000 - rank)).collect()
}

fn family_lines<'a>(
    classified: &Classified<'a>,
    target: &'a Key,
    targets: &BTreeSet<&'a Key>,
    order: &BTreeMap<&'a Key, u32>,
) -> Result<Vec<Line>, serde_json::Error> {
    let rank = order.get(target).copied().unwrap_or_default();
    let victims = classified.closure.graph.victims(target);
    let mut lines = Vec::new();
    for key in [target].into_iter().chain(victims) {
        // A victim that was chosen itself has its own line.
        let is_target = key == target;
        let Some(found) = classified.closure.found(key).filter(|_| is_target || !targets.contains(key))
        else {
            continue;
        };
        let reason = if is_target {
            classified.verdicts.get(key).filter(|verdict| verdict.class == Class::Candidate)
        } else {
            None
        };
        let owner_tag = &classified.closure.context.policy.select.owner_tag;
        lines.push(Line {
            key: key.clone(),
            name: found.name.clone(),
            generation: found.generation.clone(),
            fingerprint: fingerprint(found)?,
            rank,
            goes_with: (!is_target).then(|| target.clone()),
            steps: if is_target { steps(classified, found, targets, order)? } else { Vec::new() },
            price: found.price,
            objects: found.objects,
            owner: found.readable_tags().and_then(|tags| tags.get(owner_tag)).cloned(),
            reason: reason.map_or_else(|| Reason::OwnedBy(target.clone()), |verdict| verdict.reason.clone()),
            recorded_expiry: found.recorded_expiry.filter(|_| found.ours),
            evidence: if is_target { evidence(classified, key)? } else { BTreeSet::new() },
        });
    }
    Ok(lines)
}

fn steps(
    classified: &Classified<'_>,
    found: &Found,
    targets: &BTreeSet<&Key>,
    order: &BTreeMap<&Key, u32>,
) -> Result<Vec<Op>, serde_json::Error> {
    let row = found.key.kind.row();
    let guards = classified.closure.context.guards;
    let mut steps = Vec::new();
    for step in &row.steps {
        match step {
            StepName::Unlock if found.locked == Fact::Known(true) => steps.push(Op::Unlock),
            StepName::Unlock => {}
            StepName::ScaleToZero => steps.push(Op::ScaleToZero),
            StepName::Stop => steps.push(Op::Stop),
            StepName::Disable => steps.push(Op::Disable),
            StepName::Empty => steps.push(Op::Empty),
            StepName::Revoke => {
                let groups = classified
                    .closure
                    .graph
                    .users(&found.key)
                    .iter()
                    .filter(|user| user.kind == found.key.kind);
                let circle =
                    |user: &&&Key| targets.contains(**user) && order.get(**user) == order.get(&found.key);
                let wanted = groups.filter(|user| circle(user) || !guards.on(Guard::I9Planned));
                steps.extend(wanted.map(|user| Op::Revoke { user: (*user).clone() }));
            }
            StepName::Detach => {
                let uses = found.uses.known().into_iter().flatten();
                steps.extend(uses.map(|used| Op::Detach { from: used.clone() }));
            }
        }
    }
    steps.push(Op::Delete { final_snapshot: row.final_snapshot.then(|| snapshot_name(found)).transpose()? });
    Ok(steps)
}

/// A function of the resource and nothing else: asking twice can't make two snapshots.
fn snapshot_name(found: &Found) -> Result<String, serde_json::Error> {
    let identity = digest(&(&found.key, &found.generation))?;
    Ok(format!("{FINAL_SNAPSHOT}{}", identity.get(..16).unwrap_or(&identity)))
}
