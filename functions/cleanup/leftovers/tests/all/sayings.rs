//! What the command says, word for word, in both languages. `SNAPSHOTS=overwrite` writes the files anew.

use leftovers::page::{markdown, terminal};
use leftovers::plan::{self, Planned};
use leftovers::scan::{by, ending, json, people};
use leftovers::{apply, explain};
use snapbox::{assert_data_eq, file};
use sundown_cleanup_engine::bucket::{Block, Bucket, Defer};
use sundown_cleanup_engine::context::Who;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::gates::Stop;
use sundown_cleanup_engine::halt::Halt;
use sundown_cleanup_engine::policy::{Mode, Policy};
use sundown_cleanup_engine::report::{Outcome, Report};
use sundown_cleanup_engine::text::Text;
use sundown_cleanup_price::{Line, Worth};
use sundown_engine::text::Lang;
use sundown_talk::failure::Ending;

use crate::stage::{Seen, classroom, purse, seen, seen_by, told};

const WIDE: terminal::Terminal = terminal::Terminal { width: 110, colour: false };

fn scanned(seen: &Seen, lang: Lang, by: Option<&str>) -> String {
    let judged = seen.judged();
    terminal::render(&people::page(&told(&judged, seen, lang), by), WIDE)
}

fn has_hangul(text: &str) -> bool {
    text.chars().any(|sign| ('가'..='힣').contains(&sign))
}

#[test]
fn a_scan_answers_first() {
    let seen = seen(classroom());
    assert_data_eq!(scanned(&seen, Lang::En, None), file!["../goldens/scan.en.txt"].raw());
    assert_data_eq!(scanned(&seen, Lang::Ko, None), file!["../goldens/scan.ko.txt"].raw());
}

#[test]
fn by_owner_it_can_be_read_out() {
    let seen = seen(classroom());
    assert_data_eq!(scanned(&seen, Lang::En, Some("owner")), file!["../goldens/owner.en.txt"].raw());
    assert_data_eq!(scanned(&seen, Lang::Ko, Some("owner")), file!["../goldens/owner.ko.txt"].raw());
    for (by, sum) in [("type", "$0.49 (₩686)"), ("region", "at least $57.97 (₩81,158)")] {
        assert!(scanned(&seen, Lang::En, Some(by)).contains(sum), "{by}");
    }
}

#[test]
fn sums_are_those_of_the_parts() {
    let seen = seen(classroom());
    let judged = seen.judged();
    let document = json::document(&told(&judged, &seen, Lang::En));
    // 14.90 for the instance and 43.07 for the gateway; the endpoint is unknown.
    assert_eq!(document.leftovers.usd.month, "57.97");
    assert_eq!(document.leftovers.won.month, "81158");
    assert_eq!((document.leftovers.count, document.leftovers.resources), (3, 4));
    assert_eq!(document.leftovers.unknown_prices, 1);
    assert_eq!(document.leftovers.unknown_counted_usd_month, "500");
    let instance = document.findings.iter().find(|finding| finding.kind == "ec2:instance").unwrap();
    assert!(instance.leftover && instance.goes_with.as_deref().unwrap().contains("cloudformation:stack"));
    // Ten days of 24 hours at 14.90 / 730.
    assert!(instance.usd.as_ref().unwrap().since.as_deref().unwrap().starts_with("4.898630136986"));
}

#[test]
fn without_a_policy_everything_unprotected_is_shown() {
    let seen = seen_by(classroom(), Policy::report());
    let judged = seen.judged();
    assert_eq!(judged.targets().count(), 4, "the untagged volume too");
    assert!(judged.kept.iter().any(|thing| thing.key.kind.name() == "s3:bucket"));
}

#[test]
fn what_could_not_be_scanned_is_said_and_wins() {
    let mut stage = classroom();
    stage.cloud.blind.insert(("ap-northeast-2", "*"));
    let seen = seen(stage);
    let judged = seen.judged();
    assert_eq!(ending(&judged, true), Ending::NotAllScanned);
    for (lang, words) in [
        (Lang::En, "ap-northeast-2: everything: not available"),
        (Lang::Ko, "ap-northeast-2: 전체: 조사 불가"),
    ] {
        let text = scanned(&seen, lang, None);
        assert!(text.contains(words), "{text}");
    }
    let clean = crate::stage::seen(sundown_cleanup_sim::stage::Stage::new("tagged"));
    assert_eq!(ending(&clean.judged(), true), Ending::Done);
    assert_eq!(ending(&crate::stage::seen(classroom()).judged(), true), Ending::No);
    assert_eq!(ending(&crate::stage::seen(classroom()).judged(), false), Ending::Done);
}

