//! A scan finds everything that was made: right kind, right id, with tags, age, owner and a price or an honest "unknown".

use crate::moto::Moto;
use crate::rig::{PERSON, REGION, looking};
use crate::zoo::Animal;
use std::collections::BTreeMap;
use sundown_cleanup_engine::ask::{Answer, Query};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::drive::Read as _;
use sundown_cleanup_engine::found::{Fact, Price};
use sundown_cleanup_engine::survey::{GLOBAL, Survey};

/// Facts that AWS tells and moto does not.
const UNTOLD: [(&str, &str); 5] = [
    ("ecs:service", "created"),
    ("ecs:task", "created"),
    // It knows the tags of environments only.
    ("elasticbeanstalk:application", "tags"),
    ("elasticbeanstalk:application", "owners"),
    ("elasticbeanstalk:application", "created"),
];

pub(crate) fn everything_is_found(animals: &[Animal], survey: &Survey) {
    let mut wrong: Vec<String> = survey.not_scanned().map(|gap| format!("not scanned: {gap:?}")).collect();
    for animal in animals {
        wrong.extend(faults_of(animal, survey).into_iter().map(|what| format!("{}: {what}", animal.key())));
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
    tell_prices(survey);
}

/// Asked without the proxy, moto does not answer for two services that it does not implement: that is "not scanned".
pub(crate) fn what_moto_does_not_know_is_not_scanned(moto: &Moto) {
    let mut world = looking(&format!("http://127.0.0.1:{}", moto.port));
    for (region, kind) in [(REGION, "apprunner:service"), (GLOBAL, "globalaccelerator:accelerator")] {
        let kind = Kind::parse(kind).unwrap();
        let (_, answer) = world.read(&Query::List { region: region.into(), kind, token: None });
        assert!(matches!(answer, Answer::Failed(_)), "{answer:?}");
    }
}

fn faults_of(animal: &Animal, survey: &Survey) -> Vec<String> {
    let Some(found) = survey.found.get(&animal.key()) else {
        return vec![format!("not found ({})", animal.role)];
    };
    let mut faults = Vec::new();
    let told = |what: &str| !UNTOLD.contains(&(animal.kind.name(), what));
    match &found.tags {
        Fact::Unknown if told("tags") => faults.push("tags unknown".to_owned()),
        Fact::Unknown => {}
        Fact::Known(tags) => {
            let has = |key: &str, value: &str| tags.get(key).is_some_and(|found| found == value);
            let right = match &*animal.role {
                "leftover" | "held" => has("owner", PERSON) && tags.contains_key("expires-at"),
                "kept" => has("owner", PERSON) && tags.contains_key("keep"),
                "other" => has("owner", "lee") || animal.kind.name() == "ec2:image",
                _ => !tags.contains_key("owner"),
            };
            if !right {
                faults.push(format!("{}, and its tags are {tags:?}", animal.role));
            }
        }
    }
    match &found.created {
        Fact::Known(None) if animal.kind.row().created.is_some() && told("created") => {
            faults.push("no age".to_owned());
        }
        Fact::Unknown if told("created") => faults.push("age unknown".to_owned()),
        _ => {}
    }
    for (what, unknown) in [
        ("locked", found.locked == Fact::Unknown),
        ("managed", found.managed_by == Fact::Unknown),
        ("owners", found.owners == Fact::Unknown),
        ("uses", found.uses == Fact::Unknown),
        ("account", found.account == Fact::Unknown),
    ] {
        if unknown && told(what) {
            faults.push(format!("{what} unknown"));
        }
    }
    if found.is_default != (animal.role == "default") && animal.kind.name() == "ec2:vpc" {
        faults.push("default or not?".to_owned());
    }
    faults
}

fn tell_prices(survey: &Survey) {
    let mut kinds: BTreeMap<Kind, (u64, u64)> = BTreeMap::new();
    for found in survey.found.values() {
        let (known, unknown) = kinds.entry(found.key.kind).or_default();
        *(if found.price == Price::Unknown { unknown } else { known }) += 1;
    }
    let priced = kinds.values().filter(|(known, _)| *known > 0).count();
    let silent: Vec<&str> =
        kinds.iter().filter(|(_, (known, _))| *known == 0).map(|(kind, _)| kind.name()).collect();
    println!(
        "{} found of {} types; {priced} types have a price, unknown: {silent:?}",
        survey.found.len(),
        kinds.len()
    );
    assert!(priced >= 25, "{kinds:?}");
}
