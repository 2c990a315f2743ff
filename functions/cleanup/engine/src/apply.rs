//! Applies an approved plan, wave by wave, as a machine that yields one call and takes its result. Kill it after any
//! call: what it had begun is on record, and the next run ends in the same state. Each change is announced first
//! (`Record`), then checked on a fresh reading, then made, with nothing in between.

mod check;
pub(crate) mod relock;
mod results;
mod settle;

use crate::ask::{Answer, Ask, Mutation, Op, Query, Recorded, Stamp, Told};
use crate::bucket::{Bucket, Defer};
use crate::consent::{Approval, Refusal};
use crate::found::Key;
use crate::guard::{Guard, Guards};
use crate::halt::{Clock, Halt};
use crate::ledger::{Entry, Ledger, Taken};
use crate::look::right_account;
use crate::moment::{Moment, Seconds};
use crate::plan::{Line, Plan, micro_usd};
use crate::policy::Policy;
use check::{peer_of, takes_away};
use relock::Relock;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A plan being applied.
pub struct Apply {
    pub(crate) policy: Policy,
    account: String,
    lines: BTreeMap<Key, Line>,
    waves: VecDeque<Vec<Key>>,
    queue: VecDeque<Key>,
    /// Deletions of this wave that were accepted.
    waiting: VecDeque<Key>,
    /// Still there in this round of looking.
    again: VecDeque<Key>,
    rounds: i64,
    work: Option<Work>,
    phase: Phase,
    relock: Option<Relock>,
    buckets: BTreeMap<Key, Bucket>,
    /// Whose deletion was sent by this run, or announced by one before.
    sent: BTreeSet<Key>,
    still_unlocked: BTreeSet<Key>,
    ledger: Ledger,
    clock: Clock,
    guards: Guards,
    deadline: Moment,
}

/// One resource in the making.
struct Work {
    key: Key,
    step: usize,
    tries: u32,
    /// When the announcement of the coming change was recorded, and with it the lease confirmed.
    announced: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Who am I? Asked before each wave and after each pause, since credentials may have been renewed.
    Identity,
    Next,
    Announce,
    Unlocking,
    Check,
    Act,
    Pause(Moment),
    Failed,
    Settle,
    Done,
}

/// No new deletion when less than this is left: what was begun must be recorded in time.
const RESERVE: Seconds = Seconds(45);
/// How long an announcement stays true. A run that slept for longer starts again, with its lease.
const FRESH: Seconds = Seconds(60);

impl Apply {
    /// # Errors
    /// When the approval is not for exactly this plan.
    pub fn new(
        plan: Plan,
        approval: &Approval,
        policy: &Policy,
        ledger: Ledger,
        deadline: Moment,
        guards: Guards,
    ) -> Result<Self, Refusal> {
        if plan.digest().ok().as_deref() != Some(approval.digest()) {
            return Err(Refusal::WrongDigest);
        }
        let mut waves: BTreeMap<u32, Vec<Key>> = BTreeMap::new();
        for line in plan.targets() {
            waves.entry(line.rank).or_default().push(line.key.clone());
        }
        let tried = |line: &&Line| ledger.attempted(&line.key, &line.generation);
        let sent = plan.lines.iter().filter(tried).map(|line| line.key.clone()).collect();
        Ok(Self {
            policy: policy.clone(),
            account: plan.account,
            sent,
            lines: plan.lines.into_iter().map(|line| (line.key.clone(), line)).collect(),
            waves: waves.into_values().collect(),
            queue: VecDeque::new(),
            waiting: VecDeque::new(),
            again: VecDeque::new(),
            rounds: 0,
            work: None,
            phase: Phase::Identity,
            relock: None,
            buckets: BTreeMap::new(),
            still_unlocked: BTreeSet::new(),
            ledger,
            clock: Clock::new(guards),
            guards,
            deadline,
        })
    }

    /// Leaves a target out before the run begins, because a fresh scan says so.
    pub fn leave_out(&mut self, key: &Key, bucket: Bucket) {
        self.buckets.insert(key.clone(), bucket);
    }

