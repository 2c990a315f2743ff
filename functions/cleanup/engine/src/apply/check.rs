//! The last look before a change: is it still what was planned, may it still go, would anything else suffer? Pure; the
//! answer it judges was read right before the change and nothing is asked in between.

use crate::ask::Op;
use crate::bucket::{Block, Bucket, Defer, Skip};
use crate::found::{Fact, Family, Found, Key, State};
use crate::guard::{Guard, Guards};
use crate::plan::{Line, fingerprint};
use crate::reason::Reason;
use crate::shield::{Role, Shield};
use std::collections::BTreeMap;

pub(super) enum Checked {
    Go,
    /// Its deletion is under way already.
    Deleting,
    /// Ask again in a while.
    Wait(Defer),
    End(Bucket),
}

pub(super) struct Check<'a> {
    pub(super) lines: &'a BTreeMap<Key, Line>,
    pub(super) shield: Shield<'a>,
    pub(super) line: &'a Line,
    pub(super) op: &'a Op,
}

impl Check<'_> {
    pub(super) fn of(&self, family: &Family) -> Checked {
        if family.item.state == State::Deleting && family.item.generation == self.line.generation {
            return Checked::Deleting;
        }
        if let Some(ended) = self.item(&family.item) {
            return ended;
        }
        self.victims(family)
            .or_else(|| self.users(family))
            .or_else(|| self.peer(family))
            .unwrap_or(Checked::Go)
    }

    fn guards(&self) -> Guards {
        self.shield.guards
    }

    fn item(&self, item: &Found) -> Option<Checked> {
        if !self.guards().on(Guard::I7Redescribe) {
            return None;
        }
        if item.generation != self.line.generation {
            return Some(Checked::End(Bucket::Vanished));
        }
        if !self.same(item, self.line) {
            return Some(Checked::End(Bucket::Skipped(Skip::Changed)));
        }
        if item.locked == Fact::Known(true) && !self.line.steps.contains(&Op::Unlock) {
            return Some(Checked::End(Bucket::Blocked(Block::Locked)));
        }
        match self.shield.against(item, Role::Target)?.reason {
            Reason::Busy => Some(Checked::Wait(Defer::Busy)),
            reason => Some(Checked::End(Bucket::Skipped(Skip::Now(reason)))),
        }
    }

    fn victims(&self, family: &Family) -> Option<Checked> {
        if !self.guards().on(Guard::I2Victims) {
            return None;
        }
        for victim in &family.victims {
            let planned = self.lines.get(&victim.key).filter(|line| self.same(victim, line));
            if planned.is_none()
                || self.shield.against(victim, Role::Victim).is_some_and(|v| v.reason != Reason::Busy)
            {
                return Some(Checked::End(Bucket::Skipped(Skip::WouldTake(victim.key.clone()))));
            }
        }
        None
    }

    fn users(&self, family: &Family) -> Option<Checked> {
        let freed = |user: &Key| {
            self.line.steps.iter().any(|step| matches!(step, Op::Revoke { user: of } if of == user))
        };
        for user in &family.users {
            if !self.lines.contains_key(user) {
                if self.guards().on(Guard::I9Planned) {
                    return Some(Checked::End(Bucket::Skipped(Skip::UsedBy(user.clone()))));
                }
            } else if !freed(user) && self.guards().on(Guard::I24Order) {
                return Some(Checked::Wait(Defer::Dependency(user.clone())));
            }
        }
        None
    }

    /// The other resource that this step changes must be planned and unchanged as well.
    fn peer(&self, family: &Family) -> Option<Checked> {
        let (Op::Revoke { user: key } | Op::Detach { from: key }) = self.op else { return None };
        if !self.guards().on(Guard::I9Planned) {
            return None;
        }
        let peer = family.peer.as_ref()?;
        let planned = self.lines.get(key).is_some_and(|line| self.same(peer, line));
        let free =
            self.shield.against(peer, Role::Target).is_none_or(|verdict| verdict.reason == Reason::Busy);
        (!planned || !free).then(|| Checked::End(Bucket::Skipped(Skip::UsedBy(key.clone()))))
    }

    fn same(&self, found: &Found, line: &Line) -> bool {
        let unchanged = fingerprint(found).is_ok_and(|print| print == line.fingerprint);
        (found.generation == line.generation && unchanged) || !self.guards().on(Guard::I7Redescribe)
    }
}

/// The other resource that a step touches.
pub(super) fn peer_of(op: &Op) -> Option<Key> {
    match op {
        Op::Revoke { user } => Some(user.clone()),
        Op::Detach { from } => Some(from.clone()),
        _ => None,
    }
}

/// Does this step take the resource or something that goes with it away?
pub(super) const fn takes_away(op: &Op) -> bool {
    matches!(op, Op::Delete { .. } | Op::ScaleToZero)
}
