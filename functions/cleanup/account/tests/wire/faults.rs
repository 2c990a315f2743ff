//! What goes wrong between here and AWS must never become a wrong deletion, nor a "nothing there".

use crate::proxy::{Call, Fault, Proxy};
use crate::rig::{PERSON, Rig};
use crate::zoo::policy;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::bucket::{Block, Bucket, Defer};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::{Fact, Key};
use sundown_cleanup_engine::survey::Survey;

/// Listings that fail, how, and how that must be told.
const LISTINGS: [(&str, Fault, &str, Failure); 5] = [
    ("logs.DescribeLogGroups", Fault::Says(400, "ThrottlingException"), "logs:log-group", Failure::Throttled),
    ("redshift.DescribeClusters", Fault::Says(503, "ServiceUnavailable"), "redshift:cluster", Failure::Server),
    ("sagemaker.ListNotebookInstances", Fault::Says(400, "AccessDeniedException"), "sagemaker:notebook-instance", Failure::Denied),
    ("ec2.DescribeVpnConnections", Fault::Cut, "ec2:vpn-connection", Failure::TimedOut),
    ("apigateway.GetRestApis", Fault::Says(403, "OptInRequired"), "apigateway:rest-api", Failure::NotAvailable),
];
/// Tags that nobody may read.
const TAGS: [(&str, &str); 2] = [("ecr.ListTagsForResource", "ecr:repository"), ("opensearch.ListTags", "opensearch:domain")];

/// One run of a person under all of these at once.
pub(crate) fn nothing_wrong_is_deleted(proxy: &Proxy, rig: &mut Rig, healthy: &Survey) {
    let policy = policy("");
    let may = rig.plan_of(PERSON, &policy, healthy);
    let may: BTreeSet<Key> = may.lines.into_iter().map(|line| line.key).collect();
    let throttled = AtomicUsize::new(0);
    proxy.script(move |call| looking(call).or_else(|| changing(call, &throttled)));
    let survey = rig.look(&policy);
    told_honestly(&survey, healthy);
    let plan = rig.plan_of(PERSON, &policy, &survey);
    for line in &plan.lines {
        assert!(may.contains(&line.key), "a fault made a candidate of {}", line.key);
        assert!(!blind().contains(&line.key.kind), "planned unseen: {}", line.key);
    }
    let report = rig.apply(PERSON, &policy, plan);
    proxy.heal();
    assert_eq!(report.halted, None);
    assert!(!report.clean, "a scan with gaps is not clean");
    let said: BTreeSet<Kind> = report.not_scanned.iter().map(|gap| gap.kind).collect();
    assert!(LISTINGS.iter().all(|(_, _, kind, _)| said.contains(&Kind::parse(kind).unwrap())), "{said:?}");
    let of = |kind: &str| {
        let mut outcomes = report.outcomes.iter().filter(|outcome| outcome.key.kind.name() == kind);
        outcomes.next().unwrap_or_else(|| panic!("{kind} was not planned")).bucket.clone()
    };
    assert_eq!(of("elbv2:target-group"), Bucket::Blocked(Block::Denied));
    
    assert!(matches!(of("cloudfront:distribution"), Bucket::Deferred(Defer::Failed(_))), "{:?}", of("cloudfront:distribution"));
    assert_eq!(of("eks:fargate-profile"), Bucket::Gone, "it went, though nobody heard the answer");
    assert_eq!(of("rds:db-snapshot"), Bucket::Gone, "a throttle passes");
    let gone = report.outcomes.iter().filter(|outcome| outcome.bucket == Bucket::Gone).count();
    println!("under faults: {gone} of {} planned are gone, {} listings said to be missing", report.outcomes.len(), said.len());
    assert!(gone >= 10);
}

fn looking(call: &Call) -> Option<Fault> {
    let listing = LISTINGS.iter().find(|(name, ..)| call.is(name)).map(|(_, fault, ..)| *fault);
    listing.or_else(|| TAGS.iter().find(|(name, _)| call.is(name)).map(|_| Fault::Says(400, "AccessDeniedException")))
}

fn changing(call: &Call, throttled: &AtomicUsize) -> Option<Fault> {
    match &*call.operation.name {
        "DeleteTargetGroup" => Some(Fault::Says(403, "AccessDenied")),
        "UpdateDistribution" => Some(Fault::Says(500, "InternalError")),
        "DeleteFargateProfile" => Some(Fault::DoneAndSilent),
        "DeleteDBSnapshot" if throttled.fetch_add(1, Ordering::Relaxed) < 2 => Some(Fault::Says(400, "Throttling")),
        _ => None,
    }
}

fn blind() -> BTreeSet<Kind> {
    let kinds = LISTINGS.iter().map(|(_, _, kind, _)| *kind).chain(TAGS.iter().map(|(_, kind)| *kind));
    kinds.map(|kind| Kind::parse(kind).unwrap()).collect()
}

fn told_honestly(survey: &Survey, healthy: &Survey) {
    let gaps: Vec<(&str, Failure)> = survey.not_scanned().map(|(_, kind, why)| (kind.name(), why)).collect();
    for (name, _, kind, why) in LISTINGS {
        assert!(gaps.contains(&(kind, why)), "{name}: {gaps:?}");
    }
    assert_eq!(gaps.len(), LISTINGS.len(), "{gaps:?}");
    for (_, kind) in TAGS {
        let kind = Kind::parse(kind).unwrap();
        let mut count = 0;
        for found in survey.found.values().filter(|found| found.key.kind == kind) {
            assert_eq!(found.tags, Fact::Unknown, "{}", found.key);
            count += 1;
        }
        assert_eq!(count, healthy.found.keys().filter(|key| key.kind == kind).count());
    }
    let unseen: Vec<&Key> =
        healthy.found.keys().filter(|key| !blind().contains(&key.kind) && !survey.found.contains_key(key)).collect();
    assert!(unseen.is_empty(), "one fault hides others: {unseen:?}");
}
