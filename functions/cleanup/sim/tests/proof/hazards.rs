//! H1–H12: what tools that people trust do wrong. Each is a small account in which the wrong thing would happen.

use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::policy::Policy;
use sundown_cleanup_sim::fault::Fault;
use sundown_cleanup_sim::scene::{HOUR, Manner};
use sundown_cleanup_sim::stage::{After, Stage};
use sundown_cleanup_sim::thing::{Errand, Id};

/// Asserts what is left and what is gone, and that the oracle has nothing to say.
pub(crate) fn expect(after: &After, kept: &[Id], gone: &[Id]) {
    assert_eq!(after.violations, []);
    for id in kept {
        assert!(!after.gone(*id), "{id:?} must stay\n{}", after.words());
        let untouched = after
            .changes()
            .all(|change| change.target.id != *id && change.peer.as_ref().is_none_or(|peer| peer.id != *id));
        assert!(untouched, "{id:?} must not be touched");
    }
    for id in gone {
        assert!(after.gone(*id), "{id:?} must go\n{}", after.words());
    }
}

#[test]
fn h1_an_interface_is_not_freed_by_ending_its_instance() {
    let mut stage = Stage::new("tagged");
    let (interface, instance) = (stage.leftover("ec2:network-interface"), stage.plain("ec2:instance"));
    stage.uses(instance, interface);
    expect(&stage.nightly().unwrap(), &[interface, instance], &[]);
}

#[test]
fn h2_a_network_with_a_kept_machine_is_not_taken_apart_first() {
    let mut stage = Stage::new("tagged");
    let (vpc, subnet) = (stage.leftover("ec2:vpc"), stage.leftover("ec2:subnet"));
    let (group, table) = (stage.leftover("ec2:security-group"), stage.leftover("ec2:route-table"));
    let gateway = stage.leftover("ec2:internet-gateway");
    let kept = stage.plain("ec2:instance");
    for (user, used) in [
        (subnet, vpc),
        (group, vpc),
        (table, vpc),
        (gateway, vpc),
        (subnet, table),
        (kept, subnet),
        (kept, group),
    ] {
        stage.uses(user, used);
    }
    let after = stage.nightly().unwrap();
    expect(&after, &[vpc, subnet, group, table, gateway, kept], &[]);
    assert_eq!(after.changes().count(), 0);
}

#[test]
fn h3_an_address_with_its_own_keep_tag_survives_its_instance() {
    let mut stage = Stage::new("tagged");
    let (address, instance) = (stage.leftover("ec2:eip"), stage.leftover("ec2:instance"));
    stage.tag(address, "keep", "");
    stage.uses(instance, address);
    expect(&stage.nightly().unwrap(), &[address], &[instance]);
}

#[test]
fn h4_malformed_dates_and_false_keep_protect() {
    let mut stage = Stage::new("sandbox");
    let kept: Vec<Id> =
        [("keep", "false"), ("Keep", "1"), ("expires-at", "2026-02-30"), ("expires-at", "soon")]
            .into_iter()
            .map(|(key, value)| {
                let id = stage.leftover("sqs:queue");
                stage.tag(id, key, value);
                id
            })
            .collect();
    expect(&stage.nightly().unwrap(), &kept, &[]);
}

#[test]
fn h5_what_was_throttled_is_retried_or_reported_never_dropped() {
    let mut stage = Stage::new("tagged");
    let all: Vec<Id> = (0..20).map(|_| stage.leftover("ec2:snapshot")).collect();
    stage.fault(Fault::Throttle);
    let after = stage.nights(2).unwrap();
    expect(&after, &[], &all);
}

#[test]
fn h6_a_failed_listing_is_no_success() {
    let mut stage = Stage::new("tagged");
    stage.leftover("sqs:queue");
    stage.cloud.blind.insert(("ap-northeast-2", "kinesis:stream"));
    let after = stage.nightly().unwrap();
    let report = after.report().unwrap();
    assert_eq!(report["clean"], false);
    assert_eq!(report["not_scanned"][0]["kind"], "kinesis:stream");
    assert_eq!(after.violations, []);
}

#[test]
fn h6_a_filter_on_what_a_type_lacks_refuses_to_run() {
    let mut stage = Stage::new("sandbox");
    stage.policy(|text| format!("{text}\n[protect.properties]\nteam = \"ops\"\n"));
    assert!(stage.nightly().is_err());
}

