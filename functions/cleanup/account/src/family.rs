//! One resource read afresh, with all that would disappear with it and all that still uses it. The kinds around it are
//! listed again, whole; if one listing fails there is no answer, for nobody may conclude from what was not seen.

use crate::account::Account;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use std::collections::{BTreeMap, BTreeSet};
use sundown_cleanup_engine::ask::{Answer, Failure};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::{Fact, Family, Found, Key, State};
use sundown_cleanup_engine::graph::Graph;
use sundown_cleanup_engine::survey::GLOBAL;

const AT_ONCE: usize = 8;

impl Account {
    pub(crate) async fn family(&self, key: &Key, peer: Option<&Key>) -> Answer {
        match self.relatives(key, peer).await {
            Ok(Some(family)) => Answer::Family(Box::new(family)),
            Ok(None) => Answer::NotFound,
            Err(failure) => Answer::Failed(failure),
        }
    }

    async fn relatives(&self, key: &Key, peer: Option<&Key>) -> Result<Option<Family>, Failure> {
        let Some(item) = self.one(key).await? else { return Ok(None) };
        let peer = match peer {
            Some(peer) => self.one(peer).await?,
            None => None,
        };
        // What is on its way out is only waited for.
        if item.state == State::Deleting {
            return Ok(Some(Family { item, victims: Vec::new(), users: Vec::new(), peer }));
        }
        let around = self.all_around(&item).await?;
        let graph = Graph::of(around.values().chain([&item]));
        let victims = graph.victims(key);
        let members: BTreeSet<&Key> = victims.iter().copied().chain([key]).collect();
        let mut users: BTreeSet<Key> =
            members.iter().flat_map(|member| graph.users(member)).copied().cloned().collect();
        users.extend(around.values().filter(|one| may_use(one, &members)).map(|one| one.key.clone()));
        users.retain(|user| !members.contains(user));
        let victims = victims.iter().filter_map(|victim| around.get(*victim).cloned()).collect();
        Ok(Some(Family { users: users.into_iter().collect(), victims, peer, item }))
    }

    async fn all_around(&self, item: &Found) -> Result<BTreeMap<Key, Found>, Failure> {
        let listings = circle(item.key.kind).into_iter().map(|kind| {
            let region = if kind.row().global { GLOBAL } else { crate::account::home(&item.key.region) };
            async move { self.list(region, kind).await }
        });
        let listed = stream::iter(listings).buffered(AT_ONCE).try_collect::<Vec<_>>().await?;
        let mut all: BTreeMap<Key, Found> =
            listed.into_iter().flatten().map(|found| (found.key.clone(), found)).collect();
        all.remove(&item.key);
        Ok(all)
    }
}

/// Does nobody know what it uses, while it could use one of these?
fn may_use(one: &Found, members: &BTreeSet<&Key>) -> bool {
    let could = |member: &&Key| member.kind.row().used_by.iter().any(|user| user == one.key.kind.name());
    one.uses == Fact::Unknown && members.iter().any(could)
}

/// The types whose resources can go with one of this type, however deep, and those that can use it or one of these.
fn circle(kind: Kind) -> BTreeSet<Kind> {
    let mut members = BTreeSet::from([kind]);
    loop {
        let owned = |other: &Kind| {
            other.row().owned_by.iter().any(|owner| members.iter().any(|member| owner == member.name()))
        };
        let more: BTreeSet<Kind> =
            Kind::all().filter(owned).filter(|other| !members.contains(other)).collect();
        if more.is_empty() {
            break;
        }
        members.extend(more);
    }
    let users = members.iter().flat_map(|member| &member.row().used_by);
    let users: BTreeSet<Kind> = users.filter_map(|name| Kind::parse(name)).collect();
    members.extend(users);
    members
}
