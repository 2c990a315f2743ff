//! An apply that is stopped after any call, and given again, ends like one that was not stopped: what was planned is gone,
//! what is protected is there, and nothing was deleted twice.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use leftovers::account::now;
use leftovers::apply::work::{Time as _, Work};
use sundown_cleanup_engine::ask::Recorded;
use sundown_cleanup_engine::bucket::Bucket;
use sundown_cleanup_engine::consent::Typed;
use sundown_cleanup_engine::drive::Keep;
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::moment::Seconds;
use sundown_cleanup_engine::plan::Plan;
use sundown_cleanup_engine::session::{Purpose, Session};
use sundown_cleanup_sim::cloud::ALIAS;
use sundown_cleanup_sim::stage::Stage;
use sundown_cleanup_sim::thing::{Event, Id};
use sundown_cleanup_state::{FileKeep, Folder};
use sundown_engine::text::Lang;

use crate::stage::{Alarm, Seen, seen};

/// Counts writing as a call too: being stopped between an announcement and its change is a case of its own.
struct Counted(FileKeep, Alarm);

impl Keep for Counted {
    fn lease(&mut self) -> Option<Ledger> {
        self.0.lease()
    }

    fn record(&mut self, entry: &Entry) -> Recorded {
        self.1.count();
        self.0.record(entry)
    }
}

/// kim's stack with an instance in it that is protected from deletion, a balancer and its group, a bucket; lee's gateway.
fn stage() -> (Stage, Vec<Id>) {
    let mut stage = Stage::new("tagged");
    stage.rules.unlock = BTreeSet::from(["rds:db-instance"]);
    let stack = stage.leftover("cloudformation:stack");
    let instance = stage.leftover("ec2:instance");
    stage.owns(stack, instance);
    let database = stage.leftover("rds:db-instance");
    stage.set(database, |thing| thing.locked = true);
    let group = stage.leftover("ec2:security-group");
    stage.uses(database, group);
    let volume = stage.plain("ec2:volume");
    let kept = stage.leftover("s3:bucket");
    stage.tag(kept, "keep", "");
    (stage, vec![volume, kept])
}

fn apply(seen: &Seen, plan: &Plan, folder: &Folder, stop_at: Option<u64>) -> (bool, Session) {
    let digest = plan.digest().unwrap();
    let typed = Typed { alias: ALIAS.into(), digest: digest[..8].to_owned(), person: "kim".into() };
    let purpose = Purpose::Attended { plan: Box::new(plan.clone()), typed };
    let mut world = seen.world.clone();
    let alarm = world.alarm.clone();
    alarm.set(stop_at);
    let deadline = world.now().plus(Seconds(4 * 3_600));
    let mut session = Session::new(purpose, &seen.policy, None, deadline, Guards::all());
    let mut keep = Counted(folder.keep(&plan.account, now).unwrap(), alarm.clone());
    let time = world.clone();
    let mut said = Vec::new();
    let mut tell = |text: String| said.push(text);
    let stop = std::sync::Arc::clone(&alarm.stop);
    let mut work = Work {
        world: &mut world,
        keep: &mut keep,
        time: &time,
        stop: &stop,
        tell: &mut tell,
        lang: Lang::En,
        sent: 0,
    };
    let finished = work.run(&mut session);
    let sent = work.sent;
    assert_eq!(said.iter().filter(|line| !line.starts_with("waiting")).count(), sent, "each change is told");
    (finished, session)
}

fn deletions(seen: &Seen) -> Vec<Id> {
    let cloud = seen.world.cloud.borrow();
    let changes = cloud.log.iter().filter_map(|event| match event {
        Event::Changed(change) if change.verb == "delete" && change.happened => Some(change.target.id),
        _ => None,
    });
    changes.collect()
}

#[test]
fn stopped_anywhere_it_goes_on_to_the_same_end() {
    let (whole, _) = stage();
    let whole = seen(whole);
    let plan = whole.plan("kim");
    assert!(plan.lines.len() >= 4, "{plan:?}");
    let temporary = tempfile::tempdir().unwrap();
    let (finished, session) = apply(&whole, &plan, &Folder::new(temporary.path().join("whole")), None);
    assert!(finished && session.report().outcomes.iter().all(|outcome| outcome.bucket == Bucket::Gone));
    let calls = whole.world.alarm.calls();
    let expected = whole.world.cloud.borrow().alive();
    assert!(calls > 100);

    for at in 1..calls {
        let (stage, kept) = stage();
        let seen = seen(stage);
        let plan = seen.plan("kim");
        let folder = Folder::new(temporary.path().join(at.to_string()));
        let (finished, _) = apply(&seen, &plan, &folder, Some(at));
        assert!(!finished, "stopped at {at}");
        let done = |bucket: &Bucket| matches!(bucket, Bucket::Gone | Bucket::Vanished);
        let (finished, session) = apply(&seen, &plan, &folder, None);
        let report = session.report();
        assert!(finished && report.halted.is_none(), "{at}: {:?}", report.halted);
        assert!(report.outcomes.iter().all(|outcome| done(&outcome.bucket)), "{at}: {:?}", report.outcomes);
        assert_eq!(report.outcomes.len(), plan.lines.len(), "{at}");
        assert!(report.unrestored.is_empty(), "{at}");
        let cloud = seen.world.cloud.borrow();
        assert_eq!(cloud.alive(), expected, "{at}");
        assert!(kept.iter().all(|id| cloud.things.contains_key(id)), "{at}");
        drop(cloud);
        let deleted = deletions(&seen);
        assert_eq!(deleted.len(), deleted.iter().collect::<BTreeSet<_>>().len(), "{at}: {deleted:?}");
    }
}

#[test]
fn a_stop_before_the_first_call_does_nothing() {
    let (stage, _) = stage();
    let seen = seen(stage);
    let plan = seen.plan("kim");
    let temporary = tempfile::tempdir().unwrap();
    seen.world.alarm.stop.store(true, Ordering::SeqCst);
    let (finished, _) = apply(&seen, &plan, &Folder::new(temporary.path().to_owned()), Some(1));
    assert!(!finished);
    assert!(deletions(&seen).is_empty());
}
