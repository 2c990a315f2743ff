//! What other tools missed, repeated for ever, or said wrongly (incidents 17–30 of our list, links there).

use crate::hazards::expect;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_sim::fault::Fault;
use sundown_cleanup_sim::scene::{DAY, HOUR, Manner, START};
use sundown_cleanup_sim::stage::{After, Stage};
use sundown_cleanup_sim::thing::{Errand, Id};

/// 17, 18: "run it several times".
#[test]
fn i17_i18_a_whole_network_goes_in_one_run() {
    let mut stage = Stage::new("tagged");
    let kinds = [
        "ec2:vpc",
        "ec2:subnet",
        "ec2:route-table",
        "ec2:internet-gateway",
        "ec2:security-group",
        "ec2:security-group",
        "ec2:nat-gateway",
        "ec2:eip",
        "ec2:instance",
    ];
    let all: Vec<Id> = kinds.into_iter().map(|kind| stage.leftover(kind)).collect();
    let [vpc, subnet, table, gateway, one, two, nat, address, instance] = all[..] else { unreachable!() };
    for (user, used) in [
        (subnet, vpc),
        (table, vpc),
        (gateway, vpc),
        (one, vpc),
        (two, vpc),
        (one, two),
        (two, one),
        (subnet, table),
        (nat, subnet),
        (nat, address),
        (nat, gateway),
        (instance, subnet),
        (instance, one),
    ] {
        stage.uses(user, used);
    }
    expect(&stage.at_terminal().unwrap(), &[], &all);
}

#[test]
fn i19_more_objects_than_allowed_halts() {
    let mut stage = Stage::new("tagged");
    let bucket = stage.leftover("s3:bucket");
    stage.set(bucket, |thing| thing.objects = 1_000_000);
    let after = stage.nightly().unwrap();
    expect(&after, &[bucket], &[]);
    assert!(after.words().contains("1000000 objects"), "{}", after.words());
}

#[test]
fn i20_a_rule_managed_by_a_service_is_left_alone_for_ever() {
    let mut stage = Stage::new("sandbox");
    let rule = stage.plain("events:rule");
    stage.set(rule, |thing| thing.manager = Some("autoscaling.amazonaws.com"));
    let after = stage.nightly().unwrap();
    expect(&after, &[rule], &[]);
    assert_eq!(after.changes().count(), 0);
}

#[test]
fn i20_what_fails_three_times_is_quarantined() {
    let mut stage = Stage::new("tagged");
    let queue = stage.leftover("sqs:queue");
    stage.cloud.denied_changes.insert("sqs:queue");
    let mut story = stage.begin(Manner::Scheduled).unwrap();
    story.schedule(Errand::Scheduled);
    story.pass(25 * HOUR);
    for _ in 0..6 {
        story.schedule(Errand::Scheduled);
        story.pass(HOUR);
    }
    let after = After::of(story);
    assert!(!after.gone(queue));
    assert_eq!(after.changes().count(), 3, "no fourth attempt");
    assert!(after.words().contains("a person must look"), "{}", after.words());
}

#[test]
fn i21_a_region_that_the_policy_leaves_out_is_named() {
    let mut stage = Stage::new("tagged");
    stage.cloud.regions.push("us-east-1");
    let after = stage.nightly().unwrap();
    let report = after.report().unwrap();
    assert_eq!(report["regions_left_out"][0], "us-east-1");
    assert_eq!(report["clean"], false);
}

#[test]
fn i22_what_failed_once_is_tried_again_in_the_next_run() {
    let mut stage = Stage::new("tagged");
    let stack = stage.leftover("cloudformation:stack");
    stage.cloud.denied_changes.insert("cloudformation:stack");
    let mut story = stage.begin(Manner::Scheduled).unwrap();
    story.schedule(Errand::Scheduled);
    story.pass(25 * HOUR);
    story.schedule(Errand::Scheduled);
    story.cloud.denied_changes.clear();
    story.pass(HOUR);
    story.schedule(Errand::Scheduled);
    expect(&After::of(story), &[], &[stack]);
}

#[test]
fn i23_every_type_that_never_tells_its_age_is_remembered() {
    let mut stage = Stage::new("sandbox");
    let ageless = sundown_cleanup_engine::catalog::Kind::all().filter(|kind| kind.row().created.is_none());
    let number = ageless.map(|kind| stage.plain(kind.name())).count();
    let mut story = stage.begin(Manner::Scheduled).unwrap();
    story.schedule(Errand::Scheduled);
    assert_eq!((number, story.ledger().seen.len()), (18, 18));
}

#[test]
fn i24_one_refused_listing_neither_stops_the_run_nor_drops_a_mark() {
    let mut stage = Stage::new("tagged");
    let (queue, volume) = (stage.leftover("sqs:queue"), stage.leftover("ec2:volume"));
    let mut story = stage.begin(Manner::Scheduled).unwrap();
    story.schedule(Errand::Scheduled);
    assert_eq!(story.ledger().marks.len(), 2);
    story.pass(25 * HOUR);
    story.cloud.blind.insert(("ap-northeast-2", "ec2:volume"));
    story.schedule(Errand::Scheduled);
    assert!(story.ledger().marks.keys().any(|key| key.kind.name() == "ec2:volume"), "absence proves nothing");
    expect(&After::of(story), &[volume], &[queue]);
}

#[test]
fn i25_a_refused_region_is_told_from_an_empty_one() {
    let mut stage = Stage::new("tagged");
    stage.cloud.blind.insert(("ap-northeast-2", "*"));
    let after = stage.nightly().unwrap();
    let report = after.report().unwrap();
    assert_eq!(report["clean"], false);
    assert!(report["not_scanned"].as_array().unwrap().len() > 50);
}

