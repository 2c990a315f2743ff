//! A small account built by hand, for scenarios that a person can read: what is there, what goes wrong, what is left.
//! Whatever happens on it, the oracle watches.

use crate::cloud::{Cloud, HOME};
use crate::fault::Fault;
use crate::rng::Rng;
use crate::scene::{DAY, HOUR, Manner, START, Scene, empty, write_policy};
use crate::spec::{Violation, judge};
use crate::story::Story;
use crate::thing::{Change, Errand, Event, Id, Life, Rules, Thing};
use std::collections::{BTreeMap, BTreeSet};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::ledger::Entry;
use sundown_cleanup_engine::moment::Moment;

pub struct Stage {
    pub cloud: Cloud,
    pub rules: Rules,
    policy: Option<String>,
}

/// What was left after the runs.
pub struct After {
    pub story: Story,
    pub violations: Vec<Violation>,
}

impl Stage {
    /// An account in this mode, with nothing in it and eight quiet runs behind it.
    #[must_use]
    pub fn new(mode: &'static str) -> Self {
        let mut cloud = empty(&mut Rng::new(7), BTreeSet::new(), vec!["ap-northeast-2", "global"]);
        for day in 1..9 {
            let at = Moment::from_seconds(START - day * DAY);
            cloud.store.ledger.add(&Entry::Ran { at, candidates: 20 });
        }
        let rules = Rules {
            mode,
            regions: BTreeSet::from(["ap-northeast-2", "global"]),
            lab_value: "todo-2026",
            min_age: 24 * HOUR,
            max_age: None,
            grace: DAY,
            cap_items: 100,
            cap_usd: 10_000,
            cap_unknown_usd: 500,
            cap_share: 100,
            unlock: BTreeSet::new(),
            protected_numbers: BTreeSet::new(),
            own_numbers: BTreeSet::new(),
            history: vec![20; 8],
            baseline: BTreeSet::new(),
            baseline_at: START - 5 * DAY,
            baseline_blind: BTreeSet::new(),
            broken: false,
        };
        Self { cloud, rules, policy: None }
    }

    /// Something of kim's lab, ten days old and expired yesterday: deletable, unless the scenario says otherwise.
    pub fn leftover(&mut self, kind: &'static str) -> Id {
        let end = Moment::from_seconds(START - DAY).to_string();
        let id = self.plain(kind);
        self.set(id, |thing| {
            let tags = [("lab", "todo-2026"), ("expires-at", end.as_str()), ("owner", "kim")];
            thing.tags = tags.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        });
        id
    }

    /// Something without tags, ten days old.
    pub fn plain(&mut self, kind: &'static str) -> Id {
        self.cloud.next_number += 1;
        let row = Kind::parse(kind).map(Kind::row);
        let region = if row.is_some_and(|row| row.global) { "global" } else { "ap-northeast-2" };
        let id = Id { region, kind, n: self.cloud.next_number };
        self.cloud.add(Thing {
            id,
            name: format!("n-{}", id.n),
            generation: 1,
            account: HOME,
            born: START - 10 * DAY,
            tells_birth: row.is_some_and(|row| row.created.is_some()),
            tags: BTreeMap::new(),
            locked: false,
            manager: None,
            is_default: false,
            owners: BTreeSet::new(),
            uses: BTreeSet::new(),
            life: Life::Ready,
            objects: 0,
            price: Some(1_000_000),
            ours: false,
            recorded_expiry: None,
            listed_from: 0,
            hidden: BTreeSet::new(),
        });
        id
    }

    pub fn set(&mut self, id: Id, action: impl FnOnce(&mut Thing)) {
        if let Some(thing) = self.cloud.things.get_mut(&id) {
            action(thing);
        }
    }

    pub fn tag(&mut self, id: Id, key: &str, value: &str) {
        self.set(id, |thing| drop(thing.tags.insert(key.to_owned(), value.to_owned())));
    }

    /// The first uses the second.
    pub fn uses(&mut self, user: Id, used: Id) {
        self.set(user, |thing| thing.uses.extend([used]));
    }

    /// The first owns the second.
    pub fn owns(&mut self, owner: Id, child: Id) {
        self.set(child, |thing| thing.owners.extend([owner]));
    }

    /// Writes the policy in other words than its rules would.
    pub fn policy(&mut self, edit: impl FnOnce(String) -> String) {
        let text = self.policy.take().unwrap_or_else(|| write_policy(&self.rules));
        self.policy = Some(edit(text));
    }

    /// Begins the story of this stage.
    ///
    /// # Errors
    /// When the policy is refused.
    pub fn begin(self, manner: Manner) -> Result<Story, String> {
        let policy = self.policy.unwrap_or_else(|| write_policy(&self.rules));
        Story::begin(Scene { cloud: self.cloud, rules: self.rules, policy, manner, rng: Rng::new(11) }, None)
    }

    /// The schedule: marks, waits a day, deletes, twice more.
    ///
    /// # Errors
    /// When the policy is refused.
    pub fn nightly(self) -> Result<After, String> {
        self.nights(1)
    }

    /// The same for some nights: a run that could not even begin marks nothing, and a day is lost.
    ///
    /// # Errors
    /// When the policy is refused.
    pub fn nights(self, nights: u32) -> Result<After, String> {
        let mut story = self.begin(Manner::Scheduled)?;
        for _ in 0..nights {
            story.schedule(Errand::Scheduled);
            story.pass(25 * HOUR);
            for _ in 0..3 {
                story.schedule(Errand::Scheduled);
                story.pass(HOUR);
            }
        }
        Ok(After::of(story))
    }

    /// Kim at her terminal: plans and applies once.
    ///
    /// # Errors
    /// When the policy is refused.
    pub fn at_terminal(self) -> Result<After, String> {
        let mut story = self.begin(Manner::Attended)?;
        if let Some(plan) = story.show_plan("kim") {
            story.apply("kim", &plan);
        }
        Ok(After::of(story))
    }

    pub fn fault(&mut self, fault: Fault) {
        self.cloud.faults.insert(fault);
    }
}

impl After {
    #[must_use]
    pub fn of(story: Story) -> Self {
        let violations = judge(&story.rules, &story.cloud.log, &story.cloud.things);
        Self { story, violations }
    }

    #[must_use]
    pub fn gone(&self, id: Id) -> bool {
        !self.story.cloud.alive().iter().any(|(there, _)| *there == id)
    }

    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.story.cloud.log.iter().filter_map(|event| match event {
            Event::Changed(change) => Some(&**change),
            _ => None,
        })
    }

    /// The last report.
    #[must_use]
    pub fn report(&self) -> Option<&serde_json::Value> {
        self.story.cloud.log.iter().rev().find_map(|event| match event {
            Event::Reported { report, .. } => Some(report),
            _ => None,
        })
    }

    /// The last report's lines for a terminal.
    #[must_use]
    pub fn words(&self) -> String {
        let last = self.story.cloud.log.iter().rev().find_map(|event| match event {
            Event::Reported { lines, .. } => Some(lines.clone()),
            _ => None,
        });
        last.unwrap_or_default()
    }
}
