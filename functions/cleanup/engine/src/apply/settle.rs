//! After the last item of a wave: look at what was deleted until it is gone, so that the next wave finds it gone too.
//! What takes longer than this run is left to the next one; waiting is state, never sleep.

use super::{Apply, Phase, RESERVE};
use crate::ask::Answer;
use crate::bucket::{Bucket, Defer};
use crate::moment::{Moment, Seconds};

const ROUNDS: i64 = 24;

impl Apply {
    pub(super) fn settled(&mut self, answer: &Answer) {
        let Some(key) = self.waiting.pop_front() else { return };
        let generation = self.lines.get(&key).map(|line| &line.generation);
        let gone = match answer {
            Answer::NotFound => true,
            Answer::Family(family) => Some(&family.item.generation) != generation,
            _ => false,
        };
        if gone {
            self.buckets.insert(key.clone(), Bucket::Gone);
            self.restore(&key);
        } else {
            self.again.push_back(key);
        }
    }

    /// All that was waited for has been looked at once.
    pub(super) fn round_over(&mut self, local: Moment) {
        if self.again.is_empty() {
            self.rounds = 0;
            self.phase = if self.waves.is_empty() { Phase::Done } else { Phase::Identity };
            return;
        }
        self.rounds += 1;
        let until = local.plus(Seconds((10 * self.rounds).min(60)));
        if self.rounds > ROUNDS || until.plus(RESERVE) >= self.deadline {
            // One at a time, since each may need its protection back.
            if let Some(key) = self.again.pop_front() {
                self.buckets.insert(key.clone(), Bucket::Deferred(Defer::StillDeleting));
                self.restore(&key);
            }
            return;
        }
        self.waiting.append(&mut self.again);
        self.phase = Phase::Pause(until);
    }
}
