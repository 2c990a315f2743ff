//! Puts a deletion protection back that a run of ours switched off, after the deletion did not happen or a run died in
//! between. Read first: what is replaced, locked again or being deleted needs nothing. "Not found" alone proves nothing, a
//! reading can be wrong: only together with a complete listing that does not show it is the matter closed. And confirmed
//! first: a run that slept longer than its lease must not lock what another run has just unlocked.

use crate::ask::{Answer, Ask, Effect, Mutation, Op, Query, Recorded, Told};
use crate::found::{Fact, Key, State};
use crate::halt::Halt;
use crate::ledger::Entry;
use crate::moment::Moment;

pub(crate) struct Relock {
    key: Key,
    generation: String,
    phase: Phase,
    tries: u32,
    restored: bool,
    /// A complete listing of this run did not show it.
    unlisted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Look,
    /// Is the lease still ours? Recorded is what the ledger says already.
    Confirm,
    /// Since when that is known.
    Lock(Moment),
    Record,
    Done,
}

const TRIES: u32 = 6;

impl Relock {
    pub(crate) const fn new(key: Key, generation: String, unlisted: bool) -> Self {
        Self { unlisted, key, generation, phase: Phase::Look, tries: 0, restored: false }
    }

    /// What is wanted next, at this moment of the local clock; nothing when it is over.
    pub(crate) fn next(&self, local: Moment) -> Option<Ask> {
        let (key, generation) = (self.key.clone(), self.generation.clone());
        Some(match self.phase {
            Phase::Look => Ask::Read(Query::Family { key, peer: None }),
            Phase::Lock(confirmed) if local.since(confirmed) <= super::FRESH => {
                Ask::Act(Mutation { key, generation, op: Op::Lock })
            }
            Phase::Confirm | Phase::Lock(_) => Ask::Record(Entry::Unlocking { key, generation }),
            Phase::Record => Ask::Record(Entry::Locked { key }),
            Phase::Done => return None,
        })
    }

    /// Its key, once the ledger knows that nothing is open any more.
    pub(crate) fn done_with(&self) -> Option<Key> {
        (self.phase == Phase::Done && self.restored).then(|| self.key.clone())
    }

    /// # Errors
    /// When the run must halt: it can't record any more.
    pub(crate) fn tell(&mut self, local: Moment, told: &Told) -> Result<(), Halt> {
        self.phase = match (self.phase, told) {
            (_, Told::Recorded(Recorded::Lost)) => return Err(Halt::LeaseLost),
            (_, Told::Recorded(Recorded::Failed)) => return Err(Halt::StoreFailed),
            (Phase::Look, Told::Read(Answer::Family(family))) => {
                let open = family.item.generation == self.generation
                    && family.item.state != State::Deleting
                    && family.item.locked != Fact::Known(true);
                if open { Phase::Confirm } else { Phase::Record }
            }
            (Phase::Look, Told::Read(Answer::NotFound)) if self.unlisted => Phase::Record,
            (Phase::Confirm | Phase::Lock(_), Told::Recorded(_)) => Phase::Lock(local),
            (Phase::Lock(_), Told::Act(Effect::Done)) => Phase::Record,
            (Phase::Record, Told::Recorded(_)) => {
                self.restored = true;
                Phase::Done
            }
            // Look again: that tells whether it happened.
            _ => {
                self.tries += 1;
                // Given up for this run; the ledger still knows, and the next run begins with it.
                if self.tries < TRIES { Phase::Look } else { Phase::Done }
            }
        };
        Ok(())
    }
}
