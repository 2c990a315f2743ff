//! Invented prices and rules, near enough to real ones to look right.

use std::collections::BTreeMap;

use sundown_engine::Date;
use sundown_engine::account::Programme;
use sundown_engine::allowance::{Allowance, Entitled};
use sundown_engine::facts::{Burst, Facts, InstanceType, Support};
use sundown_engine::price::{Price, PriceBook, Tier};
use sundown_engine::services::meters;

use super::Outcome;

/// A meter and its tiers, `from:dollars`, separated by blanks.
const PRICES: &[(&str, &str)] = &[
    ("lambda/requests-x86", "0:0.0000002"),
    ("lambda/duration-x86", "0:0.0000166667 6000000000:0.000015"),
    ("dynamodb/read", "0:0.00000014"),
    ("dynamodb/write", "0:0.0000007"),
    ("dynamodb/storage", "0:0.29"),
    ("s3/standard", "0:0.025 51200:0.024"),
    ("s3/get", "0:0.00000035"),
    ("ec2/linux:t3.micro", "0:0.013"),
    ("ec2/linux:m5.large", "0:0.118"),
    ("vpc/public-ipv4", "0:0.005"),
    ("elb/alb-hours", "0:0.0225"),
    ("elb/alb-lcu", "0:0.008"),
    ("rds/postgresql:db.t4g.micro", "0:0.025"),
    ("rds/storage-gp3", "0:0.131"),
    ("route53/zone", "0:0.5 25:0.1"),
    ("route53/query", "0:0.0000004"),
    ("fargate/vcpu-x86", "0:0.04656"),
];

pub(super) fn book() -> Outcome<PriceBook> {
    let mut prices = BTreeMap::new();
    for (key, tiers) in PRICES {
        let family = key.split(':').next().unwrap_or(key);
        let meter = meters().find(|meter| meter.key == family).ok_or_else(|| format!("no meter {family}"))?;
        let mut read = Vec::new();
        for tier in tiers.split(' ') {
            let (from, usd) = tier.split_once(':').ok_or("a tier is from:usd")?;
            read.push(Tier { from: from.parse()?, usd: usd.parse()?, sku: "SAMPLESKU".into() });
        }
        let price = Price::new(meter.unit.id.into(), read, "2026-10-01", "invented")?;
        prices.insert((*key).to_owned(), price);
    }
    Ok(PriceBook { region: "ap-northeast-2".into(), source: "snapshot".into(), prices })
}

pub(super) fn facts() -> Outcome<Facts> {
    let kind = |vcpu, memory_mib, free_plan| InstanceType {
        vcpu,
        memory_mib,
        arm: false,
        burst: Burst::Baseline(None),
        free_plan,
    };
    Ok(Facts {
        instance_types: BTreeMap::from([
            ("t3.micro".into(), kind(2, 1_024, true)),
            ("m5.large".into(), kind(2, 8_192, false)),
            ("t4g.micro".into(), kind(2, 1_024, true)),
        ]),
        support: vec![Support {
            engine: "postgresql".into(),
            version: "17".into(),
            extended_from: Date::constant(2030, 3, 1),
            year3_from: None,
            source: "invented".into(),
        }],
        free_plan_rds: vec!["db.t4g.micro".into()],
        programme: Programme {
            credits_since: Date::constant(2025, 7, 15),
            legacy_months: 12,
            free_plan_months: 6,
            credit_months: 12,
            erased_after_days: 90,
        },
        allowances: vec![
            allowance("always.lambda.requests", "lambda/requests-x86", Some("1000000"), "Requests")?,
            allowance("always.lambda.gbs", "lambda/duration-x86", Some("400000"), "GB-Second")?,
            allowance("always.dynamodb.storage", "dynamodb/storage", Some("25"), "GB-Mo")?,
            allowance("zero.lambda.url", "lambda/function-url", None, "Requests")?,
            allowance("always.s3.get", "s3/get", Some("100000"), "Requests")?,
        ]
        .into(),
    })
}

fn allowance(id: &str, meter: &str, amount: Option<&str>, unit: &str) -> Outcome<Allowance> {
    Ok(Allowance {
        id: id.into(),
        meters: vec![meter.into()],
        amount: amount.map(str::parse).transpose()?,
        unit: unit.into(),
        who: Entitled::Everyone,
        from: None,
        until: None,
        source: "invented rules".into(),
        date: "2026-09-28".into(),
    })
}
