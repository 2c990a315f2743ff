//! A whole run, from the lease to the report, as one machine that yields one call at a time: take the lease, look, put
//! right what an earlier run left open, mark and notify, apply what is approved, look again, report.

mod decide;

use crate::apply::Apply;
use crate::apply::relock::Relock;
use crate::ask::{Answer, Ask, Notice, Query, Recorded, Stamp, Told};
use crate::consent::Typed;
use crate::found::Key;
use crate::gates::Stop;
use crate::guard::{Guard, Guards};
use crate::halt::{Clock, Halt};
use crate::ledger::{Entry, Ledger};
use crate::look::{Look, right_account};
use crate::moment::Moment;
use crate::plan::Plan;
use crate::policy::{Mode, Policy};
use crate::report::Report;
use crate::survey::{Baseline, Survey};
use std::collections::VecDeque;

/// What a run is for.
pub enum Purpose {
    /// The schedule: mark, notify, delete what is due.
    Scheduled,
    /// A person applies the plan she was shown.
    Attended { plan: Box<Plan>, typed: Typed },
}

/// A run in progress.
pub struct Session {
    purpose: Purpose,
    policy: Policy,
    baseline: Option<Baseline>,
    guards: Guards,
    clock: Clock,
    deadline: Moment,
    stage: Stage,
    ledger: Ledger,
    survey: Option<Survey>,
    plan: Option<Plan>,
    /// What speaks against deleting anything in this run.
    stops: Vec<Stop>,
    report: Report,
}

enum Stage {
    Lease,
    Look(Box<Look>),
    Recover {
        open: VecDeque<(Key, String)>,
        relock: Option<Relock>,
        sure: bool,
    },
    /// Entries to append, and what comes after.
    Record(VecDeque<Entry>, After),
    Tell(Notice, Vec<Entry>),
    Apply(Box<Apply>),
    Verify(Box<Look>, Box<Apply>),
    Done,
}

#[derive(Clone, Copy)]
enum After {
    Notice,
    Plan,
    Apply,
}

impl Session {
    /// `deadline` is when the machine will be taken away, by the local clock.
    #[must_use]
    pub fn new(
        purpose: Purpose,
        policy: &Policy,
        baseline: Option<Baseline>,
        deadline: Moment,
        guards: Guards,
    ) -> Self {
        Self {
            purpose,
            report: Report::empty(policy.mode),
            policy: policy.clone(),
            baseline,
            guards,
            clock: Clock::new(guards),
            deadline,
            stage: Stage::Lease,
            ledger: Ledger::default(),
            survey: None,
            plan: None,
            stops: Vec::new(),
        }
    }

    /// What is wanted next, at this moment of the local clock; nothing when the run is over.
    pub fn next(&mut self, local: Moment) -> Option<Ask> {
        loop {
            let ask = match &mut self.stage {
                Stage::Lease => Some(Ask::Lease),
                Stage::Look(look) | Stage::Verify(look, _) => look.next().map(Ask::Read),
                Stage::Recover { relock: Some(relock), .. } if relock.next(local).is_some() => {
                    relock.next(local)
                }
                Stage::Recover { open, relock, sure } => match open.pop_front() {
                    Some(first) if !*sure => {
                        open.push_front(first);
                        Some(Ask::Read(Query::WhoAmI))
                    }
                    Some((key, generation)) => {
                        let unlisted = self.survey.as_ref().is_some_and(|survey| survey.shows_absence(&key));
                        *relock = Some(Relock::new(key, generation, unlisted));
                        continue;
                    }
                    None => None,
                },
                Stage::Record(entries, _) => entries.front().cloned().map(Ask::Record),
                Stage::Tell(notice, _) => Some(Ask::Tell(notice.clone())),
                Stage::Apply(apply) => apply.next(local),
                Stage::Done => return None,
            };
            if ask.is_some() {
                return ask;
            }
            self.stage_over(local);
        }
    }

    /// Takes the result of what was wanted.
    pub fn tell(&mut self, stamp: Stamp, told: Told) {
        if let Err(halt) = self.take(stamp, told) {
            self.halt(halt);
        }
    }