    /// What is wanted next, at this moment of the local clock; nothing when all is done.
    pub fn next(&mut self, local: Moment) -> Option<Ask> {
        loop {
            if let Some(ask) = self.relock.as_ref().and_then(|relock| relock.next(local)) {
                return Some(ask);
            }
            self.relock = None;
            match self.phase {
                Phase::Identity => return Some(Ask::Read(Query::WhoAmI)),
                Phase::Done => return None,
                Phase::Pause(until) => return Some(Ask::Wait(until)),
                Phase::Settle if self.waiting.is_empty() => self.round_over(local),
                Phase::Settle => return self.waiting.front().map(|key| Self::ask_family(key, None)),
                Phase::Next => self.take_next(local),
                _ => match self.ask_about_work(local) {
                    Some(ask) => return Some(ask),
                    None => self.phase = Phase::Next,
                },
            }
        }
    }

    /// Takes the result of what was wanted.
    ///
    /// # Errors
    /// When the run must halt.
    pub fn tell(&mut self, stamp: Stamp, told: &Told) -> Result<(), Halt> {
        self.clock.tell(stamp)?;
        if let Some(relock) = &mut self.relock {
            relock.tell(stamp.local, told)?;
            if let Some(key) = relock.done_with() {
                self.still_unlocked.remove(&key);
            }
            return Ok(());
        }
        match (self.phase, told) {
            (Phase::Identity, Told::Read(Answer::Identity(identity))) => {
                if self.guards.on(Guard::I5Account) {
                    right_account(identity, &self.policy)?;
                    if identity.account != self.account {
                        return Err(Halt::WrongAccount(identity.account.clone()));
                    }
                }
                self.phase = self.after_identity();
            }
            (Phase::Identity, Told::Read(Answer::Failed(failure))) => return Err(Halt::NoIdentity(*failure)),
            (Phase::Pause(_), _) => self.phase = Phase::Identity,
            (Phase::Announce | Phase::Unlocking | Phase::Failed, Told::Recorded(recorded)) => {
                self.recorded(*recorded, stamp.local)?;
            }
            (Phase::Check, Told::Read(answer)) => self.checked(answer, stamp.local),
            (Phase::Act, Told::Act(effect)) => self.acted(*effect, stamp.local),
            (Phase::Settle, Told::Read(answer)) => self.settled(answer),
            (phase, _) => {
                return Err(Halt::Internal(format!("an answer that was not asked for in {phase:?}")));
            }
        }
        Ok(())
    }

    /// Every line's bucket so far; what was not reached says so.
    #[must_use]
    pub fn buckets(&self) -> BTreeMap<Key, Bucket> {
        let of = |line: &Line| {
            let target = line.goes_with.as_ref().unwrap_or(&line.key);
            match self.buckets.get(target) {
                Some(Bucket::Skipped(_)) if line.goes_with.is_some() => {
                    Bucket::Skipped(crate::bucket::Skip::WithTarget(target.clone()))
                }
                Some(bucket) => bucket.clone(),
                None => Bucket::NotReached,
            }
        };
        self.lines.values().map(|line| (line.key.clone(), of(line))).collect()
    }

    /// The buckets of a run that could not look again: nothing counts as gone.
    #[must_use]
    pub fn unverified(&self) -> BTreeMap<Key, Bucket> {
        let mut buckets = self.buckets();
        buckets.values_mut().for_each(|bucket| bucket.doubt(Defer::NotVerified));
        buckets
    }

    /// Protection that this run switched off and has not put back.
    #[must_use]
    pub fn still_unlocked(&self) -> Vec<Key> {
        self.still_unlocked.iter().cloned().collect()
    }

    fn after_identity(&mut self) -> Phase {
        if self.work.is_some() {
            return Phase::Announce;
        }
        if self.rounds > 0 {
            return Phase::Settle;
        }
        match self.waves.pop_front() {
            Some(wave) => {
                self.queue = wave.into();
                Phase::Next
            }
            None => Phase::Done,
        }
    }

