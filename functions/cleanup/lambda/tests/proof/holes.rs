//! Shards that are missing: their types are reported as not scanned, nothing is concluded from their absence, nothing
//! that depends on them is deleted.

use std::collections::BTreeSet;

use sundown_cleanup::shard::{Group, Shard};

use crate::simulated::Simulated;

#[tokio::test]
async fn a_missing_shard_is_not_scanned_and_never_clean() {
    for seed in 0..40 {
        let mut world = Simulated::of(seed);
        let session = world.sharded(|shard| shard.group != Group::Data).await;
        let report = session.report();
        assert!(!report.clean, "seed {seed}");
        if report.halted.is_some() && report.account.is_none() {
            continue;
        }
        let missing: BTreeSet<_> =
            report.not_scanned.iter().map(|gap| (gap.region.clone(), gap.kind)).collect();
        let regions: BTreeSet<&str> = missing.iter().map(|(region, _)| region.as_str()).collect();
        assert!(!regions.is_empty(), "seed {seed}");
        for region in regions {
            let shard = Shard { region: region.to_owned(), group: Group::Data };
            assert!(shard.kinds().all(|kind| missing.contains(&(region.to_owned(), kind))), "seed {seed}");
        }
    }
}

#[tokio::test]
async fn without_any_shard_nothing_is_marked_and_nothing_changes() {
    for seed in 0..40 {
        let mut world = Simulated::of(seed);
        world.sharded(|_| true).await;
        let before = left(&world);
        world.pass(50 * 3_600);
        let session = world.sharded(|_| false).await;
        assert!(session.plan().is_none(), "seed {seed}");
        assert_eq!(before, left(&world), "seed {seed}");
    }
}

/// What there is, and what is marked.
fn left(world: &Simulated) -> impl PartialEq + std::fmt::Debug + use<> {
    let cloud = world.cloud.lock().unwrap();
    (cloud.alive(), cloud.store.ledger.marks.clone())
}
