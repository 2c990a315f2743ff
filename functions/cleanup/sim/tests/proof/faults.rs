//! The faults and attacks of the design that are neither a story's class nor an incident: large and locked storage, images'
//! snapshots, slow distributions, keys, zones and names that somebody else needs.

use crate::hazards::expect;
use sundown_cleanup_sim::cloud::OTHER;
use sundown_cleanup_sim::fault::Fault;
use sundown_cleanup_sim::rng::Rng;
use sundown_cleanup_sim::scene::{HOUR, Manner};
use sundown_cleanup_sim::stage::{After, Stage};
use sundown_cleanup_sim::thing::{Errand, Id};

#[test]
fn f11_a_bucket_that_somebody_else_made_again_under_the_name_is_not_ours() {
    let mut stage = Stage::new("sandbox");
    let bucket = stage.leftover("s3:bucket");
    stage.set(bucket, |thing| thing.account = OTHER);
    expect(&stage.nightly().unwrap(), &[bucket], &[]);
}

#[test]
fn f17_a_tag_on_a_classmates_thing_gets_a_days_notice_and_not_her_own_consent() {
    let mut stage = Stage::new("tagged");
    let theirs = stage.leftover("ec2:instance");
    stage.tag(theirs, "owner", "lee");
    stage.tag(theirs, "expires-at", "2099-01-01T00:00:00Z");
    let spoofed = ["Lab", "lab\u{200b}", "ｌａｂ", "aws:lab"].map(|key| {
        let id = stage.plain("ec2:volume");
        stage.tag(id, key, "todo-2026");
        stage.tag(id, "owner", "kim");
        id
    });
    expect(&stage.at_terminal().unwrap(), &[&spoofed[..], &[theirs]].concat(), &[]);
}

#[test]
fn f18_names_of_every_kind_are_told_harmlessly() {
    let mut stage = Stage::new("tagged");
    let names = [
        "\u{1b}[2J\u{1b}]0;title\u{7}",
        "\u{202e}gnp.exe",
        "=HYPERLINK(\"http://x\")",
        "@SUM(1)",
        "one\ntwo",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "한글 이름",
        "\u{1112}\u{1161}\u{11ab}",
    ];
    for name in names {
        let id = stage.leftover("ec2:volume");
        stage.set(id, |thing| thing.name = name.to_owned());
    }
    // The oracle reads every report for signs that move a cursor or begin a formula.
    assert_eq!(stage.nightly().unwrap().violations, []);
}

#[test]
fn f19_a_locked_bucket_and_one_with_too_many_objects_stay() {
    let mut stage = Stage::new("tagged");
    let locked = stage.leftover("s3:bucket");
    stage.set(locked, |thing| thing.locked = true);
    let empty = stage.leftover("s3:bucket");
    expect(&stage.nightly().unwrap(), &[locked], &[empty]);

    let mut stage = Stage::new("tagged");
    let large = stage.leftover("s3:bucket");
    stage.set(large, |thing| thing.objects = 16_000_000);
    let after = stage.nightly().unwrap();
    expect(&after, &[large], &[]);
    assert_eq!(after.story.cloud.things[&large].objects, 16_000_000, "nothing half emptied");
}

#[test]
fn f20_a_snapshot_that_an_image_needs_or_that_backup_made_stays() {
    let mut stage = Stage::new("tagged");
    let (image, needed) = (stage.plain("ec2:image"), stage.leftover("ec2:snapshot"));
    stage.uses(image, needed);
    let backup = stage.leftover("ec2:snapshot");
    stage.set(backup, |thing| thing.manager = Some("AWS Backup"));
    let (old_image, freed) = (stage.leftover("ec2:image"), stage.leftover("ec2:snapshot"));
    stage.uses(old_image, freed);
    expect(&stage.nightly().unwrap(), &[image, needed, backup], &[old_image, freed]);
}

#[test]
fn f26_a_distribution_goes_when_it_is_quiet_and_the_run_does_not_sleep_until_then() {
    let mut stage = Stage::new("tagged");
    let (distribution, bucket) = (stage.leftover("cloudfront:distribution"), stage.leftover("s3:bucket"));
    stage.uses(distribution, bucket);
    let mut story = stage.begin(Manner::Scheduled).unwrap();
    story.schedule(Errand::Scheduled);
    story.pass(25 * HOUR);
    let began = story.cloud.now();
    story.schedule(Errand::Scheduled);
    assert!(story.cloud.now() - began <= 780, "a function lives for thirteen minutes");
    story.pass(HOUR);
    story.schedule(Errand::Scheduled);
    expect(&After::of(story), &[], &[distribution, bucket]);
}

#[test]
fn f27_f35_f36_zones_and_keys_are_only_told_of() {
    let mut stage = Stage::new("sandbox");
    let told = ["route53:hosted-zone", "kms:key", "acm:certificate", "cognito-idp:user-pool"]
        .map(|kind| stage.leftover(kind));
    let volume = stage.leftover("ec2:volume");
    stage.uses(volume, told[1]);
    let after = stage.nightly().unwrap();
    expect(&after, &told, &[volume]);
    let report = after.report().unwrap();
    for id in told {
        let finding =
            report["findings"].as_array().unwrap().iter().find(|one| one["key"]["kind"] == id.kind).unwrap();
        assert_eq!(finding["class"], "protected", "{finding}");
    }
}

#[test]
fn f38_what_terraform_and_cdk_live_on_stays_in_every_mode() {
    for mode in ["tagged", "sandbox"] {
        let mut stage = Stage::new(mode);
        let kept: Vec<Id> = [
            ("s3:bucket", "team-tfstate"),
            ("s3:bucket", "cdk-hnb659fds-assets-111122223333-ap-northeast-2"),
            ("dynamodb:table", "terraform-state-lock"),
            ("cloudformation:stack", "CDKToolkit"),
        ]
        .into_iter()
        .map(|(kind, name)| {
            let id = stage.leftover(kind);
            stage.set(id, |thing| thing.name = name.to_owned());
            id
        })
        .collect();
        expect(&stage.nightly().unwrap(), &kept, &[]);
    }
}

#[test]
fn f39_f40_shared_and_default_networks_stay() {
    let mut stage = Stage::new("sandbox");
    let (shared, default) = (stage.leftover("ec2:subnet"), stage.leftover("ec2:vpc"));
    stage.set(shared, |thing| thing.account = OTHER);
    stage.set(default, |thing| thing.is_default = true);
    expect(&stage.nightly().unwrap(), &[shared, default], &[]);
}

/// A reading that says "not found" of what is there is not believed: nothing is called deleted or gone while it is listed.
#[test]
fn f06_what_only_seems_gone_is_left_to_the_next_run() {
    let mut seemed = 0;
    for seed in 0..20 {
        let mut stage = Stage::new("tagged");
        stage.cloud.rng = Rng::new(seed);
        stage.fault(Fault::FlappingReads);
        let planned: Vec<Id> = (0..30).map(|_| stage.leftover("ec2:volume")).collect();
        let after = stage.at_terminal().unwrap();
        assert_eq!(after.violations, [], "seed {seed}");
        let outcomes = after.report().unwrap()["outcomes"].as_array().unwrap();
        for id in planned.into_iter().filter(|id| !after.gone(*id)) {
            let name = format!("n-{}", id.n);
            let outcome = outcomes.iter().find(|one| one["name"] == *name).unwrap();
            assert_eq!(outcome["bucket"]["deferred"], "seemed-gone", "seed {seed}: {outcome}");
            seemed += 1;
        }
    }
    assert!(seemed > 30, "only {seemed} seemed gone");
}
