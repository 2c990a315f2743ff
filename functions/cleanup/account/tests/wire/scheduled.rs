//! The schedule: it marks and tells people, waits a day, looks again, and only then deletes what it told them about.

use crate::moto::Moto;
use crate::rig::Rig;
use crate::zoo::{Animal, Seen, left, policy};
use std::collections::BTreeSet;
use sundown_cleanup_engine::found::Key;

/// The rest is left for a person.
const KINDS: [&str; 10] = [
    "s3:bucket",
    "dynamodb:table",
    "sns:topic",
    "events:rule",
    "cloudwatch:alarm",
    "scheduler:schedule",
    "kinesis:stream",
    "ec2:volume",
    "secretsmanager:secret",
    "cloudformation:stack",
];

pub(crate) fn notice_then_grace_then_deletion(moto: &Moto, url: &str, animals: &[Animal], before: &Seen) {
    let policy = policy(&format!("types = {KINDS:?}"));
    let mut rig = Rig::with_history(url, 20);
    let expected: BTreeSet<Key> = animals
        .iter()
        .filter(|animal| animal.role == "leftover" && KINDS.contains(&animal.kind.name()))
        .map(Animal::key)
        .collect();
    let first = rig.schedule(&policy);
    assert_eq!(first.halted, None);
    assert!(first.outcomes.is_empty(), "nothing is deleted without notice: {:?}", first.outcomes);
    let noticed: BTreeSet<Key> = rig.notices[0].marked.iter().map(|(key, _)| key.clone()).collect();
    assert!(expected.is_subset(&noticed), "not in the notice: {:?}", expected.difference(&noticed).collect::<Vec<_>>());
    rig.pass(23);
    let early = rig.schedule(&policy);
    assert_eq!((early.halted, early.outcomes.len()), (None, 0), "nothing is deleted before its day");
    assert_eq!(&left(moto), before, "until now nothing changed at all");
    rig.pass(2);
    let due = rig.schedule(&policy);
    assert_eq!(due.halted, None);
    let after = left(moto);
    let stay: Vec<&Key> = expected.iter().filter(|key| after.contains_key(key)).collect();
    assert!(stay.is_empty(), "due and still there: {stay:?}\n{:?}", due.outcomes);
    let parts: BTreeSet<Key> =
        animals.iter().filter(|animal| animal.role == "part").map(Animal::key).collect();
    let gone = before.keys().filter(|key| !after.contains_key(key));
    let wrong: Vec<&Key> = gone.filter(|key| !expected.contains(key) && !parts.contains(key)).collect();
    assert!(wrong.is_empty(), "nobody was told about {wrong:?}");
    println!("schedule: {} marked and noticed, deleted a day later", expected.len());
}