#[test]
fn i26_report_mode_changes_nothing_not_even_tags() {
    let mut stage = Stage::new("report");
    stage.cloud.store.ledger.history.clear();
    let queue = stage.leftover("sqs:queue");
    let after = stage.nightly().unwrap();
    assert!(after.report().unwrap()["halted"].is_null(), "a first look is no failure");
    expect(&after, &[queue], &[]);
    assert_eq!(after.changes().count(), 0);
}

#[test]
fn i27_a_throttled_run_ends_and_the_next_ones_finish() {
    let mut stage = Stage::new("tagged");
    let all: Vec<Id> = (0..8).map(|_| stage.leftover("logs:log-group")).collect();
    stage.fault(Fault::Throttle);
    stage.fault(Fault::ServerError);
    expect(&stage.nights(4).unwrap(), &[], &all);
}

#[test]
fn i28_evidence_is_never_removed() {
    let mut stage = Stage::new("tagged");
    let instance = stage.leftover("ec2:instance");
    stage.fault(Fault::ServerError);
    let after = stage.nightly().unwrap();
    expect(&after, &[], &[instance]);
    // A deleted thing still carried all its tags when it went.
    assert!(after.changes().all(|change| change.target.tags.len() == 3));
}

#[test]
fn i29_nothing_that_a_stack_needs_goes_before_the_stack() {
    let mut stage = Stage::new("tagged");
    let (stack, function) = (stage.leftover("cloudformation:stack"), stage.leftover("lambda:function"));
    let logs = stage.leftover("logs:log-group");
    stage.owns(stack, function);
    stage.uses(function, logs);
    let after = stage.at_terminal().unwrap();
    expect(&after, &[], &[stack, function, logs]);
    let order: Vec<&str> = after.changes().map(|change| change.target.id.kind).collect();
    assert_eq!(order, ["cloudformation:stack", "logs:log-group"]);
}

#[test]
fn i30_never_more_than_a_share_of_a_type() {
    let mut stage = Stage::new("tagged");
    stage.rules.cap_share = 30;
    let leftovers: Vec<Id> = (0..4).map(|_| stage.leftover("ec2:instance")).collect();
    for _ in 0..6 {
        stage.plain("ec2:instance");
    }
    let after = stage.nightly().unwrap();
    expect(&after, &leftovers, &[]);
    assert!(after.words().contains("4 of 10 of ec2:instance"), "{}", after.words());
}

#[test]
fn our_own_expiry_needs_a_reminder_and_an_hour() {
    for (reminded, gone) in [(true, true), (false, false)] {
        let mut stage = Stage::new("tagged");
        let stack = stage.leftover("cloudformation:stack");
        let end = START + 150 * 60;
        stage.tag(stack, "expires-at", &Moment::from_seconds(end).to_string());
        stage.set(stack, |thing| {
            thing.ours = true;
            thing.recorded_expiry = Some(end);
        });
        let mut story = stage.begin(Manner::Scheduled).unwrap();
        if reminded {
            story.schedule(Errand::Scheduled);
        }
        story.pass(end - START + 30 * 60);
        story.schedule(Errand::Scheduled);
        assert!(story.cloud.things.contains_key(&stack), "half an hour after is too early");
        story.pass(40 * 60);
        story.schedule(Errand::Scheduled);
        let after = After::of(story);
        assert_eq!(after.violations, []);
        assert_eq!(after.gone(stack), gone, "{}", after.words());
    }
}

#[test]
fn a_locked_table_is_unlocked_only_where_the_policy_says_so() {
    for opted_in in [true, false] {
        let mut stage = Stage::new("tagged");
        let table = stage.leftover("dynamodb:table");
        stage.set(table, |thing| thing.locked = true);
        if opted_in {
            stage.rules.unlock.insert("dynamodb:table");
        }
        let after = stage.nightly().unwrap();
        assert_eq!(after.violations, []);
        assert_eq!(after.gone(table), opted_in);
    }
}

#[test]
fn baseline_mode_spares_what_was_there_and_takes_what_came() {
    let mut stage = Stage::new("baseline");
    let (before, since) = (stage.plain("ec2:volume"), stage.plain("ec2:volume"));
    stage.rules.baseline.insert((before, 1));
    stage.set(since, |thing| thing.born = START - 3 * DAY);
    expect(&stage.nightly().unwrap(), &[before], &[since]);
}

#[test]
fn what_joined_a_stack_after_its_reminder_gets_a_days_notice_of_its_own() {
    let mut stage = Stage::new("tagged");
    let stack = stage.leftover("cloudformation:stack");
    let queue = stage.leftover("sqs:queue");
    stage.owns(stack, queue);
    let end = START + 150 * 60;
    let text = Moment::from_seconds(end).to_string();
    for id in [stack, queue] {
        stage.tag(id, "expires-at", &text);
    }
    stage.set(stack, |thing| {
        thing.ours = true;
        thing.recorded_expiry = Some(end);
    });
    // The queue can't be listed while people are reminded.
    stage.cloud.blind.insert(("ap-northeast-2", "sqs:queue"));
    let mut story = stage.begin(Manner::Scheduled).unwrap();
    story.schedule(Errand::Scheduled);
    story.cloud.blind.clear();
    story.pass(4 * HOUR);
    story.schedule(Errand::Scheduled);
    assert!(story.cloud.things.contains_key(&queue), "nobody was told that the queue would go");
    story.pass(25 * HOUR);
    story.schedule(Errand::Scheduled);
    expect(&After::of(story), &[], &[stack, queue]);
}
