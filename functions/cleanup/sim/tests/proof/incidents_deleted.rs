//! What other tools deleted wrongly (incidents 1–16 of our list, links there): the same accounts, and what we do.

use crate::hazards::expect;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_sim::fault::Fault;
use sundown_cleanup_sim::rng::Rng;
use sundown_cleanup_sim::scene::{DAY, HOUR, Manner, START};
use sundown_cleanup_sim::stage::{After, Stage};
use sundown_cleanup_sim::thing::{Errand, Event, Id, Life};

#[test]
fn i01_what_a_dry_run_hides_is_not_deleted_later() {
    let mut stage = Stage::new("sandbox");
    let (vpc, group) = (stage.leftover("ec2:vpc"), stage.leftover("ec2:security-group"));
    let instance = stage.plain("ec2:instance");
    stage.tag(instance, "expires-at", &Moment::from_seconds(START + 90 * DAY).to_string());
    stage.uses(group, vpc);
    stage.uses(instance, group);
    expect(&stage.nightly().unwrap(), &[vpc, group, instance], &[]);
}

#[test]
fn i02_an_excluded_instance_survives_the_deletion_of_its_interface() {
    let mut stage = Stage::new("sandbox");
    let (instance, interface) = (stage.plain("ec2:instance"), stage.plain("ec2:network-interface"));
    stage.tag(instance, "cloud-nuke-excluded", "true");
    stage.owns(instance, interface);
    expect(&stage.nightly().unwrap(), &[instance, interface], &[]);
}

#[test]
fn i03_a_listing_without_tags_is_not_a_thing_without_tags() {
    let mut stage = Stage::new("sandbox");
    let profile = stage.plain("sagemaker:notebook-instance");
    stage.tag(profile, "keep", "true");
    stage.set(profile, |thing| thing.hidden.extend(["tags"]));
    expect(&stage.nightly().unwrap(), &[profile], &[]);
}

#[test]
fn i04_a_replica_being_created_has_no_age_and_stays() {
    let mut stage = Stage::new("sandbox");
    let (creating, ageless) = (stage.plain("rds:db-instance"), stage.plain("rds:db-instance"));
    stage.set(creating, |thing| thing.life = Life::Busy);
    stage.set(ageless, |thing| thing.hidden.extend(["birth"]));
    expect(&stage.nightly().unwrap(), &[creating, ageless], &[]);
}

#[test]
fn i05_a_type_without_creation_time_is_as_old_as_we_know_it() {
    let mut stage = Stage::new("sandbox");
    stage.rules.min_age = 60 * HOUR;
    let topic = stage.plain("sns:topic");
    let after = stage.nightly().unwrap();
    expect(&after, &[topic], &[]);
    assert!(after.words().contains("too young"), "{}", after.words());
}

#[test]
fn i06_another_account_under_the_same_login_is_not_touched() {
    let mut stage = Stage::new("tagged");
    let queue = stage.leftover("sqs:queue");
    stage.cloud.flipped = true;
    stage.cloud.twins = stage.cloud.things.clone();
    let after = stage.nightly().unwrap();
    expect(&after, &[queue], &[]);
    assert!(after.words().contains("does not allow this account"), "{}", after.words());
}

#[test]
fn i06_somebody_elses_leftovers_wait_for_the_schedule() {
    let mut stage = Stage::new("sandbox");
    let (own, theirs) = (stage.leftover("ec2:volume"), stage.plain("ec2:volume"));
    stage.tag(theirs, "owner", "lee");
    expect(&stage.at_terminal().unwrap(), &[theirs], &[own]);
}

/// 7, 8, 9: tag filters that a type's code never read.
#[test]
fn i07_to_i09_keep_is_respected_by_every_type() {
    for kind in sundown_cleanup_engine::catalog::Kind::all() {
        let mut stage = Stage::new("sandbox");
        let (kept, other) = (stage.leftover(kind.name()), stage.leftover(kind.name()));
        stage.tag(kept, "keep", "");
        let gone: Vec<Id> = kind.row().report_only.is_none().then_some(other).into_iter().collect();
        // A gateway without a network is nobody's, and goes.
        expect(&stage.at_terminal().unwrap(), &[kept], &gone);
    }
}

#[test]
fn i10_a_misspelt_type_refuses_to_run_and_says_where() {
    let mut stage = Stage::new("sandbox");
    stage.policy(|text| text.replace("types = []", "types = [\"iam:usr\"]"));
    let error = stage.nightly().err().unwrap();
    assert!(error.contains("unknown resource type \"iam:usr\"") && error.contains("line"), "{error}");
}

