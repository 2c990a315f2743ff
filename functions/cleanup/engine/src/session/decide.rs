//! The decisions between the stages of a run. Each looks at the survey and the ledger as they are by then.

use super::{After, Purpose, Session, Stage};
use crate::apply::Apply;
use crate::bucket::{Bucket, Defer, Skip};
use crate::classify::{Classified, classify};
use crate::consent::{Approval, attended, unattended};
use crate::context::Context;
use crate::context::Who;
use crate::found::Key;
use crate::gates;
use crate::guard::Guard;
use crate::halt::Halt;
use crate::ledger::Entry;
use crate::look::Look;
use crate::marks;
use crate::moment::Moment;
use crate::plan::{Line, Plan};
use crate::policy::Mode;
use crate::reason::{Class, Reason};
use crate::report::Report;
use crate::survey::Survey;
use std::collections::{BTreeMap, BTreeSet};

impl Session {
    pub(super) fn decide(&mut self, local: Moment) -> Result<(), Halt> {
        let report = self.classified(local, |classified| Ok(Report::of_scan(classified)))?;
        let unrestored = std::mem::take(&mut self.report.unrestored);
        self.report = Report { unrestored, ..report };
        if matches!(self.purpose, Purpose::Attended { .. }) {
            return self.apply_approved(local);
        }
        let reports_only = self.policy.mode == Mode::Report && self.guards.on(Guard::I1DryRun);
        let mut entries = self.classified(local, |of| marks::update(of, &self.ledger).map_err(broken))?;
        if reports_only {
            entries.retain(|entry| matches!(entry, Entry::Seen { .. }));
        }
        self.stage = Stage::Record(entries.into(), if reports_only { After::Plan } else { After::Notice });
        Ok(())
    }

    pub(super) fn notify(&mut self, local: Moment) -> Result<(), Halt> {
        match self.classified(local, |of| marks::notice(of, &self.ledger).map_err(broken))? {
            Some((notice, entries)) => {
                self.stage = Stage::Tell(notice, entries);
                Ok(())
            }
            None => self.judge(local),
        }
    }

    /// Judges this run by the earlier ones, then adds it to them. A spike is no history: else three would be normal.
    pub(super) fn judge(&mut self, local: Moment) -> Result<(), Halt> {
        let candidates = self.classified(local, |of| Ok(of.candidates().len() as u64))?;
        let stops = gates::surprise(candidates, &self.ledger.history, self.guards);
        let spike = stops.iter().any(|stop| matches!(stop, gates::Stop::Surprise { .. }));
        let entry = Entry::Ran { at: self.clock.at(local), candidates };
        let entries = if spike { Vec::new() } else { vec![entry] };
        self.stops = stops;
        self.stage = Stage::Record(entries.into(), After::Apply);
        Ok(())
    }

    pub(super) fn apply_due(&mut self, local: Moment) -> Result<(), Halt> {
        let plan =
            self.classified(local, |of| Ok(marks::due_plan(of, &self.ledger).map_err(broken)?.plan))?;
        if plan.lines.is_empty() {
            return Ok(());
        }
        if !self.stops.is_empty() {
            self.report.account_for(&plan, &BTreeMap::new(), self.guards);
            return Err(Halt::Stopped(std::mem::take(&mut self.stops)));
        }
        let now = self.clock.at(local);
        let approval =
            unattended(&plan, &self.policy, &self.ledger, now, self.guards).map_err(Halt::Refused)?;
        self.start(plan, &approval, local, &BTreeMap::new())
    }

    /// The plan is a person's; what a fresh scan no longer calls a candidate is left out of it.
    fn apply_approved(&mut self, local: Moment) -> Result<(), Halt> {
        let Purpose::Attended { plan, typed } = &self.purpose else { return Ok(()) };
        let plan = Plan::clone(plan);
        let now = self.clock.at(local);
        let approval = attended(&plan, typed, &self.policy, now, self.guards).map_err(Halt::Refused)?;
        let fresh = self.classified(local, |of| {
            let left_out = |line: &Line| {
                let verdict =
                    of.verdicts.get(&line.key).filter(|verdict| verdict.class != Class::Candidate)?;
                let goes_on = self.goes_on(of, &plan, line, &verdict.reason);
                (!goes_on).then(|| (line.key.clone(), Bucket::Skipped(Skip::Now(verdict.reason.clone()))))
            };
            Ok(plan.targets().filter_map(left_out).collect())
        })?;
        let fresh = if self.guards.on(Guard::I7Redescribe) { fresh } else { BTreeMap::new() };
        self.start(plan, &approval, local, &fresh)
    }

