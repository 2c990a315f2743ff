//! What happens without the engine: deletions finish, controllers make again what they miss, people work on.

use super::Cloud;
use crate::fault::Fault;
use crate::thing::{Change, Id, Life, Thing};
use sundown_cleanup_engine::catalog::Kind;

const CONTROLLERS: [&str; 4] =
    ["autoscaling:group", "ecs:service", "eks:nodegroup", "elasticbeanstalk:environment"];
/// Ways in which people write that something is to be kept.
pub const KEEP: [&str; 6] = ["keep", "Keep", "KEEP ", "ke\u{200b}ep", "ｋｅｅｐ", "do-not-delete"];

impl Cloud {
    /// Lets time pass up to now, and perhaps somebody act.
    pub fn nature(&mut self) {
        self.bury();
        self.relaunch();
        let unlocked = self.last_change.filter(|(_, verb)| *verb == "unlock");
        if let Some((id, _)) = unlocked
            && self.has(Fault::Spite)
            && self.rng.chance(40)
        {
            self.last_change = None;
            self.tag_keep(id);
        }
        if self.has(Fault::People) && self.rng.below(1_000) < 8 {
            self.somebody_acts();
        }
    }

    pub(super) fn bury(&mut self) {
        let now = self.now();
        let over = |thing: &Thing| matches!(thing.life, Life::Deleting(until) if until <= now);
        let dead: Vec<Id> = self.things.values().filter(|thing| over(thing)).map(|thing| thing.id).collect();
        for id in dead {
            if let Some(thing) = self.things.remove(&id) {
                let until = now + self.rng.between(0, 240);
                self.ghosts.push((thing, until));
            }
        }
        self.twins.retain(|_, thing| !over(thing));
    }

    pub(super) fn controllers_notice(&mut self, lost: &Thing, change: &Change) {
        let keeps = |owner: &Thing| {
            CONTROLLERS.contains(&owner.id.kind)
                && !matches!(owner.life, Life::Deleting(_))
                && !change.taken.iter().any(|taken| taken.id == owner.id)
                && change.verb != "scale"
        };
        let missed = lost.owners.iter().filter_map(|owner| self.things.get(owner)).any(keeps);
        if missed && !self.flipped {
            let at = self.now() + self.rng.between(5, 60);
            self.relaunches.push((at, lost.clone()));
        }
    }

    fn relaunch(&mut self) {
        let now = self.now();
        let (due, later) = std::mem::take(&mut self.relaunches).into_iter().partition(|(at, _)| *at <= now);
        self.relaunches = later;
        let due: Vec<(i64, Thing)> = due;
        for (_, thing) in due {
            self.born_again(thing);
        }
    }

    fn born_again(&mut self, mut thing: Thing) {
        self.next_number += 1;
        thing.id.n = self.next_number;
        thing.generation = 1;
        thing.born = self.now();
        thing.life = Life::Ready;
        thing.listed_from = self.now() + self.rng.between(0, 180);
        thing.uses.retain(|used| self.things.contains_key(used));
        thing.owners.retain(|owner| self.things.contains_key(owner));
        if self.has(Fault::Controllers) && self.rng.chance(60) {
            thing.tags.insert("keep".into(), "yes".into());
        }
        self.add(thing);
    }

    /// After our deletion, somebody makes a thing of the same name.
    pub(super) fn made_again(&mut self, id: Id) {
        self.bury();
        if self.flipped || self.things.contains_key(&id) || !self.rng.chance(70) {
            return;
        }
        let Some((ghost, _)) = self.ghosts.iter().rev().find(|(ghost, _)| ghost.id == id) else { return };
        let mut thing = ghost.clone();
        thing.generation += 1;
        thing.born = self.now();
        thing.life = Life::Ready;
        thing.listed_from = self.now();
        thing.owners.clear();
        thing.uses.clear();
        self.things.insert(id, thing);
    }

    fn somebody_acts(&mut self) {
        let all: Vec<Id> = self.things.keys().copied().collect();
        let Some(id) = self.rng.pick(&all).copied() else { return };
        match self.rng.below(8) {
            0..=2 => self.tag_keep(id),
            3 => {
                if let Some(thing) = self.things.get_mut(&id) {
                    thing.locked = true;
                }
            }
            4 => {
                let end =
                    sundown_cleanup_engine::moment::Moment::from_seconds(self.now() + 86_400).to_string();
                if let Some(thing) = self.things.get_mut(&id) {
                    thing.tags.insert("expires-at".into(), end);
                }
            }
            5 => self.new_user(id),
            6 => self.new_child(id),
            _ => self.replaced(id),
        }
    }

    pub fn tag_keep(&mut self, id: Id) {
        let key = self.rng.pick(&KEEP).copied().unwrap_or("keep");
        if let Some(thing) = self.things.get_mut(&id) {
            thing.tags.insert(key.to_owned(), String::new());
        }
    }

    /// Somebody begins to use a thing: an instance's new volume user, a group that mentions a group.
    fn new_user(&mut self, used: Id) {
        let kind = match used.kind {
            "ec2:security-group" => "ec2:security-group",
            "ec2:volume" | "ec2:subnet" | "ec2:image" | "ec2:eip" => "ec2:instance",
            "elbv2:target-group" => "elbv2:load-balancer",
            "sns:topic" => "cloudwatch:alarm",
            "logs:log-group" | "sqs:queue" => "lambda:function",
            _ => return,
        };
        self.newcomer(kind, used, |thing| thing.uses.insert(used));
    }

    /// A stack or controller gets one more child, which somebody cares for.
    fn new_child(&mut self, owner: Id) {
        let kind = match owner.kind {
            "cloudformation:stack" => "sqs:queue",
            "autoscaling:group" => "ec2:instance",
            "ecs:service" => "ecs:task",
            "ec2:instance" => "ec2:volume",
            _ => return,
        };
        self.newcomer(kind, owner, |thing| thing.owners.insert(owner));
    }

    fn newcomer(&mut self, kind: &'static str, beside: Id, tie: impl FnOnce(&mut Thing) -> bool) {
        let Some(mut thing) = self.things.get(&beside).cloned() else { return };
        self.next_number += 1;
        thing.id = Id { region: beside.region, kind, n: self.next_number };
        thing.generation = 1;
        thing.tells_birth = Kind::parse(kind).is_some_and(|kind| kind.row().created.is_some());
        thing.born = self.now();
        thing.owners.clear();
        thing.uses.clear();
        thing.life = Life::Ready;
        thing.tags.clear();
        thing.ours = false;
        thing.recorded_expiry = None;
        thing.locked = false;
        thing.objects = 0;
        thing.hidden.clear();
        thing.is_default = false;
        thing.manager = None;
        if self.rng.chance(50) {
            thing.tags.insert("keep".into(), "mine".into());
        }
        tie(&mut thing);
        self.add(thing);
    }

    /// Deleted by hand and made again under the same name.
    fn replaced(&mut self, id: Id) {
        let now = self.now();
        if let Some(thing) = self.things.get_mut(&id) {
            thing.generation += 1;
            thing.born = now;
            thing.life = Life::Ready;
        }
    }
}