#[test]
fn i11_a_misspelt_section_refuses_to_run() {
    let mut stage = Stage::new("sandbox");
    stage.policy(|text| text.replace("[protect]", "[__global__]"));
    assert!(stage.nightly().is_err());
}

#[test]
fn i12_the_default_network_and_its_group_stay() {
    let mut stage = Stage::new("sandbox");
    let (vpc, subnet) = (stage.plain("ec2:vpc"), stage.plain("ec2:subnet"));
    let (group, gateway) = (stage.plain("ec2:security-group"), stage.plain("ec2:internet-gateway"));
    for part in [vpc, subnet, group] {
        stage.set(part, |thing| thing.is_default = true);
    }
    for part in [subnet, group, gateway] {
        stage.uses(part, vpc);
    }
    expect(&stage.nightly().unwrap(), &[vpc, subnet, group, gateway], &[]);
}

#[test]
fn i13_the_cleanup_does_not_delete_itself() {
    let mut stage = Stage::new("sandbox");
    let (stack, function) = (stage.leftover("cloudformation:stack"), stage.leftover("lambda:function"));
    stage.owns(stack, function);
    for id in [stack, function] {
        stage.rules.own_numbers.insert(id.n);
        stage.set(id, |thing| thing.name = format!("own-{}", id.n));
    }
    expect(&stage.nightly().unwrap(), &[stack, function], &[]);
}

/// 14, 15: deletion before the promised day.
#[test]
fn i14_i15_nothing_goes_before_its_day() {
    let mut stage = Stage::new("tagged");
    stage.rules.grace = 72 * HOUR;
    let queue = stage.leftover("sqs:queue");
    let mut story = stage.begin(Manner::Scheduled).unwrap();
    for _ in 0..5 {
        story.schedule(Errand::Scheduled);
        story.pass(14 * HOUR);
    }
    let after = After::of(story);
    expect(&after, &[queue], &[]);
    let mut story = after.story;
    story.pass(3 * HOUR);
    story.schedule(Errand::Scheduled);
    expect(&After::of(story), &[], &[queue]);
}

#[test]
fn i14_a_clock_that_is_days_off_deletes_nothing() {
    let mut stage = Stage::new("tagged");
    let queue = stage.leftover("sqs:queue");
    stage.cloud.skew = 2 * DAY;
    let after = stage.nightly().unwrap();
    expect(&after, &[queue], &[]);
    assert!(after.words().contains("clock"), "{}", after.words());
}

#[test]
fn i16_a_zone_in_one_tag_does_not_reach_the_next() {
    let mut stage = Stage::new("tagged");
    let zones: Vec<Id> = (0..3).map(|_| stage.leftover("sqs:queue")).collect();
    let end = |offset: i64, sign: &str| {
        // The same wall clock, an hour from now in UTC, in different zones.
        let wall = Moment::from_seconds(START + HOUR).to_string();
        wall.replace('Z', &format!("{sign}{offset:02}:00"))
    };
    stage.tag(zones[0], "expires-at", &end(9, "+"));
    stage.tag(zones[1], "expires-at", &end(0, "+"));
    stage.tag(zones[2], "expires-at", &end(9, "-"));
    for id in &zones {
        stage.tag(*id, "owner", "lee");
    }
    let after = stage.at_terminal().unwrap();
    let gone: Vec<bool> = zones.iter().map(|id| after.gone(*id)).collect();
    assert_eq!(gone, [true, false, false], "{}", after.words());
}

#[test]
fn a_notice_that_nobody_got_starts_no_grace() {
    let mut refused = 0;
    for seed in 0..20 {
        let mut stage = Stage::new("tagged");
        let queue = stage.leftover("sqs:queue");
        stage.fault(Fault::NoticeDown);
        stage.cloud.rng = Rng::new(seed);
        let mut story = stage.begin(Manner::Scheduled).unwrap();
        story.schedule(Errand::Scheduled);
        let accepted =
            story.cloud.log.iter().any(|event| matches!(event, Event::Noticed { accepted: true, .. }));
        story.pass(25 * HOUR);
        story.schedule(Errand::Scheduled);
        let after = After::of(story);
        assert_eq!(after.gone(queue), accepted, "seed {seed}");
        assert_eq!(after.violations, []);
        refused += u32::from(!accepted);
    }
    assert!((5..20).contains(&refused), "both cases must have been seen: {refused}");
}
