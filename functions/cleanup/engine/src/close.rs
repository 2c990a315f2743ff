//! Shrinks a set of resources until deleting it can't hurt anything outside it: the victims of each deletion are free to
//! go, nobody else uses any of them, and everybody who could has been listed. Used for the candidates of a survey and
//! again for the part of them that is due, since a user that has to wait makes what it uses wait too.

use crate::catalog::{Kind, StepName};
use crate::context::Context;
use crate::found::{Fact, Found, Key};
use crate::graph::Graph;
use crate::guard::Guard;
use crate::reason::{Class, Reason, Verdict};
use crate::select::regions_of_others;
use crate::shield::Role;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) struct Closure<'a> {
    pub(crate) context: Context<'a>,
    pub(crate) graph: Graph<'a>,
}

impl<'a> Closure<'a> {
    /// The largest part of `chosen` that is closed, and why the rest is not in it.
    pub(crate) fn close(
        &self,
        mut chosen: BTreeSet<&'a Key>,
    ) -> (BTreeSet<&'a Key>, BTreeMap<&'a Key, Verdict>) {
        let mut dropped = BTreeMap::new();
        let families: BTreeMap<&Key, BTreeSet<&'a Key>> =
            chosen.iter().map(|key| (*key, self.graph.victims(key))).collect();
        let nobody = BTreeSet::new();
        for key in chosen.clone() {
            let victims = families.get(key).unwrap_or(&nobody);
            if let Some(verdict) =
                self.unseen_others(key, victims).or_else(|| self.victims_kept(key, victims))
            {
                chosen.remove(key);
                dropped.insert(key, verdict);
            }
        }
        loop {
            let mut doomed: BTreeSet<&Key> = chosen.clone();
            doomed.extend(chosen.iter().filter_map(|key| families.get(key)).flatten());
            let kept: Vec<(&'a Key, Verdict)> = chosen
                .iter()
                .filter_map(|key| {
                    let victims = families.get(key).unwrap_or(&nobody);
                    self.needed_by_kept(key, victims, &doomed).map(|verdict| (*key, verdict))
                })
                .collect();
            if kept.is_empty() {
                return (chosen, dropped);
            }
            for (key, verdict) in kept {
                chosen.remove(key);
                dropped.insert(key, verdict);
            }
        }
    }

    fn unseen_others(&self, key: &Key, victims: &BTreeSet<&Key>) -> Option<Verdict> {
        if !self.context.guards.on(Guard::I18Incomplete) {
            return None;
        }
        // What goes with it is listed under its own types: those count as well.
        let members = victims.iter().copied().chain([key]);
        let kinds: BTreeSet<Kind> = members.flat_map(|member| member.kind.around()).copied().collect();
        let unseen = kinds.into_iter().find(|kind| {
            let regions = regions_of_others(&self.context, &key.region, kind.row().global);
            !regions.iter().all(|region| self.context.survey.complete(region, *kind))
        })?;
        Some(Verdict::new(Class::Unknown, Reason::NotScanned(unseen)))
    }

    fn victims_kept(&self, key: &Key, victims: &BTreeSet<&Key>) -> Option<Verdict> {
        if !self.context.guards.on(Guard::I2Victims) {
            return None;
        }
        let shield = self.context.shield();
        let owner_of = |found: &'a Found| {
            found.readable_tags().and_then(|tags| tags.get(&self.context.policy.select.owner_tag))
        };
        let mine = self.found(key).and_then(owner_of);
        for victim in victims {
            let found = self.found(victim)?;
            if let Some(verdict) = shield.against(found, Role::Victim) {
                return Some(Verdict::new(verdict.class, Reason::VictimKept((*victim).clone())));
            }
            let theirs = owner_of(found);
            if theirs.is_some() && theirs != mine {
                return Some(Verdict::new(Class::Protected, Reason::VictimOfOther((*victim).clone())));
            }
        }
        None
    }

    fn needed_by_kept(
        &self,
        key: &Key,
        victims: &BTreeSet<&Key>,
        doomed: &BTreeSet<&Key>,
    ) -> Option<Verdict> {
        if self.context.guards.on(Guard::I3Unknown)
            && let Some(user) = self.may_be_used_by(key, victims, doomed)
        {
            return Some(Verdict::new(Class::Unknown, Reason::UsersUnknown(user.clone())));
        }
        if !self.context.guards.on(Guard::I9Planned) {
            return None;
        }
        let kept =
            |key: &Key, reason: fn(Key) -> Reason| Some(Verdict::new(Class::Protected, reason(key.clone())));
        for member in victims.iter().copied().chain([key]) {
            if let Some(user) = self.graph.users(member).iter().find(|user| !doomed.contains(*user)) {
                return kept(user, Reason::UsedBy);
            }
        }
        if key.kind.row().has_step(StepName::Detach) {
            let Fact::Known(uses) = &self.found(key)?.uses else { return kept(key, Reason::UsersUnknown) };
            if let Some(used) = uses.iter().find(|used| !doomed.contains(*used)) {
                return kept(used, Reason::AttachedToKept);
            }
        }
        None
    }

    fn may_be_used_by(
        &self,
        key: &Key,
        victims: &BTreeSet<&Key>,
        doomed: &BTreeSet<&Key>,
    ) -> Option<&'a Key> {
        let could_use = |user: &Found, used: &Key| {
            used.kind.row().used_by.iter().any(|kind| kind == user.key.kind.name())
                && regions_of_others(&self.context, &used.region, user.key.kind.row().global)
                    .contains(&&*user.key.region)
        };
        let blind = self.graph.uses_unknown().iter().filter(|user| !doomed.contains(&user.key));
        let mut using =
            blind.filter(|user| victims.iter().copied().chain([key]).any(|used| could_use(user, used)));
        using.next().map(|user| &user.key)
    }

    pub(crate) fn found(&self, key: &Key) -> Option<&'a Found> {
        self.context.survey.found.get(key)
    }
}
