//! The session policy of the reaper: what its role may do, cut down to the actions and regions of the plan in hand. STS
//! takes 2,048 characters, too few for the ARNs of a plan but enough for what its kinds need; a plan of too many kinds
//! gets the role as it is, and the log says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::json;
use sundown_cleanup_account::policy;
use sundown_cleanup_account::row::Operation;
use sundown_cleanup_engine::survey::GLOBAL;

use crate::hands::Reach;

const LONGEST: usize = 2_048;
/// What a deletion needs that leaves a last snapshot: RDS asks for the right to make it and to tag it.
const LAST_SNAPSHOT: [&str; 3] =
    ["rds:AddTagsToResource", "rds:CreateDBClusterSnapshot", "rds:CreateDBSnapshot"];
/// Where the services that are global are called.
const GLOBAL_HOMES: [&str; 2] = ["us-east-1", "us-west-2"];

/// The policy as JSON, or nothing when it would be too long.
#[must_use]
pub fn session_policy(reach: &Reach) -> Option<String> {
    let actions = actions(reach);
    let regions: BTreeSet<&str> = reach
        .regions
        .iter()
        .flat_map(|region| if region == GLOBAL { GLOBAL_HOMES.to_vec() } else { vec![region.as_str()] })
        .collect();
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": actions,
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:RequestedRegion": regions } },
        }],
    })
    .to_string();
    (!actions.is_empty() && policy.len() <= LONGEST).then_some(policy)
}

/// Every call that looks and every call that changes, from the account's rows and steps.
#[must_use]
pub fn calls() -> String {
    let written = |calls: BTreeSet<Operation>| -> Vec<String> {
        calls.into_iter().map(|call| format!("  \"{}.{}\"", call.service, call.name)).collect()
    };
    let (read, change) = (written(policy::reading()).join(",\n"), written(policy::changing()).join(",\n"));
    format!("{{\n \"read\": [\n{read}\n ],\n \"change\": [\n{change}\n ]\n}}")
}

/// Every changing action of the services that the kinds belong to, and what comes with them.
fn actions(reach: &Reach) -> BTreeSet<&'static str> {
    let services: BTreeSet<&str> =
        reach.kinds.iter().filter_map(|kind| kind.name().split(':').next()).collect();
    let reaches = |calls: &[String]| {
        calls.iter().any(|call| call.split('.').next().is_some_and(|service| services.contains(service)))
    };
    let changing = CHANGES.iter().filter(|(_, calls)| reaches(calls)).map(|(action, _)| action.as_str());
    let leaves_one = reach.kinds.iter().any(|kind| kind.row().final_snapshot);
    changing.chain(LAST_SNAPSHOT.into_iter().filter(|_| leaves_one)).collect()
}

#[derive(Deserialize)]
struct File {
    actions: BTreeMap<String, Fact>,
}

#[derive(Deserialize)]
struct Fact {
    changes: bool,
    calls: Vec<String>,
}

/// Changing actions and the calls that need them. The file is part of the program; a broken one reaches nothing.
static CHANGES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let file: Option<File> = serde_json::from_str(include_str!("../policy/actions.json")).ok();
    let actions = file.map(|file| file.actions).unwrap_or_default();
    actions.into_iter().filter(|(_, fact)| fact.changes).map(|(action, fact)| (action, fact.calls)).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use sundown_cleanup_engine::catalog::Kind;

    fn reach(kinds: &[&str], regions: &[&str]) -> Reach {
        Reach {
            kinds: kinds.iter().map(|kind| Kind::parse(kind).unwrap()).collect(),
            regions: regions.iter().map(|region| (*region).to_owned()).collect(),
        }
    }

    #[test]
    fn a_session_reaches_what_its_plan_touches_and_no_more() {
        let policy = session_policy(&reach(&["sqs:queue", "rds:db-instance"], &["ap-northeast-2"])).unwrap();
        assert!(policy.contains("sqs:DeleteQueue") && policy.contains("rds:DeleteDBInstance"), "{policy}");
        assert!(policy.contains("rds:CreateDBSnapshot"), "it leaves a last snapshot: {policy}");
        let queue = session_policy(&reach(&["sqs:queue"], &["ap-northeast-2"])).unwrap();
        assert!(!queue.contains("Snapshot"), "{queue}");
        assert!(!policy.contains("ec2:") && !policy.contains("SendMessage") && !policy.contains("Describe"));
        assert!(policy.contains("ap-northeast-2") && !policy.contains("us-east-1"));
        let distribution = session_policy(&reach(&["cloudfront:distribution"], &[GLOBAL])).unwrap();
        assert!(distribution.contains("us-east-1") && !distribution.contains("\"global\""), "{distribution}");
    }

    #[test]
    fn the_calls_that_the_roles_are_made_of_are_the_rows_of_today() {
        let kept = include_str!("../policy/calls.json");
        assert_eq!(kept.trim_end(), calls(), "stale: cargo run -p sundown-cleanup --example calls");
        assert!(policy::reading().len() > 80 && policy::changing().len() > 50);
    }

    #[test]
    fn every_kind_by_itself_fits_and_all_together_do_not() {
        for kind in Kind::all() {
            let policy = session_policy(&reach(&[kind.name()], &["ap-northeast-2"]));
            // A type that is never deleted reaches nothing.
            assert_eq!(policy.is_some(), kind.row().report_only.is_none(), "{kind}");
            assert!(policy.is_none_or(|policy| policy.len() <= LONGEST), "{kind}");
        }
        let all: Vec<&str> = Kind::all().map(Kind::name).collect();
        assert_eq!(session_policy(&reach(&all, &["ap-northeast-2"])), None);
        assert_eq!(session_policy(&Reach::default()), None);
    }
}
