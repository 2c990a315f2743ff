//! What is in an account after some labs: stacks, groups, networks, odds and ends of three people, some of it kept, some
//! expired, some strangely tagged, with names that bite.

mod motifs;

use super::{DAY, HOUR, PEOPLE, START};
use crate::cloud::{Cloud, HOME, KEEP, OTHER};
use crate::rng::Rng;
use crate::scene::rules::LAB;
use crate::thing::{Id, Life, Rules, Thing};
use std::collections::{BTreeMap, BTreeSet};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::ledger::Entry;
use sundown_cleanup_engine::moment::Moment;

/// Fills one account. What belongs together is made together, with one person and one fate, then some of it differs.
pub(super) struct Maker<'a> {
    pub(super) cloud: &'a mut Cloud,
    pub(super) rng: &'a mut Rng,
    pub(super) rules: &'a mut Rules,
    region: &'static str,
    person: &'static str,
    fate: u64,
    born: i64,
}

const LOOSE: [&str; 28] = [
    "ec2:eip",
    "ec2:volume",
    "ec2:snapshot",
    "rds:db-snapshot",
    "dynamodb:table",
    "s3:bucket",
    "logs:log-group",
    "sns:topic",
    "sqs:queue",
    "kms:key",
    "acm:certificate",
    "secretsmanager:secret",
    "kinesis:stream",
    "ecr:repository",
    "cloudwatch:alarm",
    "efs:file-system",
    "opensearch:domain",
    "redshift:cluster",
    "sagemaker:endpoint",
    "sagemaker:notebook-instance",
    "apprunner:service",
    "elasticache:replication-group",
    "events:rule",
    "scheduler:schedule",
    "ec2:vpn-connection",
    "apigateway:rest-api",
    "cognito-idp:user-pool",
    "elb:load-balancer",
];

pub(super) fn fill(cloud: &mut Cloud, rng: &mut Rng, rules: &mut Rules) {
    let wanted = 26 + rng.below(34);
    let mut maker =
        Maker { cloud, rng, rules, region: "ap-northeast-2", person: "kim", fate: 0, born: START };
    maker.theme();
    maker.own_stack();
    while (maker.cloud.things.len() as u64) < wanted {
        maker.theme();
        match maker.rng.below(12) {
            0 | 1 => maker.network(),
            2 => maker.stack(),
            3 => maker.group(),
            4 => maker.containers(),
            5 => maker.serverless(),
            6 => maker.database(),
            7 => maker.images(),
            8 => maker.default_network(),
            _ => {
                let kind = maker.rng.pick(&LOOSE).copied().unwrap_or("ec2:volume");
                maker.thing(kind, &[], &[]);
            }
        }
    }
    remember(cloud, rng, rules);
}

/// What was known before the story begins: earlier runs, first sights, the recorded baseline.
fn remember(cloud: &mut Cloud, rng: &mut Rng, rules: &mut Rules) {
    for (place, candidates) in rules.history.iter().enumerate() {
        let days = i64::try_from(rules.history.len() - place).unwrap_or(1);
        cloud
            .store
            .ledger
            .add(&Entry::Ran { at: Moment::from_seconds(START - days * DAY), candidates: *candidates });
    }
    for thing in cloud.things.values() {
        if !thing.tells_birth
            && rng.chance(70)
            && let Some(key) = cloud.keys.get(&thing.id)
        {
            let at = Moment::from_seconds(thing.born + rng.between(0, DAY));
            cloud.store.ledger.add(&Entry::Seen {
                key: key.clone(),
                generation: format!("g{}", thing.generation),
                at,
            });
        }
        if thing.born <= rules.baseline_at && !rules.baseline_blind.contains(thing.id.kind) {
            rules.baseline.insert((thing.id, thing.generation));
        }
    }
}

