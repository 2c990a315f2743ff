//! What the stories were made of and what came of them, for the report.

use crate::fault::Fault;
use crate::scene::{Manner, Scene};
use crate::spec::Violation;
use crate::thing::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub stories: u64,
    pub things: u64,
    pub kinds: u64,
    pub owners: u64,
    pub fault_classes: u64,
    pub by_things: BTreeMap<u64, u64>,
    pub by_fault: BTreeMap<Fault, u64>,
    pub by_manner: BTreeMap<Manner, u64>,
    pub by_mode: BTreeMap<&'static str, u64>,
    pub runs: u64,
    pub calls: u64,
    pub deleted: u64,
    pub stories_that_deleted: u64,
    pub refused_policies: u64,
    pub live: u64,
    pub violations: Vec<(u64, Violation)>,
}

impl Tally {
    pub fn describe(&mut self, scene: &Scene) {
        let things = scene.cloud.things.values();
        let kinds: BTreeSet<_> = things.clone().map(|thing| thing.id.kind).collect();
        let owners: BTreeSet<_> = things.filter_map(|thing| thing.tags.get("owner")).collect();
        self.stories += 1;
        self.things += scene.cloud.things.len() as u64;
        self.kinds += kinds.len() as u64;
        self.owners += owners.len() as u64;
        self.fault_classes += scene.cloud.faults.len() as u64;
        *self.by_things.entry(scene.cloud.things.len() as u64 / 10 * 10).or_default() += 1;
        for fault in &scene.cloud.faults {
            *self.by_fault.entry(*fault).or_default() += 1;
        }
        *self.by_manner.entry(scene.manner).or_default() += 1;
        *self.by_mode.entry(scene.rules.mode).or_default() += 1;
    }

    pub fn count(&mut self, log: &[Event], calls: u64) {
        let gone = |event: &Event| match event {
            Event::Changed(change) if change.happened => change.taken.len() as u64,
            _ => 0,
        };
        let deleted: u64 = log.iter().map(gone).sum();
        self.deleted += deleted;
        self.stories_that_deleted += u64::from(deleted > 0);
        self.runs += log.iter().filter(|event| matches!(event, Event::Started { .. })).count() as u64;
        self.calls += calls;
    }

    pub fn add(&mut self, other: Self) {
        self.stories += other.stories;
        self.things += other.things;
        self.kinds += other.kinds;
        self.owners += other.owners;
        self.fault_classes += other.fault_classes;
        self.runs += other.runs;
        self.calls += other.calls;
        self.deleted += other.deleted;
        self.stories_that_deleted += other.stories_that_deleted;
        self.refused_policies += other.refused_policies;
        self.live += other.live;
        self.violations.extend(other.violations);
        merge(&mut self.by_things, other.by_things);
        merge(&mut self.by_fault, other.by_fault);
        merge(&mut self.by_manner, other.by_manner);
        merge(&mut self.by_mode, other.by_mode);
    }

    /// A mean in hundredths, so that nothing here needs a float.
    #[must_use]
    pub fn mean(&self, sum: u64) -> u64 {
        sum * 100 / self.stories.max(1)
    }
}

fn merge<K: Ord>(into: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
    for (key, number) in from {
        *into.entry(key).or_default() += number;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mean = |sum| format!("{}.{:02}", self.mean(sum) / 100, self.mean(sum) % 100);
        writeln!(out, "stories {}, runs {}, calls {}", self.stories, self.runs, self.calls)?;
        writeln!(
            out,
            "a story has on average {} resources of {} types, {} owners, {} fault classes",
            mean(self.things),
            mean(self.kinds),
            mean(self.owners),
            mean(self.fault_classes)
        )?;
        writeln!(out, "resources per story {:?}", self.by_things)?;
        writeln!(out, "modes {:?}, manners {:?}", self.by_mode, self.by_manner)?;
        writeln!(out, "faults {:?}", self.by_fault)?;
        writeln!(
            out,
            "deleted {} in {} stories; broken policies refused {}; stories that had to finish in 3 runs and did {}",
            self.deleted, self.stories_that_deleted, self.refused_policies, self.live
        )?;
        writeln!(out, "violations {}", self.violations.len())?;
        for (seed, violation) in self.violations.iter().take(20) {
            writeln!(out, "  seed {seed}: {}: {}", violation.rule, violation.what)?;
        }
        Ok(())
    }
}
