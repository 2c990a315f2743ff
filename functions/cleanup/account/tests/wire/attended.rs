//! A person clears away what is hers, seeing a plan and typing its digest.

use crate::moto::Moto;
use crate::rig::{PERSON, Rig};
use crate::zoo::{Animal, policy};
use std::collections::BTreeSet;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::report::Report;

/// Nobody can read the tags of an application in moto, and what has no tags is nobody's.
const STAYS_IN_MOTO: [&str; 1] = ["elasticbeanstalk:application"];

/// At most three runs; the last one's report.
pub(crate) fn clear_away(moto: &Moto, rig: &mut Rig) -> Report {
    let policy = policy("");
    let mut last = None;
    for run in 1..=3 {
        moto.zoo(&["settle"]);
        let survey = rig.look(&policy);
        let plan = rig.plan_of(PERSON, &policy, &survey);
        if plan.lines.is_empty() {
            break;
        }
        let planned = plan.lines.len();
        let report = rig.apply(PERSON, &policy, plan);
        assert_eq!(report.halted, None);
        assert_eq!(report.outcomes.len(), planned, "every line of the plan has one outcome");
        let mut counts = std::collections::BTreeMap::<&str, usize>::new();
        for outcome in &report.outcomes {
            *counts.entry(outcome.bucket.name()).or_default() += 1;
        }
        println!("run {}: planned {planned}, {counts:?}", run);
        for outcome in report.outcomes.iter().filter(|outcome| outcome.bucket.name() != "gone") {
            println!("  {} {}", outcome.key, outcome.bucket.text().en);
        }
        last = Some(report);
        rig.pass(1);
    }
    last.unwrap()
}

/// Nothing stays but what has to, and the report says why.
pub(crate) fn said_why(animals: &[Animal], left: &BTreeSet<Key>, last: &Report) {
    let mut wrong = Vec::new();
    for animal in animals.iter().filter(|animal| left.contains(&animal.key())) {
        let key = animal.key();
        let finding = last.findings.iter().find(|finding| finding.key == key);
        let must_go = matches!(&*animal.role, "leftover" | "part");
        if must_go && key.kind.row().report_only.is_none() && !STAYS_IN_MOTO.contains(&key.kind.name()) {
            let outcome = last.outcomes.iter().find(|outcome| outcome.key == key);
            wrong.push(format!("still there: {key} {outcome:?} {finding:?}"));
        }
        match finding {
            Some(finding) if animal.role == "leftover" || animal.role == "held" => {
                println!("stays: {key}: {}", finding.reason.text().en);
            }
            Some(_) => {}
            None => wrong.push(format!("left without a word: {key}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
