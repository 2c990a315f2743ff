//! The three architectures with the embedded prices: figures worked by hand, and what must be true of every comparison.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use jiff::civil::date;
use sundown_engine::account::Account;
use sundown_engine::architectures::{NAMES, designs};
use sundown_engine::compare::{Comparison, compare};
use sundown_engine::estimate::{Deployment, Estimate, Scope, World, estimate};
use sundown_engine::facts::Facts;
use sundown_engine::price::PriceBook;
use sundown_engine::quantity::Monthly;
use sundown_engine::services::ebs::Ebs;
use sundown_engine::services::ec2::Ec2;
use sundown_engine::services::elb::Alb;
use sundown_engine::services::fargate::Fargate;
use sundown_engine::services::vpc::NatGateway;
use sundown_engine::workload::{Stack, Workload};
use sundown_prices::{facts::facts, sizing::sizing, snapshot::book};

fn world<'a>(book: &'a PriceBook, facts: &'a Facts) -> World<'a> {
    World { book, facts, account: Account::default(), on: date(2026, 11, 21) }
}

/// What a month costs in Seoul, without any allowance.
fn seoul(resources: Vec<(&str, sundown_engine::services::Resource)>) -> Estimate {
    let (book, facts) = (book("ap-northeast-2").unwrap(), facts().unwrap());
    let resources = resources.into_iter().map(|(name, resource)| (name.to_owned(), resource)).collect();
    let deployment = Deployment { name: "mine".into(), resources };
    estimate(&world(&book, &facts), &deployment, &Scope::month()).unwrap()
}

fn cents(estimate: &Estimate) -> String {
    let rounded = estimate
        .gross
        .dollars()
        .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    rounded.to_string()
}

#[test]
fn hand_worked_months_in_seoul() {
    let instance = seoul(vec![
        ("instance", Ec2::default().into()),
        ("disk", Ebs::default().into()),
        ("alb", Alb::default().into()),
    ]);
    assert_eq!(cents(&instance), "37.59", "t3.micro 9.49 + 8 GB gp3 0.73 + ALB 16.43 + 3 IPv4 10.95");

    let task = seoul(vec![("task", Fargate::default().into()), ("alb", Alb::default().into())]);
    assert_eq!(cents(&task), "37.74", "0.25 vCPU / 0.5 GB + ALB + 3 IPv4");

    assert_eq!(cents(&seoul(vec![("nat", NatGateway::default().into())])), "46.72");
    assert_eq!(cents(&seoul(vec![("alb", Alb::default().into())])), "23.73");
    let busy = Alb { new_connections_per_second: 10_000.into(), public_ipv4: 0.into(), ..Alb::default() };
    assert_eq!(cents(&seoul(vec![("alb", busy.into())])), "2352.43");
}

fn compared(work: &Workload) -> Comparison {
    let (book, facts) = (book("ap-northeast-2").unwrap(), facts().unwrap());
    let designs = designs(work, &sizing(work.stack).unwrap(), &facts).unwrap();
    compare(&world(&book, &facts), designs, None, work.requests_per_month).unwrap()
}

#[test]
fn the_small_todo_app_is_cheapest_without_servers() {
    let comparison = compared(&Workload::default());
    let names: Vec<_> = comparison.candidates.iter().map(|one| one.estimate.name.as_str()).collect();
    assert_eq!(names, NAMES);
    assert_eq!(comparison.cheapest, Some(0));
    for candidate in &comparison.candidates {
        assert!(!candidate.estimate.is_lower_bound(), "{:?}", candidate.estimate.gaps);
    }
}

#[test]
fn heavier_stacks_need_more_servers() {
    let servers = |stack| {
        let work =
            Workload { stack, requests_per_month: Monthly::from(2_000_000_000), ..Workload::default() };
        compared(&work).candidates.into_iter().map(|one| one.estimate.gross).collect::<Vec<_>>()
    };
    let (rust, django) = (servers(Stack::Rust), servers(Stack::Django));
    assert_eq!(rust[0], django[0], "a function's time is the workload's own figure");
    assert!(rust[1] < django[1] && rust[2] < django[2]);
}
