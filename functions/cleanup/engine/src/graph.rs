//! Who owns whom and who uses whom, both ways round. Pure look-ups: no rule about safety lives here.

use crate::found::{Fact, Found, Key};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub struct Graph<'s> {
    children: BTreeMap<&'s Key, Vec<&'s Key>>,
    users: BTreeMap<&'s Key, Vec<&'s Key>>,
    /// Resources that use nobody knows what.
    uses_unknown: Vec<&'s Found>,
    nobody: Vec<&'s Key>,
}

impl<'s> Graph<'s> {
    #[must_use]
    pub fn of(found: impl IntoIterator<Item = &'s Found>) -> Self {
        let mut graph = Self::default();
        for item in found {
            if let Fact::Known(owners) = &item.owners {
                for owner in owners {
                    graph.children.entry(owner).or_default().push(&item.key);
                }
            }
            match &item.uses {
                Fact::Known(uses) => {
                    for used in uses {
                        graph.users.entry(used).or_default().push(&item.key);
                    }
                }
                Fact::Unknown => graph.uses_unknown.push(item),
            }
        }
        graph
    }

    #[must_use]
    pub fn users(&self, key: &Key) -> &[&'s Key] {
        self.users.get(key).unwrap_or(&self.nobody)
    }

    /// Everything that is deleted with it, however deep, without itself.
    #[must_use]
    pub fn victims(&self, key: &Key) -> BTreeSet<&'s Key> {
        let mut victims = BTreeSet::new();
        let mut open: Vec<&Key> = vec![key];
        while let Some(next) = open.pop() {
            for child in self.children.get(next).unwrap_or(&self.nobody) {
                if *child != key && victims.insert(*child) {
                    open.push(child);
                }
            }
        }
        victims
    }

    pub(crate) fn uses_unknown(&self) -> &[&'s Found] {
        &self.uses_unknown
    }
}
