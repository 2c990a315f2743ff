//! The same account cleaned by the plain session and by the functions: the same marks, the same plan with the same digest,
//! the same left afterwards.

use std::collections::BTreeSet;

use sundown_cleanup_engine::bucket::Bucket;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::session::Session;

use crate::simulated::Simulated;

const HOUR: i64 = 3_600;

/// The digest of what a run applied, as if both had made their plan in the same second.
fn digest(session: &Session) -> Option<String> {
    let mut plan = session.plan()?.clone();
    plan.made_at = Moment::from_seconds(0);
    Some(plan.digest().unwrap())
}

fn gone(session: &Session) -> usize {
    session.report().outcomes.iter().filter(|outcome| outcome.bucket == Bucket::Gone).count()
}

#[tokio::test]
async fn a_run_in_shards_plans_and_does_what_a_plain_run_does() {
    let (mut plans, mut deleted, mut since_baseline) = (0, 0, 0);
    for seed in 0..120 {
        let (mut plain, mut sharded) = (Simulated::of(seed), Simulated::of(seed));
        for round in 0..3 {
            let (one, other) = (plain.plain(), sharded.sharded(|_| true).await);
            assert_eq!(digest(&one), digest(&other), "seed {seed}, round {round}");
            assert_eq!(one.report().halted, other.report().halted, "seed {seed}, round {round}");
            plans += u32::from(one.plan().is_some());
            deleted += gone(&one);
            since_baseline += if plain.baseline.is_some() { gone(&one) } else { 0 };
            plain.pass(50 * HOUR);
            sharded.pass(50 * HOUR);
        }
        let alive = |world: &Simulated| -> BTreeSet<_> { world.cloud.lock().unwrap().alive() };
        assert_eq!(alive(&plain), alive(&sharded), "seed {seed}");
        let marks = |world: &Simulated| -> BTreeSet<_> {
            world.cloud.lock().unwrap().store.ledger.marks.keys().cloned().collect()
        };
        assert_eq!(marks(&plain), marks(&sharded), "seed {seed}");
    }
    let enough = plans > 30 && deleted > 100 && since_baseline > 10;
    assert!(
        enough,
        "{plans} plans, {deleted} deleted, {since_baseline} by a baseline: this compares too little"
    );
}

#[tokio::test]
async fn the_scan_is_not_repeated_and_what_was_deleted_is_looked_at_again() {
    let mut some = 0;
    for seed in 0..60 {
        let mut world = Simulated::of(seed);
        world.sharded(|_| true).await;
        assert_eq!(*world.lists.lock().unwrap(), 0, "nothing to verify, nothing to list");
        world.pass(50 * HOUR);
        let session = world.sharded(|_| true).await;
        some += u32::from(gone(&session) > 0 && *world.lists.lock().unwrap() > 0);
        assert!(gone(&session) == 0 || *world.lists.lock().unwrap() > 0);
    }
    assert!(some > 10, "{some} runs with something to verify");
}
