//! Puts a deletion protection back that a run of ours switched off, after the deletion did not happen or a run died in
//! between. Read first: what is replaced, locked again or being deleted needs nothing. "Not found" alone proves nothing, a
//! reading can be wrong: only together with a complete listing that does not show it is the matter closed.

use crate::ask::{Answer, Ask, Effect, Mutation, Op, Query, Recorded, Told};
use crate::found::{Fact, Key, State};
use crate::ledger::Entry;

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
    Lock,
    Record,
    Done,
}

const TRIES: u32 = 6;

impl Relock {
    pub(crate) const fn new(key: Key, generation: String, unlisted: bool) -> Self {
        Self { unlisted, key, generation, phase: Phase::Look, tries: 0, restored: false }
    }

    pub(crate) fn next(&self) -> Option<Ask> {
        Some(match self.phase {
            Phase::Look => Ask::Read(Query::Family { key: self.key.clone(), peer: None }),
            Phase::Lock => Ask::Act(Mutation {
                key: self.key.clone(),
                generation: self.generation.clone(),
                op: Op::Lock,
            }),
            Phase::Record => Ask::Record(Entry::Locked { key: self.key.clone() }),
            Phase::Done => return None,
        })
    }

    /// Its key, once the ledger knows that nothing is open any more.
    pub(crate) fn done_with(&self) -> Option<Key> {
        (self.phase == Phase::Done && self.restored).then(|| self.key.clone())
    }

    /// Returns false when the lease is lost.
    pub(crate) fn tell(&mut self, told: &Told) -> bool {
        self.phase = match (self.phase, told) {
            (Phase::Look, Told::Read(Answer::Family(family))) => {
                let open = family.item.generation == self.generation
                    && family.item.state != State::Deleting
                    && family.item.locked != Fact::Known(true);
                if open { Phase::Lock } else { Phase::Record }
            }
            (Phase::Look, Told::Read(Answer::NotFound)) if self.unlisted => Phase::Record,
            // Look again: that tells whether it happened.
            (Phase::Lock, Told::Act(Effect::Done)) => Phase::Record,
            (Phase::Record, Told::Recorded(Recorded::Yes)) => {
                self.restored = true;
                Phase::Done
            }
            (Phase::Record, Told::Recorded(_)) => return false,
            _ => {
                self.tries += 1;
                // Given up for this run; the ledger still knows, and the next run begins with it.
                if self.tries < TRIES { Phase::Look } else { Phase::Done }
            }
        };
        true
    }
}
