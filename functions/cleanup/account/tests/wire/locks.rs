//! Protection against deletion is switched off only where the policy says so and only on what is planned. Where the
//! deletion is refused, it is put back exactly as it was. Databases leave one last snapshot, which no run takes away.

use crate::moto::Moto;
use crate::proxy::{Call, Fault, Proxy};
use crate::rig::{PERSON, Rig};
use crate::zoo::{Animal, key, policy, policy_that};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use sundown_cleanup_engine::ask::Op;
use sundown_cleanup_engine::bucket::{Block, Bucket};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::plan::Plan;
use sundown_cleanup_engine::policy::Policy;
use sundown_cleanup_engine::report::Report;

/// Opened by these before a deletion, and closed by the same ones after it was refused.
const OPENS_AND_CLOSES: [&str; 5] = [
    "ModifyDBInstance",
    "ModifyDBCluster",
    "ModifyInstanceAttribute",
    "UpdateTable",
    "ModifyLoadBalancerAttributes",
];

/// What boto3 says about the protections of each thing that can have some.
pub(crate) type Locks = BTreeMap<Key, Value>;

/// Machines that came with a group go with it; they have no locks of their own.
pub(crate) fn locks(moto: &mut Moto, animals: &[Animal]) -> Locks {
    let parts: BTreeSet<Key> =
        animals.iter().filter(|animal| animal.role == "part").map(Animal::key).collect();
    let told = moto.zoo("locks");
    let each = told.as_array().unwrap().iter().map(|one| {
        let kind = Kind::parse(one["kind"].as_str().unwrap()).unwrap();
        (key(kind, one["id"].as_str().unwrap()), one["locks"].clone())
    });
    each.filter(|(key, _)| !parts.contains(key)).collect()
}

pub(crate) fn make(moto: &mut Moto) -> Vec<Animal> {
    serde_json::from_value(moto.zoo("lock")).unwrap()
}

/// A policy that lets every lock be opened that this zoo has.
pub(crate) fn opening() -> Policy {
    let kinds = [
        "rds:db-instance",
        "rds:db-cluster",
        "ec2:instance",
        "autoscaling:group",
        "dynamodb:table",
        "elbv2:load-balancer",
    ];
    policy_that(&format!("unlock = {kinds:?}"), "")
}

/// The leftovers that have a lock of their own.
pub(crate) fn leftovers(animals: &[Animal], locks: &Locks) -> BTreeSet<Key> {
    let left = animals.iter().filter(|animal| animal.role == "leftover").map(Animal::key);
    left.filter(|key| locks.contains_key(key)).collect()
}

/// The databases of which this run took a last snapshot.
pub(crate) fn last_snapshots(moto: &mut Moto) -> Vec<String> {
    let taken: Vec<(String, String)> = serde_json::from_value(moto.zoo("snapshots")).unwrap();
    let ours = taken.into_iter().filter(|(_, name)| name.starts_with("sundown-final-"));
    let mut of: Vec<String> = ours.map(|(database, _)| database).collect();
    of.sort();
    of
}

