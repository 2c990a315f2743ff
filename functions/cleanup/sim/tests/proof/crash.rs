//! Killed after any call and started again, a run ends where it would have ended without the kill.

use std::collections::BTreeSet;
use sundown_cleanup_sim::cloud::Cloud;
use sundown_cleanup_sim::rng::Rng;
use sundown_cleanup_sim::scene::{HOUR, Manner, Scene};
use sundown_cleanup_sim::spec::judge;
use sundown_cleanup_sim::stage::{After, Stage};
use sundown_cleanup_sim::story::{Instant, Story};
use sundown_cleanup_sim::thing::{Errand, Event, Id};

type Left = BTreeSet<(Id, u32)>;

/// Marks, waits, deletes with a kill after `kill` calls, starts again; what is left, and how long the killed run was.
fn left_after(seed: u64, kill: Option<u64>) -> Result<(Left, u64, Cloud), String> {
    let scene = Scene::with(Rng::new(seed), BTreeSet::new(), Some(Manner::Scheduled));
    let mut story = Story::begin(scene, None)?;
    story.schedule(Errand::Scheduled);
    story.pass(50 * HOUR);
    let before = story.cloud.calls;
    story.kill_at = kill.map(Instant::Call);
    story.schedule(Errand::Scheduled);
    let calls = story.cloud.calls - before;
    story.kill_at = None;
    for _ in 0..3 {
        story.pass(HOUR);
        story.schedule(Errand::Scheduled);
    }
    let violations = judge(&story.rules, &story.cloud.log, &story.cloud.things);
    assert_eq!(violations, [], "seed {seed}, killed after call {kill:?}");
    Ok((story.cloud.alive(), calls, story.cloud))
}

#[test]
fn a_kill_after_any_call_changes_nothing_in_the_end() {
    let mut kills = 0;
    for seed in [1, 3] {
        let (whole, calls, cloud) = left_after(seed, None).unwrap();
        let deletes =
            cloud.log.iter().any(|event| matches!(event, Event::Changed(change) if change.happened));
        if !deletes {
            continue;
        }
        for call in 1..=calls {
            let (left, ..) = left_after(seed, Some(call)).unwrap();
            let differs: Vec<_> = left.symmetric_difference(&whole).collect();
            assert!(differs.is_empty(), "seed {seed}, killed after call {call}: {differs:?}");
            kills += 1;
        }
    }
    println!("{kills} kills");
    assert!(kills > 300);
}

/// Half of a type may go by one plan. What is gone already must not make the rest look like more than that.
#[test]
fn a_plan_that_was_agreed_to_is_finished_after_a_kill() {
    let mut stage = Stage::new("tagged");
    stage.rules.cap_share = 50;
    let planned: Vec<Id> = (0..5).map(|_| stage.leftover("ec2:volume")).collect();
    let others: Vec<Id> = (0..5).map(|_| stage.plain("ec2:volume")).collect();
    let mut story = stage.begin(Manner::Attended).unwrap();
    let plan = story.show_plan("kim").unwrap();
    story.kill_at = Some(Instant::Change(1));
    story.apply("kim", &plan);
    story.kill_at = None;
    story.apply("kim", &plan);
    let after = After::of(story);
    assert_eq!(after.violations, []);
    assert!(planned.iter().all(|id| after.gone(*id)), "{}", after.words());
    assert!(!others.iter().any(|id| after.gone(*id)));
}
