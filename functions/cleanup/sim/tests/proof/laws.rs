//! What may never enlarge the set of deleted things: the size of pages, one more protection, one more kept resource.

use std::collections::BTreeSet;
use sundown_cleanup_sim::rng::Rng;
use sundown_cleanup_sim::scene::{HOUR, Manner, Scene};
use sundown_cleanup_sim::story::Story;
use sundown_cleanup_sim::thing::{Errand, Event, Id};

fn deleted(seed: u64, change: impl FnOnce(&mut Scene)) -> Result<BTreeSet<Id>, String> {
    let mut scene = Scene::with(Rng::new(seed), BTreeSet::new(), Some(Manner::Scheduled));
    change(&mut scene);
    let mut story = Story::begin(scene, None)?;
    story.schedule(Errand::Scheduled);
    story.pass(50 * HOUR);
    story.schedule(Errand::Scheduled);
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