#[test]
fn locks_are_opened_by_the_policy_alone_and_closed_again_where_the_deletion_fails() {
    let mut moto = Moto::start();
    let proxy = Proxy::before(moto.port);
    let animals = make(&mut moto);
    let before = locks(&mut moto, &animals);
    let mine = leftovers(&animals, &before);
    let mut rig = Rig::of(&proxy.url);
    let closed = policy("");
    let shut = planned(&mut rig, &closed);
    let locked: BTreeSet<&Key> = mine.iter().filter(|key| is_on(&before[*key])).collect();
    assert!(shut.lines.iter().all(|line| !locked.contains(&line.key)), "planned without the policy's word");
    let open = opening();
    let plan = planned(&mut rig, &open);
    let opened: BTreeSet<&Key> =
        plan.targets().filter(|line| line.steps.contains(&Op::Unlock)).map(|line| &line.key).collect();
    assert_eq!(opened, locked, "opened is what is locked and planned");
    proxy.take_seen();
    proxy.script(|call| is_deletion(call).then_some(Fault::Says(403, "AccessDenied")));
    let report = rig.apply(PERSON, &open, plan.clone());
    proxy.heal();
    assert_eq!((report.halted.clone(), report.unrestored.clone()), (None, Vec::new()));
    let after = locks(&mut moto, &animals);
    let otherwise: Vec<_> = before.iter().filter(|(key, on)| after.get(key) != Some(on)).collect();
    assert!(otherwise.is_empty(), "these locks were {otherwise:?}");
    refused(&report, &before);
    let calls: BTreeSet<String> = proxy.take_seen().into_iter().map(|call| call.name).collect();
    for call in OPENS_AND_CLOSES {
        assert!(calls.contains(call), "{call} in {calls:?}");
    }
    assert_eq!(last_snapshots(&mut moto), Vec::<String>::new());
    scaled_down(&mut moto);
    deleted(&mut moto, &mut rig, &animals, &before);
}

/// Each line ends as a refusal: by AWS, or by us where a lock could not be put back as it is.
fn refused(report: &Report, before: &Locks) {
    for outcome in report.outcomes.iter().filter(|outcome| before.contains_key(&outcome.key)) {
        let stays = before[&outcome.key]
            .as_object()
            .unwrap()
            .iter()
            .any(|(name, on)| matches!(&**name, "disableApiStop" | "new") && on == true);
        let wanted = if stays { Block::Locked } else { Block::Denied };
        assert_eq!(outcome.bucket, Bucket::Blocked(wanted), "{}", outcome.key);
    }
}

/// Before its deletion, the group that was planned was brought to nothing; no other was touched.
fn scaled_down(moto: &mut Moto) {
    let groups = moto.zoo("groups");
    for (name, size) in groups.as_object().unwrap() {
        let wanted = if name == "free-leftover" { [0, 0, 0, 0] } else { [1, 2, 2, 2] };
        assert_eq!(*size, serde_json::json!(wanted), "{name}");
    }
    assert_eq!(groups.as_object().unwrap().len(), 6);
}

/// Now AWS has nothing against it.
fn deleted(moto: &mut Moto, rig: &mut Rig, animals: &[Animal], before: &Locks) {
    let policy = opening();
    let plan = planned(rig, &policy);
    let report = rig.apply(PERSON, &policy, plan);
    assert_eq!((report.halted.clone(), report.unrestored.clone()), (None, Vec::new()));
    let after = locks(moto, animals);
    let gone: BTreeSet<Key> = before.keys().filter(|key| !after.contains_key(key)).cloned().collect();
    let stays = |key: &&Key| {
        report.outcomes.iter().any(|one| one.key == **key && one.bucket == Bucket::Blocked(Block::Locked))
    };
    let mine = leftovers(animals, before);
    assert_eq!(gone, mine.iter().filter(|key| !stays(key)).cloned().collect());
    assert!(after.iter().all(|(key, on)| before[key] == *on), "{after:?}");
    assert_eq!(last_snapshots(moto), ["lock-leftover", "lock-leftover-cluster"]);
    println!("{} of {} leftovers are gone, {} locks are as they were", gone.len(), mine.len(), after.len());
    let next = planned(rig, &policy);
    let ours: Vec<&Key> =
        next.lines.iter().map(|line| &line.key).filter(|key| key.id.contains("sundown-final-")).collect();
    assert!(ours.is_empty(), "the last copy of what was deleted is up for deletion: {ours:?}");
}

/// Ending of a resource, whatever its service calls it.
pub(crate) fn is_deletion(call: &Call) -> bool {
    let name = &*call.operation.name;
    name.starts_with("Delete") || name == "TerminateInstances"
}

fn is_on(locks: &Value) -> bool {
    locks.as_object().unwrap().values().any(|on| on == true || on == "true")
}

fn planned(rig: &mut Rig, policy: &Policy) -> Plan {
    let survey = rig.look(policy);
    rig.plan_of(PERSON, policy, &survey)
}