#[test]
fn h7_tags_that_could_not_be_read_are_not_no_tags() {
    let mut stage = Stage::new("sandbox");
    let (bucket, queue) = (stage.plain("s3:bucket"), stage.plain("sqs:queue"));
    stage.set(bucket, |thing| thing.hidden.extend(["tags"]));
    expect(&stage.nightly().unwrap(), &[bucket], &[queue]);
}

#[test]
fn h8_a_refused_deletion_leaves_the_tags() {
    let mut stage = Stage::new("tagged");
    let instance = stage.leftover("ec2:instance");
    let tags = stage.cloud.things[&instance].tags.clone();
    stage.cloud.denied_changes.insert("ec2:instance");
    let after = stage.nightly().unwrap();
    assert_eq!(after.story.cloud.things[&instance].tags, tags);
    assert!(
        after.words().contains("access denied") || after.words().contains("three runs"),
        "{}",
        after.words()
    );
}

#[test]
fn h9_a_stack_that_would_take_a_kept_child_stays_whole() {
    let mut stage = Stage::new("tagged");
    let (stack, table, queue) = (
        stage.leftover("cloudformation:stack"),
        stage.leftover("dynamodb:table"),
        stage.leftover("sqs:queue"),
    );
    stage.owns(stack, table);
    stage.owns(stack, queue);
    stage.tag(table, "keep", "results");
    expect(&stage.nightly().unwrap(), &[stack, table, queue], &[]);
}

#[test]
fn h10_an_unreadable_expiry_does_not_fall_back_to_an_age() {
    let mut stage = Stage::new("tagged");
    stage.rules.max_age = Some(HOUR);
    let (unreadable, old) = (stage.leftover("sqs:queue"), stage.leftover("sns:topic"));
    stage.tag(unreadable, "expires-at", "72h");
    expect(&stage.nightly().unwrap(), &[unreadable], &[old]);
}

#[test]
fn h10_an_error_in_a_run_does_not_forget_what_was_seen_first() {
    let mut stage = Stage::new("tagged");
    stage.plain("sns:topic");
    let mut story = stage.begin(Manner::Scheduled).unwrap();
    story.schedule(Errand::Scheduled);
    let seen = story.ledger().seen.clone();
    assert_eq!(seen.len(), 1);
    story.cloud.blind.insert(("ap-northeast-2", "*"));
    story.schedule(Errand::Scheduled);
    assert_eq!(story.ledger().seen, seen);
}

#[test]
fn h11_an_unreadable_policy_is_not_an_empty_one() {
    for text in ["", "\u{feff}", "version = 1\n", "{\"mode\":\"sandbox\"}", "version = 1\nmode = \"sandbox"] {
        assert!(Policy::read(text, Guards::all()).is_err(), "{text:?}");
    }
}

#[test]
fn h11_children_of_a_kept_stack_stay_whatever_they_are_called() {
    let mut stage = Stage::new("sandbox");
    let stack = stage.plain("cloudformation:stack");
    stage.tag(stack, "keep", "prod");
    let children: Vec<Id> = ["rds:db-instance", "ec2:security-group", "elbv2:load-balancer"]
        .into_iter()
        .map(|kind| {
            let child = stage.plain(kind);
            stage.owns(stack, child);
            child
        })
        .collect();
    expect(&stage.nightly().unwrap(), &[&children[..], &[stack]].concat(), &[]);
}

#[test]
fn h12_a_cap_halts_instead_of_counting_to_nothing() {
    let mut stage = Stage::new("tagged");
    stage.rules.cap_items = 2;
    let all: Vec<Id> = (0..3).map(|_| stage.leftover("ec2:volume")).collect();
    let after = stage.nightly().unwrap();
    expect(&after, &all, &[]);
    assert!(after.words().contains("the policy allows 2"), "{}", after.words());
}

#[test]
fn h12_a_grace_of_nothing_is_refused() {
    let mut stage = Stage::new("tagged");
    stage.policy(|text| text.replace("grace_hours = 24", "grace_hours = 0"));
    let error = stage.nightly().err().unwrap();
    assert!(error.contains("line 4") && error.contains("24 or more"), "{error}");
}
