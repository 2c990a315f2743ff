//! An invented comparison with everything that can happen in one: a free part, credits, a gap, a refusal, a fee outside the
//! month, names that are no friends of HTML. Prices are invented; the engine does the arithmetic.

use std::collections::BTreeMap;
use std::error::Error;

use sundown_engine::account::{Account, Plan, Programme};
use sundown_engine::allowance::{Allowance, Entitled};
use sundown_engine::architectures::{Design, Size};
use sundown_engine::compare::{Comparison, compare};
use sundown_engine::estimate::{Deployment, World};
use sundown_engine::facts::{Burst, Facts, InstanceType, Support};
use sundown_engine::lab::{Accounts, Lab};
use sundown_engine::money::Usd;
use sundown_engine::price::{Price, PriceBook, Tier};
use sundown_engine::quantity::{Count, Gigabytes, Hours, Hundredths, Megabytes, Millis, Monthly, Percent};
use sundown_engine::services::dynamodb::Dynamodb;
use sundown_engine::services::ec2::Ec2;
use sundown_engine::services::elb::Alb;
use sundown_engine::services::fargate::Fargate;
use sundown_engine::services::lambda::Lambda;
use sundown_engine::services::rds::Rds;
use sundown_engine::services::route53::{Domain, HostedZone};
use sundown_engine::services::s3::S3;
use sundown_engine::services::{Resource, meters};
use sundown_engine::text::{Lang, Sentence};
use sundown_engine::{Date, Decimal};
use sundown_report::{Asked, Claim, Currency, Curves, Money, Prices};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// What a world is made of, kept while it is lent out.
pub(crate) struct Sample {
    book: PriceBook,
    facts: Facts,
    account: Account,
    on: Date,
}

const REQUESTS: u64 = 3_000_000;

/// Invented, near enough to real ones to look right: `tier from:dollars`.
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

impl Sample {
    /// An account on the free plan with twenty dollars of credits.
    pub(crate) fn new() -> Outcome<Self> {
        let account = Account {
            opened: Some(Date::constant(2026, 9, 1)),
            plan: Some(Plan::Free),
            credits: Some("20".parse()?),
            in_organization: false,
        };
        Ok(Self { book: book()?, facts: facts()?, account, on: Date::constant(2026, 12, 1) })
    }

    pub(crate) fn world(&self) -> World<'_> {
        World { book: &self.book, facts: &self.facts, account: self.account, on: self.on }
    }

    pub(crate) fn comparison(&self, asked: &Asked) -> Outcome<Comparison> {
        Ok(compare(&self.world(), designs(), asked.lab.as_ref(), Monthly::from(REQUESTS))?)
    }
}

/// The question: in English with dollars, in Korean with won and tax.
pub(crate) fn asked(lang: Lang) -> Outcome<Asked> {
    let money = match lang {
        Lang::En => Money::default(),
        Lang::Ko => Money { currency: Currency::Krw, vat_percent: Some("10".parse()?), ..Money::default() },
    };
    Ok(Asked {
        lang,
        money,
        accounts: Accounts::Own,
        lab: Some(Lab { hours: Hours::from(3), students: 30, accounts: Accounts::Own, requests: None }),
        source_name: Sentence::new("the built-in Todo lab", "내장 Todo 실습"),
        prices: Prices {
            source: "snapshot".into(),
            oldest: "2025-07-02".into(),
            newest: "2026-10-13".into(),
        },
        claims: vec![Claim {
            claim: Sentence::new(
                "(common class material) t2.micro is free for 750 hours",
                "(널리 쓰이는 수업 자료) t2.micro 750시간 무료",
            ),
            truth: Sentence::new(
                "The free plan refuses to launch t2.micro; no 750 hours for accounts of today.",
                "Free plan에서는 t2.micro를 시작할 수 없습니다. 지금 개설하는 계정에는 750시간 무료도 없습니다.",
            ),
        }],
        command: "estimate compare --for 3h --students 30 --on 2026-12-01".into(),
        next: vec!["estimate explain ec2-elb.alb".into(), "estimate breakeven".into()],
    })
}

/// Break-even curves as the engine finds them, invented.
pub(crate) fn curves(lang: Lang) -> Outcome<Curves> {
    let mut points = Vec::new();
    for decade in 3..=9_u32 {
        for tenths in [10, 15, 22, 32, 46, 68] {
            let requests = 10_u64.pow(decade) / 10 * tenths;
            let servers = 62_000_000 + 31_000_000 * (requests / 40_000_000);
            let costs = [(requests * 3).saturating_sub(900_000), servers, servers / 2 + requests / 2];
            points.push((requests.into(), costs.map(micro_dollars).to_vec()));
        }
    }
    let names = match lang {
        Lang::En => ["Serverless", "EC2 + ELB", "Fargate"],
        Lang::Ko => ["서버리스", "EC2 + ELB", "Fargate"],
    };
    let say =
        |count: u64, en: &str, ko: &str| (count.into(), if lang == Lang::En { en } else { ko }.to_owned());
    Ok(Curves {
        names: names.map(str::to_owned).to_vec(),
        points,
        crossings: vec![
            say(
                13_000_000,
                "From 13,000,001 requests a month on, Fargate costs less than Serverless.",
                "월 13,000,001건부터 더 저렴한 구성: Fargate(이전: 서버리스).",
            ),
            say(
                20_967_000,
                "From 20,967,001 requests a month on, EC2 + ELB costs less than Serverless.",
                "월 20,967,001건부터 더 저렴한 구성: EC2 + ELB(이전: 서버리스).",
            ),
        ],
    })
}

