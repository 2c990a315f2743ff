//! A person clears away what is hers, seeing a plan and typing its digest.

use crate::rig::{PERSON, Rig};
use crate::zoo::{Animal, policy};
use std::collections::BTreeSet;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::report::Report;

/// At most three runs; what each of them did.
pub(crate) fn clear_away(rig: &mut Rig) -> Vec<Report> {
    let policy = policy("");
    let mut reports = Vec::new();
    for _ in 0..3 {
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
        println!("run {}: planned {planned}, {counts:?}", reports.len() + 1);
        for outcome in report.outcomes.iter().filter(|outcome| outcome.bucket.name() != "gone") {
            println!("  {} {}", outcome.key, outcome.bucket.text().en);
        }
        reports.push(report);
        rig.pass(1);
    }
    reports
}

/// What may stay of the leftovers: for each a reason that the report gives.
pub(crate) fn said_why(animals: &[Animal], left: &BTreeSet<Key>, last: &Report) {
    let mut silent = Vec::new();
    for animal in animals.iter().filter(|animal| animal.role == "leftover" && left.contains(&animal.key())) {
        let key = animal.key();
        let finding = last.findings.iter().find(|finding| finding.key == key);
        let outcome = last.outcomes.iter().find(|outcome| outcome.key == key);
        match (finding, outcome) {
            (_, Some(outcome)) => println!("stays: {key}: {}", outcome.bucket.text().en),
            (Some(finding), None) => println!("stays: {key}: {}", finding.reason.text().en),
            (None, None) => silent.push(key),
        }
    }
    assert!(silent.is_empty(), "left without a word: {silent:?}");
}