impl Maker<'_> {
    fn theme(&mut self) {
        let regions: Vec<&'static str> =
            self.cloud.regions.iter().copied().filter(|region| *region != "global").collect();
        self.region = self.rng.pick(&regions).copied().unwrap_or("ap-northeast-2");
        self.person = self.rng.pick(&PEOPLE).copied().unwrap_or("kim");
        self.fate = self.rng.below(100);
        self.born = START - self.rng.between(1, 24 * 25) * HOUR;
    }

    /// Makes one thing of the theme and returns its id.
    pub(super) fn thing(&mut self, kind: &'static str, owners: &[Id], uses: &[Id]) -> Id {
        self.cloud.next_number += 1;
        let n = self.cloud.next_number;
        let row = Kind::parse(kind).map(Kind::row);
        let region = if row.is_some_and(|row| row.global) { "global" } else { self.region };
        let id = Id { region, kind, n };
        let mut thing = Thing {
            id,
            name: self.name(n),
            generation: 1,
            account: HOME,
            born: self.born,
            tells_birth: row.is_some_and(|row| row.created.is_some()),
            tags: self.tags(),
            locked: self.rng.chance(4),
            manager: self.rng.chance(2).then_some("elasticloadbalancing"),
            is_default: false,
            owners: owners.iter().copied().collect(),
            uses: uses.iter().copied().collect(),
            life: if self.rng.chance(2) { Life::Busy } else { Life::Ready },
            objects: if kind == "s3:bucket" { self.rng.below(4_000) } else { 0 },
            price: (!self.rng.chance(4)).then(|| row.map_or(0, |row| row.micro_usd_month)),
            ours: false,
            recorded_expiry: None,
            listed_from: 0,
            hidden: BTreeSet::new(),
        };
        if matches!(kind, "ec2:subnet" | "ec2:vpc" | "ec2:eip") && self.rng.chance(4) {
            thing.account = OTHER;
        }
        self.differ(&mut thing);
        self.cloud.add(thing);
        id
    }

    fn tags(&mut self) -> BTreeMap<String, String> {
        let at = |seconds: i64| Moment::from_seconds(seconds).to_string();
        let mut tags = BTreeMap::new();
        let lab = |tags: &mut BTreeMap<String, String>| tags.insert("lab".to_owned(), LAB.to_owned());
        match self.fate {
            0..45 => {
                lab(&mut tags);
                tags.insert("expires-at".into(), at(self.born.min(START - HOUR) + self.rng.between(0, HOUR)));
            }
            45..55 => {
                lab(&mut tags);
                tags.insert("expires-at".into(), at(START + self.rng.between(2, 90) * HOUR));
            }
            55..65 => {
                lab(&mut tags);
            }
            65..70 => {
                tags.insert("Lab".into(), LAB.into());
                tags.insert("lab\u{200b}".into(), LAB.into());
                tags.insert("expires-at".into(), at(START - DAY));
            }
            70..74 => {
                lab(&mut tags);
                tags.insert("expires-at".into(), "next friday".into());
            }
            74..77 => {
                tags.insert("lab".into(), "another-lab".into());
            }
            _ => {}
        }
        if self.rng.chance(80) {
            tags.insert("owner".into(), self.person.into());
        }
        tags
    }

    /// A part of everything is not like the rest of it.
    fn differ(&mut self, thing: &mut Thing) {
        match self.rng.below(100) {
            0..4 => {
                let key = self.rng.pick(&KEEP).copied().unwrap_or("keep");
                let value = self.rng.pick(&["", "true", "false", "until friday"]).copied().unwrap_or("");
                thing.tags.insert(key.to_owned(), value.to_owned());
            }
            4 | 5 => {
                let value = self.rng.pick(&["2026-13-45", "soon", "2026-11-01", ""]).copied().unwrap_or("");
                thing.tags.insert("expires-at".into(), value.into());
            }
            6 => {
                thing.tags.insert("owner".into(), "lee".into());
            }
            7 => thing.tags.clear(),
            8 => {
                self.rules.protected_numbers.insert(thing.id.n);
                thing.name = format!("prot-{}", thing.id.n);
            }
            9 => thing.born = START - self.rng.between(0, 5) * HOUR,
            10 if thing.tells_birth => thing.born = START + 60 * DAY,
            _ => {}
        }
    }

    fn name(&mut self, n: u32) -> String {
        let odd = [
            "=HYPERLINK(\"http://x\")",
            "\u{1b}[2Jgone",
            "evil\u{202e}txt",
            "two\nlines",
            "<b>bold</b>",
            "@channel",
            "실습용 서버",
            "../../etc",
            "🦀",
        ];
        if self.rng.chance(12) {
            format!("{}-{n}", self.rng.pick(&odd).copied().unwrap_or("x"))
        } else {
            format!("n-{n}")
        }
    }

    /// The cleanup's own stack, made to look like a leftover.
    fn own_stack(&mut self) {
        self.fate = self.rng.below(60);
        let stack = self.thing("cloudformation:stack", &[], &[]);
        let mut own = vec![stack];
        for kind in ["lambda:function", "dynamodb:table", "sns:topic", "scheduler:schedule"] {
            let owners = if self.rng.chance(50) { vec![stack] } else { vec![] };
            own.push(self.thing(kind, &owners, &[]));
        }
        for id in own {
            self.rules.own_numbers.insert(id.n);
            if let Some(thing) = self.cloud.things.get_mut(&id) {
                thing.name = format!("own-{}", id.n);
                self.rules.protected_numbers.remove(&id.n);
            }
        }
    }
}