fn micro_dollars(micros: u64) -> Usd {
    Usd::new(Decimal::from(micros) / Decimal::from(1_000_000))
}

fn designs() -> Vec<Design> {
    vec![serverless(), servers(), containers(), own()]
}

fn serverless() -> Design {
    let api = Lambda {
        requests: Monthly::from(REQUESTS),
        duration_ms: Millis::from(120),
        memory_mb: Megabytes::from(1_024),
        init_ms: Millis::from(50),
        cold_percent: Percent::from(1),
        function_url: true,
        ..Lambda::default()
    };
    let cleanup =
        Lambda { requests: Monthly::from(730), duration_ms: Millis::from(2_000), ..Lambda::default() };
    let todos = Dynamodb {
        reads: Monthly::from(6_000_000),
        writes: Monthly::from(1_500_000),
        storage_gb: Gigabytes::from(2),
        ..Dynamodb::default()
    };
    let site = S3 {
        storage_gb: Gigabytes::from(Hundredths(5)),
        get_requests: Monthly::from(90_000),
        ..S3::default()
    };
    let note = Sentence::new(
        "the peak needs 2 functions at once; a new account has 10",
        "최대 부하에는 동시 실행 2개가 필요합니다. 새 계정의 한도는 10개입니다",
    );
    Design {
        notes: vec![note],
        ..design(
            "serverless",
            vec![
                ("api", api.into()),
                ("cleanup", cleanup.into()),
                ("todos", todos.into()),
                ("site", site.into()),
            ],
        )
    }
}

fn servers() -> Design {
    let build = |instance_type: &str, count: u64, about: Sentence| {
        let web = Ec2 { instance_type: instance_type.into(), count: Count::from(count), ..Ec2::default() };
        let zone = HostedZone { queries: Monthly::from(1_000_000), ..HostedZone::default() };
        let deployment = named(
            "ec2-elb",
            vec![
                ("web", web.into()),
                ("alb", Alb { new_connections_per_second: Hundredths(300).into(), ..Alb::default() }.into()),
                ("database", Rds::default().into()),
                ("zone", zone.into()),
                ("name", Domain { yearly_usd: None }.into()),
            ],
        );
        Size { about, deployment }
    };
    let note =
        Sentence::new("two zones need two instances at least", "가용 영역 두 곳에 최소 두 대가 필요합니다");
    Design {
        sizes: vec![
            build("t3.micro", 2, Sentence::new("2 × t3.micro", "t3.micro 2대")),
            build("t3.micro", 3, Sentence::new("3 × t3.micro", "t3.micro 3대")),
        ],
        notes: vec![note],
    }
}

/// The price of memory is missing.
fn containers() -> Design {
    let tasks = Fargate { tasks: Count::from(2), ..Fargate::default() };
    design("fargate", vec![("app", tasks.into()), ("alb", Alb::default().into())])
}

/// A free plan may not launch it, and its resource has a hostile name.
fn own() -> Design {
    let big = Ec2 { instance_type: "m5.large".into(), ..Ec2::default() };
    design("mine", vec![("=<b>&|*", big.into())])
}

fn design(name: &str, resources: Vec<(&str, Resource)>) -> Design {
    Design::written(named(name, resources))
}

fn named(name: &str, resources: Vec<(&str, Resource)>) -> Deployment {
    let resources = resources.into_iter().map(|(name, resource)| (name.to_owned(), resource)).collect();
    Deployment { name: name.to_owned(), resources }
}

fn book() -> Outcome<PriceBook> {
    let mut prices = BTreeMap::new();
    for (key, tiers) in PRICES {
        let family = key.split(':').next().unwrap_or(key);
        let meter = meters().find(|meter| meter.key == family).ok_or_else(|| format!("no meter {family}"))?;
        let mut read = Vec::new();
        for tier in tiers.split(' ') {
            let (from, usd) = tier.split_once(':').ok_or("a tier is from:usd")?;
            read.push(Tier { from: from.parse()?, usd: usd.parse()?, sku: "SAMPLESKU".into() });
        }
        let price = Price::new(meter.unit.id.into(), read, "2026-10-01".into(), "invented".into())?;
        prices.insert((*key).to_owned(), price);
    }
    Ok(PriceBook { region: "ap-northeast-2".into(), source: "snapshot".into(), prices })
}

fn facts() -> Outcome<Facts> {
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
        ],
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