#[test]
fn an_account_whose_regions_cannot_be_read_is_not_clean() {
    let mut stage = sundown_cleanup_sim::stage::Stage::new("report");
    stage.cloud.regions = vec!["global"];
    let seen = seen_by(stage, Policy::report());
    assert_eq!(ending(&seen.judged(), false), Ending::NotAllScanned);
    let report = seen.with(&Who::Schedule, |_, classified| Report::of_scan(classified));
    assert!(!report.clean && report.findings.is_empty());
    assert!(scanned(&seen, Lang::En, None).contains("which regions the account has could not be read"));
}

fn planned(seen: &Seen) -> Planned {
    let plan = seen.plan("kim");
    Planned {
        digest: plan.digest().unwrap(),
        plan,
        person: "kim".into(),
        stops: vec![Stop::Items { planned: 3, cap: 2 }],
        waiting: vec![(
            Key::new("ap-northeast-2", sundown_cleanup_engine::catalog::Kind::STACK, "s"),
            String::new(),
        )],
        unknown_usd_month: 500,
        complete: true,
    }
}

#[test]
fn a_plan_shows_what_it_would_do() {
    let seen = seen(classroom());
    let planned = planned(&seen);
    for (lang, golden) in
        [(Lang::En, file!["../goldens/plan.en.txt"]), (Lang::Ko, file!["../goldens/plan.ko.txt"])]
    {
        let page = plan::people::page(&planned, &purse(), lang, Some("plan.json"));
        assert_data_eq!(terminal::render(&page, WIDE), golden.raw());
    }
}

#[test]
fn a_run_says_what_became_of_each() {
    let seen = seen(classroom());
    let plan = seen.plan("kim");
    let buckets = [
        Bucket::Gone,
        Bucket::Deferred(Defer::StillDeleting),
        Bucket::Blocked(Block::Denied),
        Bucket::Vanished,
    ];
    let outcomes = plan.lines.iter().zip(buckets).map(|(line, bucket)| Outcome {
        key: line.key.clone(),
        name: line.name.clone(),
        bucket,
    });
    let report = Report {
        outcomes: outcomes.collect(),
        unrestored: vec![plan.lines[0].key.clone()],
        halted: Some(Halt::LeaseLost),
        ..Report::empty(Mode::Tagged)
    };
    assert_eq!(apply::ending(&report), Ending::CouldNot);
    for (lang, golden) in
        [(Lang::En, file!["../goldens/apply.en.txt"]), (Lang::Ko, file!["../goldens/apply.ko.txt"])]
    {
        let told = apply::people::Told { report: &report, plan: &plan, purse: purse(), lang };
        let page = apply::people::page(&told, "plan.json");
        assert_data_eq!(terminal::render(&page, WIDE), golden.raw());
    }
}

#[test]
fn every_page_is_wholly_in_its_language() {
    let seen = seen(classroom());
    let judged = seen.judged();
    let english = markdown::render(&people::page(&told(&judged, &seen, Lang::En), None));
    assert!(!has_hangul(&english), "{english}");
    let owners = by::owner(&told(&judged, &seen, Lang::Ko));
    assert!(owners.columns.iter().all(|column| has_hangul(&column.name)));
}

#[test]
fn a_resource_is_explained_with_what_is_around_it() {
    let mut stage = classroom();
    let user = stage.plain("rds:db-instance");
    let group = stage.leftover("ec2:security-group");
    stage.uses(user, group);
    let seen = seen(stage);
    let judged = seen.judged();
    let all = || judged.leftovers.iter().chain(&judged.kept);
    let group = all().find(|thing| thing.key.kind.name() == "ec2:security-group").unwrap();
    let gateway = all().find(|thing| thing.key.kind.name() == "ec2:nat-gateway").unwrap();
    let worth = Worth {
        price: gateway.price,
        usd: gateway.month(),
        at_most: true,
        lines: vec![Line {
            meter: "vpc/nat-hours".into(),
            name: Text::new("NAT gateway hours", "NAT gateway 시간"),
            amount: 730.into(),
            unit: Text::new("hours", "시간"),
            usd: gateway.month().unwrap(),
            source: "AWS price list".into(),
            date: "2026-10-13".into(),
        }],
        why: Text::new("one gateway for 730 hours", "게이트웨이 하나, 730시간"),
    };
    for (lang, golden) in
        [(Lang::En, file!["../goldens/explain.en.txt"]), (Lang::Ko, file!["../goldens/explain.ko.txt"])]
    {
        let page = |thing, worth| {
            let told = explain::Told {
                thing,
                judged: &judged,
                survey: &seen.survey,
                mode: seen.policy.mode,
                purse: purse(),
                lang,
            };
            terminal::render(&explain::page(&told, worth), WIDE)
        };
        let text = format!("{}\n{}", page(group, None), page(gateway, Some(&worth)));
        assert_data_eq!(text, golden.raw());
    }
}
