//! Alarms on alarms, over ministack: they are found with their price, what watches goes before what it watches, and a
//! kept one keeps what it watches.

use crate::moto::Moto;
use crate::proxy::Proxy;
use crate::rig::{PERSON, Rig, looking};
use crate::zoo::{Animal, policy};
use sundown_cleanup_engine::bucket::Bucket;
use sundown_cleanup_engine::drive;
use sundown_cleanup_engine::found::{Key, Price};
use sundown_cleanup_engine::guard::Guards;

const NAMES: &str = "types = [\"cloudwatch:alarm\", \"cloudwatch:composite-alarm\"]";

#[test]
fn an_alarm_on_alarms_is_found_and_goes_first() {
    let mut ministack = Moto::ministack();
    let proxy = Proxy::before(ministack.port);
    let animals: Vec<Animal> = serde_json::from_value(ministack.zoo("alarms")).unwrap();
    let policy = policy(NAMES);
    let survey = drive::look(&mut looking(&proxy.url), &policy, Guards::all()).unwrap();
    for animal in &animals {
        let found = survey.found.get(&animal.key()).unwrap_or_else(|| panic!("not found: {animal:?}"));
        let cents = if animal.kind.name() == "cloudwatch:composite-alarm" { 50 } else { 10 };
        assert_eq!(found.price, Price::MicroUsdMonth(cents * 10_000), "{animal:?}");
    }
    let mut rig = Rig::of(&proxy.url);
    let survey = rig.look(&policy);
    let plan = rig.plan_of(PERSON, &policy, &survey);
    let planned: Vec<&Key> = plan.lines.iter().map(|line| &line.key).collect();
    let order: Vec<&str> = planned.iter().map(|key| &*key.id).collect();
    assert_eq!(order, ["pair", "pair (one)"], "what watches goes first, and nothing else may go");
    let report = rig.apply(PERSON, &policy, plan);
    assert!(report.outcomes.iter().all(|outcome| outcome.bucket == Bucket::Gone), "{:?}", report.outcomes);
    let left: Vec<String> = serde_json::from_value(ministack.zoo("alarms-left")).unwrap();
    assert_eq!(left, ["mine", "mine (one)", "watched", "watched (one)"]);
}
