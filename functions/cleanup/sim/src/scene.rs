//! One account in one state, with its rules and what will go wrong: everything a story starts from.

mod account;
mod rules;

pub use rules::write_policy;

use crate::cloud::{Cloud, HOME, OTHER, REGIONS, Store};
use crate::fault::Fault;
use crate::rng::Rng;
use crate::thing::{Rules, Thing};
use std::collections::{BTreeMap, BTreeSet};
use sundown_cleanup_engine::catalog::Kind;

pub const PEOPLE: [&str; 3] = ["kim", "lee", "park"];
/// Midday of a day in November.
pub const START: i64 = 1_795_233_600;
pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 86_400;

/// Who starts the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    Dry,
    Scheduled,
    Attended,
}

pub struct Scene {
    pub cloud: Cloud,
    pub rules: Rules,
    pub policy: String,
    pub manner: Manner,
    pub rng: Rng,
}

impl Scene {
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let mut rng = Rng::new(seed.wrapping_mul(0x5851_f42d_4c95_7f2d) ^ 0x1405_7b7e_f767_814f);
        let faults = Fault::draw(&mut rng);
        Self::with(rng, faults, None)
    }

    /// The same with chosen faults and manner, for named scenarios and for the crash test.
    #[must_use]
    pub fn with(mut rng: Rng, faults: BTreeSet<Fault>, manner: Option<Manner>) -> Self {
        let manner = manner.unwrap_or_else(|| manner_for(&mut rng, &faults));
        let mut rules = rules::draw(&mut rng, manner, &faults);
        let regions: Vec<&'static str> =
            if rng.chance(40) { REGIONS.to_vec() } else { vec!["ap-northeast-2", "global"] };
        let mut cloud = empty(&mut rng, faults, regions);
        account::fill(&mut cloud, &mut rng, &mut rules);
        blind(&mut cloud, &mut rng);
        if cloud.has(Fault::OtherAccount) {
            cloud.twins = cloud
                .things
                .iter()
                .map(|(id, thing)| (*id, Thing { account: OTHER, ..thing.clone() }))
                .collect();
        }
        let policy = rules::write(&rules, &mut rng);
        Self { cloud, rules, policy, manner, rng }
    }
}

fn manner_for(rng: &mut Rng, faults: &BTreeSet<Fault>) -> Manner {
    if faults.contains(&Fault::TamperedPlan) || faults.contains(&Fault::OldPlan) {
        return Manner::Attended;
    }
    if faults.contains(&Fault::Spike) || faults.contains(&Fault::NoticeDown) {
        return Manner::Scheduled;
    }
    match rng.below(100) {
        0..5 => Manner::Dry,
        5..60 => Manner::Scheduled,
        _ => Manner::Attended,
    }
}

#[must_use]
pub fn empty(rng: &mut Rng, faults: BTreeSet<Fault>, regions: Vec<&'static str>) -> Cloud {
    let skew = if faults.contains(&Fault::ClockSkew) {
        let size = if rng.chance(30) { rng.between(301, 4_000) } else { rng.between(DAY, 3 * DAY) };
        if rng.chance(70) { size } else { -size }
    } else {
        rng.between(-120, 120)
    };
    Cloud {
        millis: START * 1_000,
        things: BTreeMap::new(),
        twins: BTreeMap::new(),
        keys: BTreeMap::new(),
        ghosts: Vec::new(),
        store: Store::default(),
        page_size: [1, 2, 3, 7, 50, 1_000]
            .get(usize::try_from(rng.below(6)).unwrap_or(0))
            .copied()
            .unwrap_or(50),
        backwards: false,
        skew,
        regions,
        flipped: false,
        blind: BTreeSet::new(),
        denied_changes: BTreeSet::new(),
        last_change: None,
        relaunches: Vec::new(),
        next_number: 0,
        calls: 0,
        log: Vec::new(),
        rng: Rng::new(rng.next()),
        faults,
    }
}

/// Which listings and changes are refused, and which facts can't be read, in this story.
fn blind(cloud: &mut Cloud, rng: &mut Rng) {
    let kinds: Vec<&'static str> =
        cloud.things.keys().map(|id| id.kind).collect::<BTreeSet<_>>().into_iter().collect();
    if cloud.has(Fault::DeniedLists) {
        for _ in 0..=rng.below(2) {
            let region = rng.pick(&cloud.regions).copied().unwrap_or("global");
            let kind = match rng.below(10) {
                0..4 => "cloudformation:stack",
                4..6 => "autoscaling:group",
                6 => "*",
                _ => rng.pick(&kinds).copied().unwrap_or("ec2:vpc"),
            };
            let global = Kind::parse(kind).is_some_and(|kind| kind.row().global);
            if kind == "*" || global == (region == "global") {
                cloud.blind.insert((region, kind));
            }
        }
    }
    if cloud.has(Fault::Spite) || cloud.has(Fault::Kill) {
        // More protection to switch off, so that there is something to put back.
        for thing in cloud.things.values_mut().filter(|thing| rules::LOCKABLE.contains(&thing.id.kind)) {
            thing.locked = thing.owners.is_empty();
        }
    }
    if cloud.has(Fault::DeniedChanges) {
        cloud.denied_changes = kinds.iter().copied().filter(|_| rng.chance(25)).collect();
    }
    if cloud.has(Fault::UnreadableFacts) {
        for thing in cloud.things.values_mut().filter(|thing| thing.account == HOME) {
            for fact in ["tags", "owners", "birth", "uses", "lock"] {
                if rng.chance(if fact == "uses" { 1 } else { 12 }) {
                    thing.hidden.insert(fact);
                }
            }
        }
    }
}
