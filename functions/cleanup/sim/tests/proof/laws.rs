//! What may never enlarge the set of deleted things: the size and order of pages, what regions are called, doing a region at
//! a time, one more protection, one more kept resource.

use std::collections::{BTreeMap, BTreeSet};
use sundown_cleanup_sim::cloud::Cloud;
use sundown_cleanup_sim::rng::Rng;
use sundown_cleanup_sim::scene::{HOUR, Manner, Scene, write_policy};
use sundown_cleanup_sim::story::Story;
use sundown_cleanup_sim::thing::{Errand, Event, Id};

fn deleted(seed: u64, change: impl FnOnce(&mut Scene)) -> Result<BTreeSet<Id>, String> {
    let mut scene = Scene::with(Rng::new(seed), BTreeSet::new(), Some(Manner::Scheduled));
    change(&mut scene);
    let mut story = Story::begin(scene, None)?;
    story.schedule(Errand::Scheduled);
    story.pass(50 * HOUR);
    // What a run has no time for, the next one does: how many it takes is not what is compared.
    for _ in 0..4 {
        story.schedule(Errand::Scheduled);
        story.pass(HOUR);
    }
    let taken = |event: &Event| match event {
        Event::Changed(change) if change.happened => change.taken.iter().map(|thing| thing.id).collect(),
        _ => Vec::new(),
    };
    Ok(story.cloud.log.iter().flat_map(taken).collect())
}

#[test]
fn the_size_of_pages_does_not_matter() {
    for seed in 0..60 {
        let whole = deleted(seed, |scene| scene.cloud.page_size = 1_000).unwrap();
        for size in [1, 2, 5] {
            assert_eq!(
                deleted(seed, |scene| scene.cloud.page_size = size),
                Ok(whole.clone()),
                "seed {seed}, pages of {size}"
            );
        }
    }
}

#[test]
fn the_order_of_lists_does_not_matter() {
    let mut some = 0;
    for seed in 0..120 {
        let forwards = deleted(seed, |_| {}).unwrap();
        assert_eq!(deleted(seed, |scene| scene.cloud.backwards = true), Ok(forwards.clone()), "seed {seed}");
        some += u32::from(!forwards.is_empty());
    }
    assert!(some > 40, "something must have been deleted");
}

/// Seoul and Virginia exchange their names, with all that is in them.
fn exchanged(id: Id) -> Id {
    let region = match id.region {
        "ap-northeast-2" => "us-east-1",
        "us-east-1" => "ap-northeast-2",
        other => other,
    };
    Id { region, ..id }
}

fn exchange(scene: &mut Scene) {
    for things in [&mut scene.cloud.things, &mut scene.cloud.twins] {
        let renamed = std::mem::take(things).into_values().map(|mut thing| {
            thing.id = exchanged(thing.id);
            thing.owners = thing.owners.into_iter().map(exchanged).collect();
            thing.uses = thing.uses.into_iter().map(exchanged).collect();
            (thing.id, thing)
        });
        *things = renamed.collect::<BTreeMap<_, _>>();
    }
    for thing in std::mem::take(&mut scene.cloud.things).into_values() {
        scene.cloud.add(thing);
    }
    let name = |name: &&'static str| exchanged(Id { region: name, kind: "", n: 0 }).region;
    scene.cloud.regions = scene.cloud.regions.iter().map(name).collect();
    let seen = std::mem::take(&mut scene.cloud.store.ledger.seen);
    for (mut key, first) in seen {
        if let Some(id) = Cloud::id_of(&key) {
            key.region = exchanged(id).region.into();
        }
        scene.cloud.store.ledger.seen.insert(key, first);
    }
    let rules = &mut scene.rules;
    rules.regions = rules.regions.iter().map(name).collect();
    rules.baseline = rules.baseline.iter().map(|(id, generation)| (exchanged(*id), *generation)).collect();
    scene.policy = write_policy(rules);
}

#[test]
fn what_regions_are_called_does_not_matter() {
    for seed in 0..120 {
        let before = deleted(seed, |_| {}).unwrap();
        let after = deleted(seed, exchange).unwrap();
        assert_eq!(after.into_iter().map(exchanged).collect::<BTreeSet<_>>(), before, "seed {seed}");
    }
}

#[test]
fn a_region_at_a_time_never_deletes_more() {
    let mut some = 0;
    for seed in 0..120 {
        let whole = deleted(seed, |_| {}).unwrap();
        let only = |regions: [&'static str; 2]| {
            deleted(seed, |scene| {
                scene.rules.regions.retain(|region| regions.contains(region));
                scene.policy = write_policy(&scene.rules);
            })
        };
        // A policy must name a region: a part without one is no run.
        let parts = [["ap-northeast-2", "ap-northeast-2"], ["us-east-1", "global"]].map(only);
        let together: BTreeSet<Id> = parts.into_iter().flatten().flatten().collect();
        assert!(together.is_subset(&whole), "seed {seed}: {:?}", together.difference(&whole));
        some += u32::from(!together.is_empty());
    }
    assert!(some > 40, "something must have been deleted");
}

#[test]
fn a_protection_more_never_deletes_more() {
    let mut fewer = 0;
    for seed in 0..120 {
        let before = deleted(seed, |_| {}).unwrap();
        for (key, value) in [("keep", "false"), ("KEEP", ""), ("expires-at", "someday")] {
            let after = deleted(seed, |scene| {
                let mut rng = Rng::new(seed);
                let ids: Vec<Id> = scene.cloud.things.keys().copied().collect();
                let id = rng.pick(&ids).copied().unwrap();
                scene.cloud.things.get_mut(&id).unwrap().tags.insert(key.into(), value.into());
            })
            .unwrap();
            assert!(
                after.is_subset(&before),
                "seed {seed}: {key}={value} deleted {:?}",
                after.difference(&before)
            );
            fewer += u32::from(after.len() < before.len());
        }
    }
    assert!(fewer > 20, "the protection must have mattered");
}
