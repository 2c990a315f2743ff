//! Many stories at once, and the mutation check: with a rule switched off, how long until the oracle objects?

use crate::scene::{Manner, START, Scene};
use crate::spec::{Violation, chosen_by_tag, judge};
use crate::story::Story;
use crate::tally::Tally;
use crate::thing::{Event, Id, Thing};
use std::collections::BTreeSet;
use std::ops::Range;
use sundown_cleanup_engine::guard::Guard;

/// Lives one story and judges it.
#[must_use]
pub fn tell(seed: u64, off: Option<Guard>, tally: &mut Tally) -> Vec<Violation> {
    let scene = Scene::of(seed);
    tally.describe(&scene);
    let plain = plainly_left_over(&scene);
    let (broken, calm) = (scene.rules.broken, scene.cloud.faults.is_empty());
    let mut story = match Story::begin(scene, off) {
        Ok(story) => story,
        Err(why) => {
            tally.refused_policies += 1;
            let wrongly = Violation { rule: "refused", what: why };
            return if broken { Vec::new() } else { vec![wrongly] };
        }
    };
    story.live();
    tally.count(&story.cloud.log, story.cloud.calls);
    let mut found = judge(&story.rules, &story.cloud.log, &story.cloud.things);
    found.extend(bounded(&story));
    if calm && off.is_none() && story.rules.mode != "report" && story.manner != Manner::Dry {
        let left = left_over(&story, &plain);
        tally.live += u64::from(left.is_empty());
        found.extend(left);
    }
    found
}

/// With nothing going wrong, what the first run chose is gone after at most three that delete, and so is everything that
/// is a leftover at first sight, lest an engine be called safe that protects everything.
fn left_over(story: &Story, plain: &BTreeSet<(Id, u32)>) -> Vec<Violation> {
    let scheduled = story.manner == Manner::Scheduled;
    let first = story.cloud.log.iter().find_map(|event| match event {
        Event::Noticed { run: 1, things, .. } if scheduled => Some(things.clone()),
        Event::Approved { run: 1, lines, .. } if !scheduled => Some(lines.clone()),
        _ => None,
    });
    let plain = if scheduled { plain.clone() } else { BTreeSet::new() };
    let there: BTreeSet<(Id, u32)> = story.cloud.alive();
    let wanted = first.unwrap_or_default().into_iter().chain(plain);
    let left = wanted.filter(|thing| there.contains(thing));
    left.map(|(id, _)| Violation {
        rule: "liveness",
        what: format!("{id:?} was a leftover and is still there"),
    })
    .collect()
}

/// Tagged and expired, alone in the world, and nothing about it protects.
fn plainly_left_over(scene: &Scene) -> BTreeSet<(Id, u32)> {
    let things = &scene.cloud.things;
    let alone = |thing: &&Thing| {
        let tied = |other: &Thing| other.uses.contains(&thing.id) || other.owners.contains(&thing.id);
        thing.owners.is_empty() && !things.values().any(tied)
    };
    let gateway = |thing: &&Thing| thing.id.kind == "ec2:internet-gateway";
    things
        .values()
        .filter(alone)
        .filter(|thing| !gateway(thing) && chosen_by_tag(&scene.rules, thing, START))
        .map(|thing| (thing.id, thing.generation))
        .collect()
}

/// Runs end: a run makes at most so many calls for each resource and listing.
fn bounded(story: &Story) -> Option<Violation> {
    let runs = story.cloud.log.iter().filter(|event| matches!(event, Event::Started { .. })).count() as u64;
    let each = 2_000 + 120 * story.cloud.keys.len() as u64;
    let calls = story.cloud.calls;
    (calls > (runs + 3) * each)
        .then(|| Violation { rule: "termination", what: format!("{calls} calls in {runs} runs") })
}

/// All stories of these seeds, on as many threads as there are processors.
#[must_use]
pub fn tell_all(seeds: Range<u64>, off: Option<Guard>) -> Tally {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
    let mut sum = Tally::default();
    std::thread::scope(|scope| {
        let work = |thread: u64| {
            let seeds = seeds.clone();
            scope.spawn(move || {
                let mut tally = Tally::default();
                for seed in seeds.filter(|seed| seed % threads == thread) {
                    let found = tell(seed, off, &mut tally);
                    tally.violations.extend(found.into_iter().map(|violation| (seed, violation)));
                }
                tally
            })
        };
        let handles: Vec<_> = (0..threads).map(work).collect();
        for tally in handles.into_iter().filter_map(|handle| handle.join().ok()) {
            sum.add(tally);
        }
    });
    sum.violations.sort_by_key(|(seed, _)| *seed);
    sum
}

/// Switches one rule off and tells stories until the oracle objects.
#[must_use]
pub fn mutate(guard: Guard, most: u64) -> Option<(u64, Violation)> {
    let mut tally = Tally::default();
    (0..most).find_map(|seed| Some((seed, tell(seed, Some(guard), &mut tally).into_iter().next()?)))
}