    /// What an earlier run of this plan began to delete is only waited for, and so is what it is in the way of. Each is
    /// read again before anything happens to it.
    fn goes_on(&self, of: &Classified<'_>, plan: &Plan, line: &Line, reason: &Reason) -> bool {
        let begun = |line: &Line| self.ledger.attempted(&line.key, &line.generation);
        let under_way = |line: &&Line| {
            let verdict = of.verdicts.get(&line.key);
            begun(line) && verdict.is_some_and(|verdict| verdict.reason == Reason::AlreadyDeleting)
        };
        match reason {
            Reason::AlreadyDeleting => begun(line),
            Reason::UsedBy(user) => {
                plan.lines.iter().filter(|line| line.key == *user).any(|line| under_way(&line))
            }
            _ => false,
        }
    }

    fn start(
        &mut self,
        plan: Plan,
        approval: &Approval,
        local: Moment,
        left_out: &BTreeMap<Key, Bucket>,
    ) -> Result<(), Halt> {
        let survey = self.survey.as_ref().ok_or_else(|| Halt::Internal("no survey".into()))?;
        self.plan = Some(plan.clone());
        let now = self.clock.at(local);
        let stops = gates::caps(&plan, survey, &self.policy.caps, &self.ledger, now, self.guards);
        if !stops.is_empty() {
            self.report.account_for(&plan, &BTreeMap::new(), self.guards);
            return Err(Halt::Stopped(stops));
        }
        let mut apply =
            Apply::new(plan, approval, &self.policy, self.ledger.clone(), self.deadline, self.guards)
                .map_err(Halt::Refused)?;
        for (key, bucket) in left_out {
            apply.leave_out(key, bucket.clone());
        }
        self.stage = Stage::Apply(Box::new(apply));
        Ok(())
    }

    /// Believes that something is gone only when a second look agrees.
    pub(super) fn verified(&mut self, look: Look, apply: &Apply) -> Result<(), Halt> {
        let Some(plan) = self.plan.clone() else { return Ok(()) };
        let survey = look.finish().inspect_err(|_| {
            self.report.account_for(&plan, &apply.unverified(), self.guards);
        })?;
        let mut buckets = apply.buckets();
        for line in &plan.lines {
            let Some(bucket) = buckets.get_mut(&line.key) else { continue };
            let trusted =
                survey.complete(&line.key.region, line.key.kind) || !self.guards.on(Guard::I18Incomplete);
            let listed = survey.found.get(&line.key).is_some_and(|found| found.generation == line.generation);
            if listed || !trusted {
                bucket.doubt(if listed { Defer::StillListed } else { Defer::NotVerified });
            }
        }
        self.report.unrestored = apply.still_unlocked();
        self.report.unrestored.retain(|key| !survey.shows_absence(key));
        self.report.see(&survey, self.guards);
        self.report.account_for(&plan, &buckets, self.guards);
        let done: BTreeSet<&Key> =
            plan.lines.iter().map(|line| &line.key).filter(|key| finished(&buckets, key)).collect();
        let mut candidates = self.report.findings.iter().filter(|finding| finding.class == Class::Candidate);
        self.report.clean &=
            done.len() == plan.lines.len() && candidates.all(|finding| done.contains(&finding.key));
        Ok(())
    }

    fn classified<T>(
        &self,
        local: Moment,
        then: impl FnOnce(&Classified<'_>) -> Result<T, Halt>,
    ) -> Result<T, Halt> {
        let survey: &Survey = self.survey.as_ref().ok_or_else(|| Halt::Internal("no survey".into()))?;
        let who = match &self.purpose {
            Purpose::Scheduled => Who::Schedule,
            Purpose::Attended { typed, .. } => Who::Person(typed.person.clone()),
        };
        let context = Context {
            policy: &self.policy,
            survey,
            ledger: &self.ledger,
            baseline: self.baseline.as_ref(),
            who: &who,
            now: self.clock.at(local),
            guards: self.guards,
        };
        then(&classify(&context))
    }
}

fn finished(buckets: &BTreeMap<Key, Bucket>, key: &Key) -> bool {
    matches!(buckets.get(key), Some(Bucket::Gone | Bucket::Vanished))
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function to map errors with")]
fn broken(error: serde_json::Error) -> Halt {
    Halt::Internal(error.to_string())
}
