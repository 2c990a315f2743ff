//! An invented comparison with everything that can happen in one: a free part, credits, a gap, a refusal, a fee outside the
//! month, names that are no friends of HTML. Prices are invented; the engine does the arithmetic.

mod facts;

use std::error::Error;

use sundown_engine::account::{Account, Plan};
use sundown_engine::architectures::{Design, Size};
use sundown_engine::compare::{Comparison, compare};
use sundown_engine::estimate::{Deployment, World};
use sundown_engine::facts::Facts;
use sundown_engine::lab::{Accounts, Lab};
use sundown_engine::money::Usd;
use sundown_engine::price::PriceBook;
use sundown_engine::quantity::{Count, Gigabytes, Hours, Hundredths, Megabytes, Millis, Monthly, Percent};
use sundown_engine::services::Resource;
use sundown_engine::services::dynamodb::Dynamodb;
use sundown_engine::services::ec2::Ec2;
use sundown_engine::services::elb::Alb;
use sundown_engine::services::fargate::Fargate;
use sundown_engine::services::lambda::Lambda;
use sundown_engine::services::rds::Rds;
use sundown_engine::services::route53::{Domain, HostedZone};
use sundown_engine::services::s3::S3;
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

impl Sample {
    /// An account on the free plan with twenty dollars of credits.
    pub(crate) fn new() -> Outcome<Self> {
        let account = Account {
            opened: Some(Date::constant(2026, 9, 1)),
            plan: Some(Plan::Free),
            credits: Some("20".parse()?),
            in_organization: false,
        };
        Ok(Self { book: facts::book()?, facts: facts::facts()?, account, on: Date::constant(2026, 12, 1) })
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
            from_snapshot: 21,
            oldest_fetched: None,
        },
        remarks: Vec::new(),
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
