//! The program is killed at every change it makes, one after the other, before the change had its effect or after, and
//! started again each time: it ends where it would have ended, does nothing twice, and leaves no lock open.

use crate::locks::{last_snapshots, leftovers, locks, make, opening};
use crate::moto::Moto;
use crate::proxy::{Call, Fault, Proxy, When};
use crate::rig::{PERSON, Rig};
use crate::zoo::{left, untouched};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use sundown_cleanup_account::policy::changing;

/// Changes that were sent, by the bytes they were sent with: how often each had its effect.
type Effects = Arc<Mutex<BTreeMap<String, u32>>>;

#[test]
fn killed_at_every_change_and_started_again_it_ends_where_it_would_have() {
    let mut moto = Moto::start();
    let proxy = Proxy::before(moto.port);
    let animals = make(&mut moto);
    let (before, locked) = (left(&mut moto), locks(&mut moto, &animals));
    let mut rig = Rig::mortal(&proxy);
    let policy = opening();
    let survey = rig.look(&policy);
    let plan = rig.plan_of(PERSON, &policy, &survey);
    let effects = kill_at_each_change(&proxy);
    let mut kills = 0;
    let report = loop {
        match rig.survived(&proxy.url, |rig| rig.apply(PERSON, &policy, plan.clone())) {
            Some(report) => break report,
            None => kills += 1,
        }
        assert!(kills < 200, "it never ends");
    };
    proxy.heal();
    assert_eq!((report.halted.clone(), report.unrestored.clone()), (None, Vec::new()));
    let effects = effects.lock().unwrap();
    println!("{kills} kills at {} different changes; {} lines planned", effects.len(), plan.lines.len());
    assert!(kills >= 12 && kills == effects.len());
    let twice: Vec<&String> = effects
        .iter()
        .filter(|(call, times)| **times > 1 && (call.contains("Delete") || call.contains("Terminate")))
        .map(|(call, _)| call)
        .collect();
    assert!(twice.is_empty(), "deleted twice: {twice:?}");
    assert_eq!(last_snapshots(&mut moto), ["lock-leftover", "lock-leftover-cluster"]);
    untouched(&animals, &before, &left(&mut moto));
    let open = locks(&mut moto, &animals);
    assert!(open.iter().all(|(key, on)| locked[key] == *on), "a lock was left open: {open:?}");
    let mine = leftovers(&animals, &locked);
    let there: BTreeSet<_> = mine.iter().filter(|key| open.contains_key(key)).collect();
    // What stays locked was refused in each run, and after three of them nobody tries again.
    let blocked: BTreeSet<_> = report
        .outcomes
        .iter()
        .filter(|outcome| mine.contains(&outcome.key) && outcome.bucket.name() != "gone")
        .map(|outcome| &outcome.key)
        .collect();
    assert_eq!(there, blocked, "gone is all that could go");
}

/// Each change that is new kills the program once: every other one after it had its effect.
fn kill_at_each_change(proxy: &Proxy) -> Effects {
    let changes = changing();
    let effects = Effects::default();
    let counted = Arc::clone(&effects);
    proxy.script(move |call: &Call| {
        if !changes.contains(&call.operation) {
            return None;
        }
        let mut counted = counted.lock().unwrap();
        let number = counted.len();
        let times = counted.entry(format!("{} {}", call.operation.name, call.text)).or_insert(u32::MAX);
        if *times != u32::MAX {
            *times += 1;
            return None;
        }
        let when = if number % 2 == 0 { When::After } else { When::Before };
        *times = u32::from(when == When::After);
        Some(Fault::Dies(when))
    });
    effects
}
