//! One verdict with one reason for every resource of a survey. First each by its own facts, then together: what is used
//! by something kept, or would take something kept with it, is kept too.

use crate::close::Closure;
use crate::context::Context;
use crate::found::{Fact, Found, Key};
use crate::graph::Graph;
use crate::guard::Guard;
use crate::reason::{Class, Reason, Verdict};
use crate::select::select;
use crate::shield::Role;
use std::collections::{BTreeMap, BTreeSet};

/// The verdicts of a survey, and the graph they were found with.
pub struct Classified<'a> {
    pub verdicts: BTreeMap<&'a Key, Verdict>,
    pub(crate) closure: Closure<'a>,
}

impl<'a> Classified<'a> {
    #[must_use]
    pub fn candidates(&self) -> BTreeSet<&'a Key> {
        let chosen = self.verdicts.iter().filter(|(_, verdict)| verdict.class == Class::Candidate);
        chosen.map(|(key, _)| *key).collect()
    }
}

#[must_use]
pub fn classify<'a>(context: &Context<'a>) -> Classified<'a> {
    let shield = context.shield();
    let mut verdicts = BTreeMap::new();
    for (key, found) in &context.survey.found {
        let verdict = shield
            .against(found, Role::Target)
            .or_else(|| owned(context, found))
            .unwrap_or_else(|| select(context, found));
        verdicts.insert(key, verdict);
    }
    let closure = Closure { context: *context, graph: Graph::of(context.survey.found.values()) };
    let mut classified = Classified { verdicts, closure };
    let candidates = classified.candidates();
    let (_, dropped) = classified.closure.close(candidates);
    classified.verdicts.extend(dropped);
    classified
}

/// A resource with an owner is never chosen by itself: it goes with its owner, or stays with it.
fn owned(context: &Context<'_>, found: &Found) -> Option<Verdict> {
    let owners = match &found.owners {
        Fact::Known(owners) => owners,
        Fact::Unknown if context.guards.on(Guard::I3Unknown) => {
            return Some(Verdict::new(Class::Unknown, Reason::OwnerUnknown));
        }
        Fact::Unknown => return None,
    };
    if !context.guards.on(Guard::I17Parent) {
        return None;
    }
    if let Some(unseen) = owners.iter().find(|owner| !context.survey.found.contains_key(*owner)) {
        // Not seen is not gone: its listing may have failed, or lag behind.
        return context
            .guards
            .on(Guard::I18Incomplete)
            .then(|| Verdict::new(Class::Unknown, Reason::OwnerNotSeen(unseen.clone())));
    }
    owners.iter().next().map(|owner| Verdict::new(Class::Owned, Reason::OwnedBy(owner.clone())))
}
