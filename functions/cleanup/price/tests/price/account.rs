//! The sum over an account is its bill: every address, disk, node and hour is counted in one finding and in one only. And
//! the estimator, asked for the same things as a deployment, says the same.

use std::collections::BTreeMap;

use crate::support::{case, prices, seoul};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sundown_cleanup_engine::catalog::Kind;
use sundown_engine::account::Account;
use sundown_engine::estimate::{Deployment, Scope, World, estimate};
use sundown_engine::services::Resource;
use sundown_engine::services::ebs::Ebs;
use sundown_engine::services::ec2::Ec2;
use sundown_engine::services::elb::{Alb, Nlb};
use sundown_engine::services::rds::{Engine, Rds, StorageType};
use sundown_engine::services::vpc::{NatGateway, PublicIpv4};

/// Whatever a document of these kinds says, it is free itself.
const AROUND: &[&str] = &[
    "cloudformation:stack",
    "autoscaling:group",
    "elasticbeanstalk:environment",
    "ecs:cluster",
    "ecs:service",
    "eks:nodegroup",
    "elasticache:replication-group",
    "ec2:image",
    "ec2:network-interface",
    "ec2:vpc",
    "ec2:subnet",
    "ec2:security-group",
    "ec2:route-table",
    "ec2:internet-gateway",
    "ec2:launch-template",
    "elbv2:target-group",
];

/// A class's account: a balancer before two servers of a group, a gateway, a network balancer with two Elastic IPs, a
/// public database, a task of a service and a node of a cache, with everything around them.
fn findings() -> Vec<(Kind, Value)> {
    let named = [
        "application balancer in two zones",
        "address that a balancer manages",
        "address that a balancer manages",
        "instance with an address of its subnet",
        "instance with an Elastic IP",
        "gp3 volume",
        "gp3 volume",
        "NAT gateway",
        "Elastic IP of a NAT gateway",
        "network balancer with Elastic IPs",
        "Elastic IP of a NAT gateway",
        "Elastic IP of a NAT gateway",
        "Elastic IP of a NAT gateway",
        "public MySQL 8.4",
        "Fargate task with a public address",
        "cache node of a group",
    ];
    let around = AROUND.iter().map(|kind| (Kind::parse(kind).unwrap(), json!({})));
    named.iter().map(|name| case(name)).map(|case| (case.kind, case.document)).chain(around).collect()
}

#[test]
fn the_sum_over_an_account_is_its_bill() {
    let prices = prices();
    let mut bill: BTreeMap<String, Decimal> = BTreeMap::new();
    let mut total = Decimal::ZERO;
    for (kind, document) in findings() {
        let worth = prices.worth(kind, &seoul(), &document);
        total += worth.usd.unwrap_or_else(|| panic!("{kind}: {}", worth.why.en)).dollars();
        for line in worth.lines {
            *bill.entry(line.meter).or_default() += line.amount / Decimal::from(730);
        }
    }
    let by_hand = [
        ("ec2/linux:t2.micro", "2"),
        ("ebs/gp3", "0.082191780822"),
        ("elasticache/valkey:cache.t3.micro", "1"),
        ("elb/alb-hours", "1"),
        ("elb/nlb-hours", "1"),
        ("fargate/memory-x86", "0.5"),
        ("fargate/vcpu-x86", "0.25"),
        ("rds/mysql:db.t3.micro", "1"),
        ("rds/storage-gp2", "0.027397260274"),
        ("vpc/nat-hours", "1"),
        // Balancer 2, server 1 (subnet) and 1 (Elastic), gateway 1 (Elastic), network balancer 2 (Elastic), database 1, task 1.
        ("vpc/public-ipv4", "9"),
    ];
    let bill: BTreeMap<_, _> =
        bill.iter().map(|(key, each)| (key.as_str(), each.round_dp(12).normalize())).collect();
    assert_eq!(bill, by_hand.map(|(key, each)| (key, each.parse().unwrap())).into());
    // 2 × 10.512 + 60 × 0.0912 + 14.6 + 2 × 16.425 + 10.36235 + 18.98 + 2.62 + 43.07 + 9 × 3.65
    assert_eq!(total.normalize().to_string(), "181.82835");
}

#[test]
fn the_estimator_says_the_same_of_the_same_things() {
    let resources: Vec<(&str, Resource)> = vec![
        ("NAT gateway", NatGateway { public_ipv4: 0.into(), ..NatGateway::default() }.into()),
        ("idle Elastic IP", PublicIpv4 { idle: true, ..PublicIpv4::default() }.into()),
        ("application balancer in two zones", Alb::default().into()),
        ("network balancer with Elastic IPs", Nlb { public_ipv4: 0.into(), ..Nlb::default() }.into()),
        (
            "instance with an address of its subnet",
            Ec2 { instance_type: "t2.micro".into(), ..Ec2::default() }.into(),
        ),
        ("gp3 volume", Ebs { size_gb: 30.into(), ..Ebs::default() }.into()),
        (
            "MySQL 8.0 in extended support",
            Rds {
                engine: Engine::Mysql,
                engine_version: "8.0.42".into(),
                class: "db.t3.micro".into(),
                storage_type: StorageType::Gp2,
                ..Rds::default()
            }
            .into(),
        ),
    ];
    let book = sundown_prices::snapshot::book(&seoul()).unwrap();
    let facts = sundown_prices::facts::facts().unwrap();
    let on = jiff::civil::date(2026, 11, 21);
    let world = World { book: &book, facts: &facts, account: Account::default(), on };
    for (name, resource) in resources {
        let deployment = Deployment { name: name.into(), resources: vec![("it".into(), resource)] };
        let estimated = estimate(&world, &deployment, &Scope::month()).unwrap();
        assert_eq!(Some(estimated.gross), case(name).worth(&prices()).usd, "{name}");
    }
}