    fn take_next(&mut self, local: Moment) {
        self.work = None;
        let Some(key) = self.queue.pop_front() else {
            self.phase = Phase::Settle;
            return;
        };
        if self.buckets.contains_key(&key) {
            return;
        }
        if local.plus(RESERVE) >= self.deadline {
            self.buckets.insert(key, Bucket::Deferred(Defer::TimeUp));
            return;
        }
        self.work = Some(Work { key, step: 0, tries: 0, announced: local });
        self.phase = Phase::Announce;
    }

    fn current(&self) -> Option<(&Work, &Line, &Op)> {
        let work = self.work.as_ref()?;
        let line = self.lines.get(&work.key)?;
        Some((work, line, line.steps.get(work.step)?))
    }

    fn ask_about_work(&mut self, local: Moment) -> Option<Ask> {
        let now = self.clock.at(local);
        let stale = self.work.as_ref().is_some_and(|work| local.since(work.announced) > FRESH);
        if self.phase == Phase::Act && stale {
            self.phase = Phase::Announce;
        }
        while matches!(self.phase, Phase::Announce | Phase::Unlocking) && !self.guards.on(Guard::I14Journal) {
            self.recorded(Recorded::Yes, local).ok()?;
        }
        let (work, line, op) = self.current()?;
        let (key, generation) = (work.key.clone(), line.generation.clone());
        Some(match self.phase {
            Phase::Check => Self::ask_family(&key, peer_of(op)),
            Phase::Act => Ask::Act(Mutation { op: self.op_to_send(work, op), key, generation }),
            Phase::Unlocking => Ask::Record(Entry::Unlocking { key, generation }),
            Phase::Failed => Ask::Record(Entry::Failed { key, generation }),
            _ => Ask::Record(self.intent(line, op, now)),
        })
    }

    fn intent(&self, line: &Line, op: &Op, at: Moment) -> Entry {
        let family = |other: &&Line| other.key == line.key || other.goes_with.as_ref() == Some(&line.key);
        let taken = self.lines.values().filter(|_| takes_away(op)).filter(family);
        let price = |line: &Line| micro_usd(line.price, &self.policy.caps);
        let deletes = taken
            .map(|line| Taken {
                key: line.key.clone(),
                generation: line.generation.clone(),
                micro_usd: price(line),
            })
            .collect();
        Entry::Intent { key: line.key.clone(), generation: line.generation.clone(), deletes, at }
    }

    fn op_to_send(&self, work: &Work, op: &Op) -> Op {
        match op {
            Op::Delete { final_snapshot: Some(name) } if !self.guards.on(Guard::I13Snapshot) => {
                Op::Delete { final_snapshot: Some(format!("{name}-{}", work.tries)) }
            }
            op => op.clone(),
        }
    }

    fn ask_family(key: &Key, peer: Option<Key>) -> Ask {
        Ask::Read(Query::Family { key: key.clone(), peer })
    }

    fn recorded(&mut self, recorded: Recorded, local: Moment) -> Result<(), Halt> {
        match recorded {
            Recorded::Lost if self.guards.on(Guard::I14Lease) => return Err(Halt::LeaseLost),
            Recorded::Failed => return Err(Halt::StoreFailed),
            _ => {}
        }
        let Some((work, line, op)) = self.current() else { return Ok(()) };
        let unlocks = *op == Op::Unlock;
        let (key, generation) = (work.key.clone(), line.generation.clone());
        self.phase = match self.phase {
            Phase::Announce => {
                let intent = self.intent(line, op, self.clock.at(local));
                self.ledger.add(&intent);
                if let Some(work) = &mut self.work {
                    work.announced = local;
                }
                if unlocks { Phase::Unlocking } else { Phase::Check }
            }
            Phase::Unlocking => {
                self.still_unlocked.insert(key.clone());
                self.ledger.add(&Entry::Unlocking { key, generation });
                Phase::Check
            }
            _ => Phase::Next,
        };
        Ok(())
    }
}