    /// The report; before the end, what there is of it.
    #[must_use]
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// The plan this run applies or has applied.
    #[must_use]
    pub const fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }

    fn take(&mut self, stamp: Stamp, told: Told) -> Result<(), Halt> {
        self.clock.tell(stamp)?;
        match (&mut self.stage, told) {
            (Stage::Lease, Told::Leased(Some(ledger))) => {
                self.ledger = *ledger;
                self.stage = Stage::Look(Box::new(Look::new(self.guards)));
            }
            (Stage::Lease, Told::Leased(None)) if !self.guards.on(Guard::I14Lease) => {
                self.stage = Stage::Look(Box::new(Look::new(self.guards)));
            }
            (Stage::Lease, _) => return Err(Halt::LeaseHeld),
            (Stage::Look(look) | Stage::Verify(look, _), Told::Read(answer)) => {
                look.tell(stamp, answer, &self.policy);
            }
            (Stage::Recover { sure, .. }, Told::Read(Answer::Identity(identity))) => {
                if self.guards.on(Guard::I5Account) {
                    right_account(&identity, &self.policy)?;
                }
                *sure = true;
            }
            (Stage::Recover { relock: Some(relock), .. }, told) => {
                relock.tell(stamp.local, &told)?;
                if let Told::Recorded(Recorded::Yes) = told
                    && let Some(key) = relock.done_with()
                {
                    self.ledger.add(&Entry::Locked { key });
                }
            }
            (Stage::Recover { .. }, _) => return Err(Halt::NoIdentity(crate::ask::Failure::Server)),
            (Stage::Record(entries, _), Told::Recorded(recorded)) => match recorded {
                Recorded::Failed => return Err(Halt::StoreFailed),
                Recorded::Lost if self.guards.on(Guard::I14Lease) => return Err(Halt::LeaseLost),
                _ => {
                    if let Some(entry) = entries.pop_front() {
                        self.ledger.add(&entry);
                    }
                }
            },
            (Stage::Tell(_, entries), Told::Notified(accepted)) => {
                if !accepted && self.guards.on(Guard::I6Notice) {
                    return Err(Halt::NoticeFailed);
                }
                self.stage = Stage::Record(std::mem::take(entries).into(), After::Plan);
            }
            (Stage::Apply(apply), told) => apply.tell(stamp, &told)?,
            _ => return Err(Halt::Internal("an answer that was not asked for".into())),
        }
        Ok(())
    }

    fn stage_over(&mut self, local: Moment) {
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        let result = match stage {
            Stage::Look(look) => self.looked(*look),
            Stage::Recover { .. } => {
                self.report.unrestored = self.ledger.unlocked.keys().cloned().collect();
                self.decide(local)
            }
            Stage::Record(_, After::Notice) => self.notify(local),
            Stage::Record(_, After::Plan) => self.judge(local),
            Stage::Record(_, After::Apply) => self.apply_due(local),
            Stage::Apply(apply) => {
                self.stage = Stage::Verify(Box::new(Look::new(self.guards)), apply);
                Ok(())
            }
            Stage::Verify(look, apply) => self.verified(*look, &apply),
            Stage::Lease | Stage::Tell(..) | Stage::Done => Ok(()),
        };
        if let Err(halt) = result {
            self.halt(halt);
        }
    }

    fn looked(&mut self, look: Look) -> Result<(), Halt> {
        let survey = look.finish()?;
        self.survey = Some(survey);
        let reports_only = self.policy.mode == Mode::Report && self.guards.on(Guard::I1DryRun);
        let restores = self.guards.on(Guard::I10Restore) && !reports_only;
        let open =
            if restores { self.ledger.unlocked.clone().into_iter().collect() } else { VecDeque::new() };
        self.stage = Stage::Recover { open, relock: None, sure: false };
        Ok(())
    }

    /// Ends the run early; what was applied until then is in the report.
    fn halt(&mut self, halt: Halt) {
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        if let (Stage::Apply(apply) | Stage::Verify(_, apply), Some(plan)) = (stage, &self.plan) {
            self.report.account_for(plan, &apply.unverified(), self.guards);
        }
        self.report.halted = Some(halt);
        self.report.clean = false;
    }
}
