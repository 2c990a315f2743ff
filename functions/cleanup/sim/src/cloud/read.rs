//! What readers see: pages of any size, late, doubled, cut, refused, half empty.

use super::{ALIAS, Cloud, HOME, OTHER};
use crate::fault::Fault;
use crate::thing::{Id, Life, Thing};
use std::collections::BTreeSet;
use sundown_cleanup_engine::ask::{Answer, Failure, Identity, Query};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::{Fact, Family, Found, Key, Price, State};
use sundown_cleanup_engine::moment::Moment;

impl Cloud {
    pub(super) fn read(&mut self, query: &Query) -> Answer {
        if self.has(Fault::Throttle) && self.rng.chance(25) {
            return Answer::Failed(Failure::Throttled);
        }
        if self.has(Fault::ServerError) && self.rng.chance(8) {
            return Answer::Failed(Failure::Server);
        }
        match query {
            Query::WhoAmI => self.who(),
            Query::List { region, kind, token } => self.list(region, *kind, token.as_deref()),
            Query::Family { key, peer } => self.family(key, peer.as_ref()),
        }
    }

    /// Credentials are renewed between waves and while a run waits; sometimes they lead elsewhere afterwards.
    pub(super) fn renew_credentials(&mut self) {
        if self.has(Fault::OtherAccount) && self.rng.chance(25) {
            self.flipped = !self.flipped;
        }
    }

    fn who(&mut self) -> Answer {
        self.renew_credentials();
        Answer::Identity(Identity {
            account: if self.flipped { OTHER } else { HOME }.into(),
            partition: "aws".into(),
            alias: Some(ALIAS.into()),
            regions: self
                .regions
                .iter()
                .filter(|region| **region != "global")
                .map(|region| (*region).into())
                .collect(),
        })
    }

    fn list(&mut self, region: &str, kind: Kind, token: Option<&str>) -> Answer {
        if self.blind.iter().any(|(of, blind)| *of == region && (*blind == kind.name() || *blind == "*")) {
            return Answer::Failed(if self.rng.chance(50) { Failure::Denied } else { Failure::NotAvailable });
        }
        let now = self.now();
        let late = self.has(Fault::StaleLists);
        let shown = |thing: &&Thing| thing.id.kind == kind.name() && thing.id.region == region;
        let ghosts = self.ghosts.iter().filter(|(_, until)| late && *until > now).map(|(thing, _)| thing);
        let world = if self.flipped { &self.twins } else { &self.things };
        let mut all: Vec<&Thing> =
            world.values().filter(shown).filter(|thing| !late || thing.listed_from <= now).collect();
        all.extend(ghosts.filter(shown).filter(|ghost| !world.contains_key(&ghost.id)));
        if self.backwards {
            all.reverse();
        }
        let start: usize = token.and_then(|token| token.parse().ok()).unwrap_or_default();
        let size = usize::try_from(self.page_size).unwrap_or(1).max(1);
        let items: Vec<Found> =
            all.iter().skip(start).take(size).filter_map(|thing| self.found(thing)).collect();
        let more = all.len() > start + size;
        let mut next = more.then(|| (start + size).to_string());
        let mut items = items;
        if self.has(Fault::BadPages) && more {
            match self.rng.below(8) {
                0 => next = Some(start.to_string()),
                1 => return Answer::Failed(Failure::Inconsistent),
                2 => next = Some(start.saturating_sub(1).to_string()),
                3 => {
                    // An empty page with a token is legal.
                    items.clear();
                    next = Some(format!("0{start}"));
                    if token.is_some_and(|token| token.starts_with('0')) {
                        return Answer::Failed(Failure::Inconsistent);
                    }
                }
                _ => {}
            }
        }
        Answer::Page { items, next }
    }

    fn family(&mut self, key: &Key, peer: Option<&Key>) -> Answer {
        if self.has(Fault::FlappingReads) && self.rng.chance(12) {
            return Answer::NotFound;
        }
        let world = if self.flipped { &self.twins } else { &self.things };
        let Some(thing) = Self::id_of(key).and_then(|id| world.get(&id)) else { return Answer::NotFound };
        let victims = Self::descendants(world, thing.id);
        let members: BTreeSet<Id> = victims.iter().copied().chain([thing.id]).collect();
        let uses = |user: &&Thing| {
            !members.contains(&user.id) && user.uses.iter().any(|used| members.contains(used))
        };
        let users = world.values().filter(uses).filter_map(|user| self.keys.get(&user.id).cloned()).collect();
        let Some(item) = self.found(thing) else { return Answer::NotFound };
        let victims = victims.iter().filter_map(|id| self.found(world.get(id)?)).collect();
        let peer = peer.and_then(Self::id_of).and_then(|id| self.found(world.get(&id)?));
        Answer::Family(Box::new(Family { item, victims, users, peer }))
    }

    pub(crate) fn found(&self, thing: &Thing) -> Option<Found> {
        let keys = |ids: &BTreeSet<Id>| ids.iter().filter_map(|id| self.keys.get(id).cloned()).collect();
        let hidden = |fact: &str| thing.hidden.contains(fact);
        Some(Found {
            key: self.keys.get(&thing.id)?.clone(),
            name: thing.name.clone(),
            generation: format!("g{}", thing.generation),
            // The wire fills in the account it believes to be in where a type does not tell.
            account: Fact::Known(if thing.account == OTHER && !self.flipped {
                OTHER.into()
            } else {
                HOME.into()
            }),
            created: match (hidden("birth"), thing.tells_birth) {
                (true, true) => Fact::Unknown,
                (_, told) => Fact::Known(told.then(|| Moment::from_seconds(thing.born))),
            },
            tags: if hidden("tags") { Fact::Unknown } else { Fact::Known(thing.tags.clone()) },
            locked: if hidden("lock") { Fact::Unknown } else { Fact::Known(thing.locked) },
            managed_by: Fact::Known(thing.manager.map(str::to_owned)),
            is_default: thing.is_default,
            owners: if hidden("owners") { Fact::Unknown } else { Fact::Known(keys(&thing.owners)) },
            uses: if hidden("uses") { Fact::Unknown } else { Fact::Known(keys(&thing.uses)) },
            state: match thing.life {
                Life::Ready => State::Ready,
                Life::Busy => State::Busy,
                Life::Deleting(_) => State::Deleting,
            },
            objects: thing.objects,
            price: thing.price.map_or(Price::Unknown, Price::MicroUsdMonth),
            ours: thing.ours,
            recorded_expiry: thing.recorded_expiry.map(Moment::from_seconds),
        })
    }
}
