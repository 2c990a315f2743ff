//! Five thousand stories of hostile clouds: nothing is deleted wrongly, nothing is hurt beside, everything that should go
//! goes when nothing is in the way. `cleanup-sim 1000000` tells a million.

use sundown_cleanup_sim::trial::tell_all;

#[test]
fn five_thousand_stories_without_a_wrong_deletion() {
    let tally = tell_all(0..5_000, None);
    println!("{tally}");
    assert_eq!(tally.violations.len(), 0, "{tally}");
    assert_eq!(tally.stories, 5_000);
    // The stories must be worth telling.
    assert!(tally.mean(tally.things) >= 4_000, "at least 40 resources on average");
    assert!(tally.mean(tally.kinds) >= 1_200, "of at least 12 types");
    assert!(tally.mean(tally.owners) >= 200, "of at least two owners");
    assert!(tally.mean(tally.fault_classes) >= 100, "with at least one fault class");
    assert!(tally.by_fault.len() == 24 && tally.by_fault.values().all(|times| *times > 100));
    assert!(
        tally.stories_that_deleted > 2_000 && tally.deleted > 20_000,
        "an engine that deletes nothing is no proof"
    );
    assert!(tally.live > 500, "stories without faults must have ended in three runs");
}

#[test]
fn the_oracle_knows_nothing_of_the_engine() {
    for page in [
        include_str!("../../src/spec.rs"),
        include_str!("../../src/spec/deletion.rs"),
        include_str!("../../src/spec/words.rs"),
        include_str!("../../src/thing.rs"),
    ] {
        assert!(!page.contains("sundown_cleanup_engine"));
    }
}
