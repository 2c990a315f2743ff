//! What changes do. Stricter than AWS: everything that uses a thing keeps it from being deleted, and everything a thing
//! owns goes with it whatever its own protection says.

use super::{Cloud, HOME, OTHER};
use crate::fault::Fault;
use crate::thing::{Change, Event, Id, Life, Thing};
use std::collections::BTreeSet;
use sundown_cleanup_engine::ask::{Effect, Mutation, Op};

impl Cloud {
    pub(super) fn change(&mut self, run: u32, mutation: &Mutation) -> Effect {
        if self.has(Fault::Throttle) && self.rng.chance(25) {
            return Effect::Throttled;
        }
        if self.has(Fault::ServerError) && self.rng.chance(10) {
            return Effect::Server;
        }
        let Some(id) = Self::id_of(&mutation.key) else { return Effect::NotFound };
        let world = if self.flipped { &self.twins } else { &self.things };
        let Some(target) = world.get(&id).cloned() else { return Effect::NotFound };
        let mut change = self.describe(run, &mutation.op, target);
        let effect = if self.denied_changes.contains(id.kind) {
            Effect::Denied
        } else {
            self.carry_out(&mutation.op, &mut change)
        };
        change.happened = matches!(effect, Effect::Done | Effect::Server);
        change.in_use = effect == Effect::InUse;
        self.last_change = Some((id, change.verb));
        self.log.push(Event::Changed(Box::new(change)));
        if effect == Effect::Done && self.has(Fault::TimeoutAfterEffect) && self.rng.chance(35) {
            self.made_again(id);
            return Effect::TimedOut;
        }
        effect
    }

    fn describe(&self, run: u32, op: &Op, target: Thing) -> Change {
        let world = if self.flipped { &self.twins } else { &self.things };
        let (verb, peer) = match op {
            Op::Unlock => ("unlock", None),
            Op::Lock => ("lock", None),
            Op::ScaleToZero => ("scale", None),
            Op::Stop | Op::Disable => ("stop", None),
            Op::Empty => ("empty", None),
            Op::Revoke { user } => ("revoke", Some(user)),
            Op::Detach { from } => ("detach", Some(from)),
            Op::Delete { .. } => ("delete", None),
        };
        let mut taken: BTreeSet<Id> = BTreeSet::new();
        if matches!(op, Op::Delete { .. } | Op::ScaleToZero) {
            taken = Self::descendants(world, target.id);
        }
        if matches!(op, Op::Delete { .. }) {
            taken.insert(target.id);
        }
        let uses =
            |user: &&Thing| !taken.contains(&user.id) && user.uses.iter().any(|used| taken.contains(used));
        let alive = |owner: &&Thing| !matches!(owner.life, Life::Deleting(_));
        Change {
            run,
            at: self.now(),
            account: if self.flipped { OTHER } else { HOME },
            verb,
            peer: peer.and_then(Self::id_of).and_then(|id| world.get(&id)).cloned(),
            taken: taken.iter().filter_map(|id| world.get(id)).cloned().collect(),
            users: world.values().filter(uses).cloned().collect(),
            owners: target
                .owners
                .iter()
                .filter_map(|owner| world.get(owner))
                .filter(alive)
                .cloned()
                .collect(),
            happened: false,
            in_use: false,
            snapshot: match op {
                Op::Delete { final_snapshot } => final_snapshot.clone(),
                _ => None,
            },
            target,
        }
    }

    fn carry_out(&mut self, op: &Op, change: &mut Change) -> Effect {
        let id = change.target.id;
        let deleting = matches!(change.target.life, Life::Deleting(_));
        match op {
            Op::Unlock | Op::Lock => self.with(id, |thing| thing.locked = *op == Op::Lock),
            Op::Stop | Op::Disable => Effect::Done,
            Op::Empty => self.with(id, |thing| thing.objects = 0),
            Op::Revoke { user } => self.unuse(Self::id_of(user), id),
            Op::Detach { from } => match Self::id_of(from) {
                Some(from) => self.unuse(Some(id), from),
                None => Effect::NotFound,
            },
            Op::ScaleToZero => {
                self.take(change);
                Effect::Done
            }
            Op::Delete { .. } if deleting => Effect::Busy,
            Op::Delete { .. } if change.target.life == Life::Busy => Effect::Busy,
            Op::Delete { .. } if change.target.locked => Effect::Locked,
            Op::Delete { .. } if change.users.iter().any(|user| user.uses.contains(&id)) => Effect::InUse,
            Op::Delete { .. } if change.target.objects > 0 && id.kind == "s3:bucket" => Effect::InUse,
            Op::Delete { final_snapshot } => self.delete(final_snapshot.as_deref(), change),
        }
    }

    fn delete(&mut self, snapshot: Option<&str>, change: &mut Change) -> Effect {
        if let Some(name) = snapshot {
            if self.store.snapshots.contains(name) {
                change.snapshot = None;
                return Effect::SnapshotExists;
            }
            self.store.snapshots.insert(name.to_owned());
            if self.has(Fault::SnapshotThenFail) && self.rng.chance(60) {
                change.taken.clear();
                return Effect::Server;
            }
        }
        self.take(change);
        Effect::Done
    }

    fn take(&mut self, change: &Change) {
        for thing in &change.taken {
            let seconds = slow(thing.id.kind);
            let until = self.now() + if seconds == 0 { 0 } else { self.rng.between(seconds / 2, seconds) };
            self.with(thing.id, |thing| {
                if !matches!(thing.life, Life::Deleting(_)) {
                    thing.life = Life::Deleting(until);
                }
            });
            if thing.id != change.target.id || change.verb == "delete" {
                self.controllers_notice(thing, change);
            }
        }
        self.bury();
    }

    fn with(&mut self, id: Id, action: impl FnOnce(&mut Thing)) -> Effect {
        let world = if self.flipped { &mut self.twins } else { &mut self.things };
        match world.get_mut(&id) {
            Some(thing) => {
                action(thing);
                Effect::Done
            }
            None => Effect::NotFound,
        }
    }

    fn unuse(&mut self, user: Option<Id>, used: Id) -> Effect {
        let Some(user) = user else { return Effect::NotFound };
        let mut had = false;
        let effect = self.with(user, |thing| had = thing.uses.remove(&used));
        if had { effect } else { Effect::NotFound }
    }
}

/// How long a deletion takes at most, in seconds.
fn slow(kind: &str) -> i64 {
    match kind {
        "ec2:nat-gateway" | "ec2:vpc-endpoint" => 90,
        "rds:db-instance" | "rds:db-cluster" | "redshift:cluster" => 240,
        "eks:cluster" | "eks:nodegroup" | "eks:fargate-profile" => 200,
        "opensearch:domain" | "elasticache:replication-group" | "cloudfront:distribution" => 300,
        "autoscaling:group" | "cloudformation:stack" | "elasticbeanstalk:environment" => 60,
        "ec2:instance" | "elbv2:load-balancer" | "ecs:service" => 30,
        _ => 0,
    }
}
