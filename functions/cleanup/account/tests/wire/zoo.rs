//! The zoo's animals, as boto3 tells them.

use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use sundown_cleanup_account::policy::{changing, reading};
use sundown_cleanup_account::row::Operation;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::drive;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::policy::Policy;
use sundown_cleanup_engine::survey::GLOBAL;

use crate::moto::Moto;
use crate::proxy::Proxy;
use crate::rig::{ACCOUNT, REGION, Rig, looking};
use crate::{attended, faults, look, scheduled};

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Animal {
    pub(crate) kind: Kind,
    pub(crate) id: String,
    pub(crate) role: String,
}

impl Animal {
    pub(crate) fn key(&self) -> Key {
        key(self.kind, &self.id)
    }
}

/// Types that moto does not serve, and what is missing there. All others are in the zoo.
const NOT_IN_THE_ZOO: [(&str, &str); 5] = [
    ("cloudwatch:composite-alarm", "moto can't make one; ministack can: see `alarms.rs`"),
    ("apprunner:service", "neither moto nor ministack has the service"),
    ("globalaccelerator:accelerator", "neither moto nor ministack has the service"),
    (
        "elasticbeanstalk:environment",
        "moto gives environments no id and can't terminate them; ministack has no such service",
    ),
    (
        "rds:automated-backup",
        "moto gives backups no resource id and can't delete them; ministack does not know them",
    ),
];

/// What boto3 sees now: each thing, and a fingerprint of how it is.
pub(crate) type Seen = BTreeMap<Key, String>;

pub(crate) fn make(moto: &mut Moto) -> Vec<Animal> {
    let animals: Vec<Animal> = serde_json::from_value(moto.zoo("make")).unwrap();
    let kinds: BTreeSet<Kind> = animals.iter().map(|animal| animal.kind).collect();
    println!("{} things of {} types", animals.len(), kinds.len());
    let missing: Vec<&str> = Kind::all().filter(|kind| !kinds.contains(kind)).map(Kind::name).collect();
    let mut told = NOT_IN_THE_ZOO.map(|(kind, _)| kind);
    told.sort_unstable();
    assert_eq!(missing, told, "what is not in the zoo");
    animals
}

pub(crate) fn left(moto: &mut Moto) -> Seen {
    let text = |thing: &Value, member: &str| thing[member].as_str().unwrap().to_owned();
    let things = moto.zoo("left");
    let things = things.as_array().unwrap().iter();
    let seen = things.map(|thing| {
        (key(Kind::parse(thing["kind"].as_str().unwrap()).unwrap(), &text(thing, "id")), text(thing, "is"))
    });
    seen.collect()
}

/// Whoever made it: what nobody may touch is there, and is as it was.
pub(crate) fn untouched(animals: &[Animal], before: &Seen, after: &Seen) {
    let sacred = ["kept", "other", "default", "held", "beside"];
    let mut count = 0;
    for animal in animals.iter().filter(|animal| sacred.contains(&&*animal.role)) {
        let key = animal.key();
        assert!(before.contains_key(&key), "boto3 did not see {animal:?}");
        assert_eq!(before.get(&key), after.get(&key), "touched: {animal:?}");
        count += 1;
    }
    // Network cards and disks that machines bring along are in nobody's list; they go with the machine.
    let listed: BTreeSet<Key> = animals.iter().map(Animal::key).collect();
    let brought = |key: &Key| matches!(key.kind.name(), "ec2:network-interface" | "ec2:volume");
    let gone = before.keys().filter(|key| !after.contains_key(key) && !listed.contains(key));
    let wrong: Vec<&Key> = gone.filter(|key| !brought(key)).collect();
    assert!(wrong.is_empty(), "gone, and nobody made it for that: {wrong:?}");
    println!("{count} things of others, kept, held and default ones are as they were");
}

/// A policy for the lab's tag in this account; `select` is added to its table.
pub(crate) fn policy(select: &str) -> Policy {
    policy_that("", select)
}

/// The same, with something more at its top.
pub(crate) fn policy_that(also: &str, select: &str) -> Policy {
    let text = format!(
        "version = 1\nmode = \"tagged\"\nregions = [\"{REGION}\", \"{GLOBAL}\"]\ngrace_hours = 24\n{also}\n\
         [account]\nallow = [\"{ACCOUNT}\"]\n[select]\nlab_values = [\"todo-2026\"]\n{select}\n\
         [caps]\nitems = 1000\nusd_month = 1000000\nshare_percent = 100\n"
    );
    Policy::read(&text, Guards::all()).unwrap()
}

pub(crate) fn key(kind: Kind, id: &str) -> Key {
    Key::new(if kind.row().global { GLOBAL } else { REGION }, kind, id)
}

#[test]
fn what_is_left_over_goes_and_nothing_else() {
    let mut moto = Moto::start();
    let proxy = Proxy::before(moto.port);
    let animals = make(&mut moto);
    let before = left(&mut moto);
    look::what_moto_does_not_know_is_not_scanned(&moto);
    let mut rig = Rig::of(&proxy.url);
    let started = Instant::now();
    let survey = drive::look(&mut looking(&proxy.url), &policy(""), Guards::all()).unwrap();
    let calls = proxy.take_seen();
    println!("a scan: {} calls, {:.1} s", calls.len(), started.elapsed().as_secs_f64());
    only(&calls, &reading());
    look::everything_is_found(&animals, &survey);
    let lap = |what: &str| println!("{what}: {:.1} s", started.elapsed().as_secs_f64());
    scheduled::notice_then_grace_then_deletion(&mut moto, &proxy.url, &animals, &before);
    lap("scheduled");
    let survey = rig.look(&policy(""));
    faults::nothing_wrong_is_deleted(&proxy, &mut rig, &survey);
    lap("under faults");
    let last = attended::clear_away(&mut moto, &mut rig);
    lap("attended");
    let after = left(&mut moto);
    untouched(&animals, &before, &after);
    attended::said_why(&animals, &after.into_keys().collect(), &last);
    let calls = proxy.take_seen();
    println!("{} calls in all runs", calls.len());
    only(&calls, &reading().into_iter().chain(changing()).collect());
}

/// Every call is one that the roles of the template allow.
fn only(calls: &[Operation], allowed: &BTreeSet<Operation>) {
    let wrong: BTreeSet<String> = calls
        .iter()
        .filter(|call| !allowed.contains(call))
        .map(|call| format!("{}.{}", call.service, call.name))
        .collect();
    assert!(wrong.is_empty(), "not in the policy: {wrong:?}");
}

fn one_kept_thing() -> (Vec<Animal>, Seen) {
    let animal = Animal { kind: Kind::STACK, id: "one".to_owned(), role: "kept".to_owned() };
    let seen = Seen::from([(animal.key(), "as it was".to_owned())]);
    (vec![animal], seen)
}

#[test]
#[should_panic(expected = "touched")]
fn a_kept_thing_that_is_gone_is_noticed() {
    let (animals, before) = one_kept_thing();
    untouched(&animals, &before, &Seen::new());
}

#[test]
#[should_panic(expected = "touched")]
fn a_kept_thing_that_was_changed_is_noticed() {
    let (animals, before) = one_kept_thing();
    let after = before.keys().map(|key| (key.clone(), "otherwise".to_owned())).collect();
    untouched(&animals, &before, &after);
}

#[test]
#[should_panic(expected = "nobody made it")]
fn what_nobody_listed_and_is_gone_is_noticed() {
    let (animals, mut before) = one_kept_thing();
    let after = before.clone();
    before.insert(key(Kind::STACK, "two"), "as it was".to_owned());
    untouched(&animals, &before, &after);
}
