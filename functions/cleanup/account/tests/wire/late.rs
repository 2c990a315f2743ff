//! While a plan is applied somebody begins to use what is still to go: it stays. And who could use a thing, but could not
//! be listed, protects it.

use crate::moto::Moto;
use crate::proxy::{Fault, Proxy};
use crate::rig::{PERSON, Rig};
use crate::zoo::{Animal, left, policy};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use sundown_cleanup_engine::bucket::{Bucket, Skip};
use sundown_cleanup_engine::found::Key;

#[test]
fn what_is_called_since_the_run_began_stays() {
    let moto = Arc::new(Mutex::new(Moto::start()));
    let proxy = Proxy::before(moto.lock().unwrap().port);
    let animals: Vec<Animal> = serde_json::from_value(moto.lock().unwrap().zoo("callees")).unwrap();
    let mut rig = Rig::of(&proxy.url);
    let policy = policy("");
    let survey = rig.look(&policy);
    let plan = rig.plan_of(PERSON, &policy, &survey);
    let planned: BTreeSet<Key> = plan.lines.iter().map(|line| line.key.clone()).collect();
    assert_eq!(planned, animals.iter().map(Animal::key).collect());
    // The function goes first; then a rule begins to call the other two.
    // The proxy outlives the test: it must not keep the emulator alive.
    let (there, once) = (Arc::downgrade(&moto), Mutex::new(true));
    proxy.script(move |call| {
        if call.is("lambda.DeleteFunction") && std::mem::take(&mut *once.lock().unwrap()) {
            there.upgrade().unwrap().lock().unwrap().zoo("call");
        }
        None
    });
    let report = rig.apply(PERSON, &policy, plan);
    let mut stayed = 0;
    for outcome in report.outcomes.iter().filter(|outcome| outcome.key.kind.name() != "lambda:function") {
        println!("{}: {}", outcome.key, outcome.bucket.text().en);
        match &outcome.bucket {
            Bucket::Skipped(Skip::UsedBy(by)) => assert_eq!(by.kind.name(), "events:rule"),
            bucket => panic!("{} is called, and it is {bucket:?}", outcome.key),
        }
        stayed += 1;
    }
    let after = left(&mut moto.lock().unwrap());
    let kinds: BTreeSet<&str> = after.keys().map(|key| key.kind.name()).collect();
    assert!(stayed == 2 && kinds.contains("sqs:queue") && kinds.contains("sns:topic"), "{kinds:?}");
}

#[test]
fn who_may_call_it_and_could_not_be_listed_protects_it() {
    let mut moto = Moto::start();
    let proxy = Proxy::before(moto.port);
    moto.zoo("callees");
    let mut rig = Rig::of(&proxy.url);
    let policy = policy("");
    for caller in ["events.ListRules", "scheduler.ListSchedules"] {
        proxy.script(move |call| call.is(caller).then_some(Fault::Says(400, "AccessDeniedException")));
        let survey = rig.look(&policy);
        let plan = rig.plan_of(PERSON, &policy, &survey);
        assert_eq!(
            plan.lines.iter().map(|line| &line.key).collect::<Vec<_>>(),
            Vec::<&Key>::new(),
            "{caller}"
        );
    }
    proxy.heal();
    let survey = rig.look(&policy);
    assert_eq!(rig.plan_of(PERSON, &policy, &survey).lines.len(), 3, "the rig itself is right");
}
