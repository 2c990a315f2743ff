//! What follows from an answer: go on, try again later, or be done with this resource.

use super::check::{Check, Checked, peer_of};
use super::relock::Relock;
use super::{Apply, Phase, RESERVE};
use crate::ask::{Answer, Effect, Failure, Op};
use crate::bucket::{Block, Bucket, Defer};
use crate::found::{Family, Key};
use crate::guard::Guard;
use crate::moment::{Moment, Seconds};
use crate::shield::Shield;

const TRIES: u32 = 5;

impl Apply {
    pub(super) fn checked(&mut self, answer: &Answer, local: Moment) {
        let now = self.clock.at(local);
        let checked = match answer {
            Answer::Family(family) => self.check(family, now),
            Answer::NotFound => Checked::End(self.absent()),
            Answer::Failed(failure) if failure.may_pass() => Checked::Wait(Defer::Failed(*failure)),
            Answer::Failed(_) => Checked::End(Bucket::Blocked(Block::Denied)),
            _ => Checked::End(Bucket::Deferred(Defer::Busy)),
        };
        match checked {
            Checked::Go => self.phase = Phase::Act,
            Checked::End(Bucket::Vanished) => self.end(self.absent()),
            Checked::Deleting => self.issued(),
            Checked::Wait(why) => self.wait_or(why, local),
            Checked::End(bucket) => self.end(bucket),
        }
    }

    fn check(&self, family: &Family, now: Moment) -> Checked {
        let Some((_, line, op)) = self.current() else { return Checked::End(Bucket::NotReached) };
        let shield = Shield { policy: &self.policy, account: &self.account, now, guards: self.guards };
        Check { lines: &self.lines, shield, line, op }.of(family)
    }

    /// What is not there is our doing only where a deletion was sent. This run's announcement is none; of a run before, which
    /// may have died between the two, the announcement is all that is known.
    fn absent(&self) -> Bucket {
        let ours = self.work.as_ref().is_some_and(|work| self.sent.contains(&work.key));
        if ours { Bucket::Gone } else { Bucket::Vanished }
    }

    pub(super) fn acted(&mut self, effect: Effect, local: Moment) {
        let Some((_, _, op)) = self.current() else { return };
        let (deletes, has_peer) = (matches!(op, Op::Delete { .. }), peer_of(op).is_some());
        self.sent.extend(self.work.as_ref().filter(|_| deletes).map(|work| work.key.clone()));
        match effect {
            Effect::Done if deletes => self.issued(),
            Effect::Done => self.step_done(),
            Effect::NotFound if has_peer => self.step_done(),
            // Not found may be true of this generation or a hiccup of AWS: the next reading tells.
            Effect::NotFound => self.wait_or(Defer::StillListed, local),
            Effect::TimedOut if !self.guards.on(Guard::I12Generation) => self.retry_blindly(local),
            Effect::TimedOut => self.wait_or(Defer::Failed(Failure::TimedOut), local),
            Effect::Throttled => self.wait_or(Defer::Failed(Failure::Throttled), local),
            Effect::Server => self.wait_or(Defer::Failed(Failure::Server), local),
            Effect::InUse => self.wait_or(Defer::InUse, local),
            Effect::Busy => self.wait_or(Defer::Busy, local),
            Effect::Locked => self.end(Bucket::Blocked(Block::Locked)),
            Effect::Denied => self.end(Bucket::Blocked(Block::Denied)),
            Effect::SnapshotExists => self.end(Bucket::Blocked(Block::SnapshotExists)),
        }
    }

    pub(super) fn step_done(&mut self) {
        if let Some(work) = &mut self.work {
            work.step += 1;
            work.tries = 0;
        }
        self.phase = Phase::Announce;
    }

    /// The switched-off rule: sends the same call again without asking what the first one did.
    fn retry_blindly(&mut self, local: Moment) {
        match &mut self.work {
            Some(work) if work.tries < TRIES => {
                work.tries += 1;
                work.announced = local;
            }
            _ => self.end(Bucket::Deferred(Defer::Busy)),
        }
    }

    fn wait_or(&mut self, why: Defer, local: Moment) {
        let Some(work) = &mut self.work else { return };
        work.tries += 1;
        let pause = Seconds(2_i64.saturating_pow(work.tries));
        let until = local.plus(pause);
        if work.tries > TRIES || until.plus(RESERVE) >= self.deadline {
            self.end(Bucket::Deferred(why));
        } else {
            self.phase = Phase::Pause(until);
        }
    }

    fn issued(&mut self) {
        if let Some(work) = self.work.take() {
            self.waiting.push_back(work.key);
        }
        self.phase = Phase::Next;
    }

    fn end(&mut self, bucket: Bucket) {
        let failed = matches!(bucket, Bucket::Blocked(_)) || bucket == Bucket::Deferred(Defer::InUse);
        let Some(key) = self.work.as_ref().map(|work| work.key.clone()) else { return };
        self.buckets.insert(key.clone(), bucket);
        self.restore(&key);
        self.phase = if failed { Phase::Failed } else { Phase::Next };
    }

    pub(super) fn restore(&mut self, key: &Key) {
        if !self.guards.on(Guard::I10Restore) {
            return;
        }
        if let Some(generation) = self.ledger.unlocked.remove(key) {
            self.relock = Some(Relock::new(key.clone(), generation, false));
        }
    }
}
