//! The simulated cloud: stricter than AWS in what depends on what, as careless as AWS in what it lists and answers.
//! `read` shows it, `change` changes it, `nature` lets time, controllers and people act. Nobody acts between the last
//! reading of a thing and the call that changes it: AWS has no conditional delete, so no program can win that instant.

mod change;
mod nature;
mod read;
mod store;

use crate::fault::Fault;
use crate::rng::Rng;
use crate::thing::{Event, Id, Life, Thing};
pub use nature::KEEP;
use std::collections::{BTreeMap, BTreeSet};
pub use store::Store;
use sundown_cleanup_engine::ask::{Ask, Stamp, Told};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::moment::Moment;

pub const HOME: &str = "111122223333";
pub const OTHER: &str = "999988887777";
pub const ALIAS: &str = "class-lab";
pub const REGIONS: [&str; 3] = ["ap-northeast-2", "us-east-1", "global"];

#[derive(Clone, Debug)]
pub struct Cloud {
    /// Milliseconds, so that calls take time.
    pub millis: i64,
    pub things: BTreeMap<Id, Thing>,
    /// The same ids in another account.
    pub twins: BTreeMap<Id, Thing>,
    pub keys: BTreeMap<Id, Key>,
    /// Deleted, but listed until then.
    pub ghosts: Vec<(Thing, i64)>,
    pub store: Store,
    pub faults: BTreeSet<Fault>,
    pub rng: Rng,
    pub log: Vec<Event>,
    pub page_size: u64,
    /// Listings end where they usually begin.
    pub backwards: bool,
    pub skew: i64,
    pub regions: Vec<&'static str>,
    pub flipped: bool,
    /// Types and regions whose listing is refused in this story.
    pub blind: BTreeSet<(&'static str, &'static str)>,
    pub denied_changes: BTreeSet<&'static str>,
    pub last_change: Option<(Id, &'static str)>,
    pub relaunches: Vec<(i64, Thing)>,
    pub next_number: u32,
    pub calls: u64,
}

impl Cloud {
    #[must_use]
    pub const fn now(&self) -> i64 {
        self.millis / 1_000
    }

    #[must_use]
    pub const fn local(&self) -> Moment {
        Moment::from_seconds(self.now() + self.skew)
    }

    #[must_use]
    pub fn has(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }

    /// Adds a thing and gives it its key.
    pub fn add(&mut self, thing: Thing) {
        if let Some(kind) = Kind::parse(thing.id.kind) {
            let name = thing.id.kind.rsplit(':').next().unwrap_or_default();
            let key = Key::new(thing.id.region, kind, &format!("{name}-{}", thing.id.n));
            self.keys.insert(thing.id, key);
        }
        self.things.insert(thing.id, thing);
    }

    #[must_use]
    pub fn id_of(key: &Key) -> Option<Id> {
        let region = REGIONS.into_iter().find(|region| *region == &*key.region)?;
        let n = key.id.rsplit('-').next()?.parse().ok()?;
        Some(Id { region, kind: key.kind.name(), n })
    }

    /// Answers what a run wants.
    pub fn answer(&mut self, run: u32, ask: &Ask) -> (Stamp, Told) {
        self.calls += 1;
        self.millis += 40;
        if !matches!(ask, Ask::Act(_)) {
            self.nature();
        }
        let told = match ask {
            Ask::Read(query) => Told::Read(self.read(query)),
            Ask::Act(mutation) => Told::Act(self.change(run, mutation)),
            Ask::Record(entry) => Told::Recorded(self.record(run, entry)),
            Ask::Lease => Told::Leased(self.lease(run).map(Box::new)),
            Ask::Tell(notice) => Told::Notified(self.notified(run, notice)),
            Ask::Wait(until) => {
                self.wait(*until);
                Told::Waited
            }
        };
        let server = Moment::from_seconds(self.now());
        (Stamp { server: Some(server), local: self.local() }, told)
    }

    #[must_use]
    pub fn alive(&self) -> BTreeSet<(Id, u32)> {
        let there = self.things.values().filter(|thing| !matches!(thing.life, Life::Deleting(_)));
        there.map(|thing| (thing.id, thing.generation)).collect()
    }

    /// Everything that disappears with it.
    #[must_use]
    pub fn descendants(things: &BTreeMap<Id, Thing>, id: Id) -> BTreeSet<Id> {
        let mut taken = BTreeSet::new();
        let mut open = vec![id];
        while let Some(parent) = open.pop() {
            for child in things.values().filter(|thing| thing.owners.contains(&parent)) {
                if child.id != id && taken.insert(child.id) {
                    open.push(child.id);
                }
            }
        }
        taken
    }
}
