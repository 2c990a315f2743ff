//! What each example builds, with the prices it states.

use super::{Case, always};
use crate::period::Period;
use crate::quantity::{GigabytesMonthly, Hours, Hundredths, Millis, Monthly, Quantity};
use crate::resource::Arch;
use crate::services::apigateway::{HttpApi, RestApi};
use crate::services::cloudwatch::Logs;
use crate::services::dynamodb::{Consistency, Dynamodb};
use crate::services::ebs::{Ebs, EbsSnapshot, VolumeType};
use crate::services::ec2::Ec2;
use crate::services::eks::{EksCluster, Support};
use crate::services::elb::Alb;
use crate::services::fargate::Fargate;
use crate::services::lambda::Lambda;
use crate::services::route53::HostedZone;
use crate::services::s3::S3;
use crate::services::transfer::DataTransfer;
use crate::services::vpc::{NatGateway, PublicIpv4};
use crate::testing::{Row, decimal};

const LAMBDA: &[Row] = &[
    ("lambda/requests-x86", "Requests", "0.0000002"),
    ("lambda/duration-x86", "GB-Second", "0:0.0000166667 6000000000:0.000015 15000000000:0.0000133334"),
];

/// Stated by the second; 3,600 times as much by the hour.
const FARGATE: &[Row] = &[
    ("fargate/vcpu-x86", "vCPU-Hours", "0.0404784"),
    ("fargate/memory-x86", "GB-Hours", "0.004446"),
    ("fargate/vcpu-arm", "vCPU-Hours", "0.03237984"),
    ("fargate/memory-arm", "GB-Hours", "0.00356004"),
    ("fargate/ephemeral", "GB-Hours", "0.00011088"),
    ("vpc/public-ipv4", "Hrs", "0.005"),
];

const US_EAST: &[Row] = &[
    ("ec2/linux:t3.micro", "Hrs", "0.0104"),
    ("vpc/public-ipv4", "Hrs", "0.005"),
    ("vpc/nat-hours", "Hrs", "0.045"),
    ("vpc/nat-gb", "GB", "0.045"),
    ("ebs/gp2", "GB-Mo", "0.10"),
    ("ebs/gp3", "GB-Mo", "0.08"),
    ("ebs/snapshot", "GB-Mo", "0.05"),
    ("elb/alb-hours", "Hrs", "0.0225"),
    ("elb/alb-lcu", "LCU-Hrs", "0.008"),
    ("eks/cluster", "Hrs", "0.1"),
    ("eks/extended-support", "Hrs", "0.5"),
    ("route53/zone", "HostedZones", "0.5"),
    ("dynamodb/write", "WriteRequestUnits", "0.000000625"),
    ("dynamodb/read", "ReadRequestUnits", "0.000000125"),
    ("dynamodb/storage", "GB-Mo", "0.25"),
    ("cloudwatch/logs-ingest", "GB", "0.5"),
    ("cloudwatch/logs-store", "GB-Mo", "0.03"),
    ("cloudwatch/logs-scan", "GB", "0.005"),
    ("s3/standard", "GB-Mo", "0:0.023 51200:0.022"),
    ("s3/put", "Requests", "0.000005"),
    ("s3/get", "Requests", "0.0000004"),
    ("apigateway/http-requests", "Requests", "0:0.000001 300000000:0.0000009"),
    ("apigateway/rest-requests", "Requests", "0:0.0000035 333000000:0.0000028 1000000000:0.00000238"),
    ("transfer/internet-out", "GB", "0.09"),
];

/// aws-lambda-power-tuning: $0.0000000021 a millisecond at 128 MB.
const POWER_TUNING: &[Row] =
    &[("lambda/requests-x86", "Requests", "0"), ("lambda/duration-x86", "GB-Second", "0.0000168")];

/// A day, in the 30-day month the examples count in.
fn a_day() -> Period {
    hours(24)
}

fn hours(hours: u32) -> Period {
    Period::of_hours(hours.into()).in_month_of(720.into())
}

fn lambda(requests: u64, ms: u64, mb: u64) -> Lambda {
    Lambda {
        requests: requests.into(),
        duration_ms: Millis::from(ms),
        memory_mb: mb.into(),
        ..Lambda::default()
    }
}

fn ten_minutes_a_day(arch: Arch) -> Fargate {
    Fargate {
        tasks: 5.into(),
        vcpu: 1.into(),
        memory_gb: 2.into(),
        ephemeral_gb: 30.into(),
        public_ipv4: 0.into(),
        hours_per_month: Some(Hours::from(5)),
        arch,
    }
}

fn case(id: &'static str, period: Period, prices: &'static [Row]) -> Case {
    Case { id, resources: Vec::new(), period, prices, free: Vec::new(), lines: &[] }
}

pub(super) fn all() -> Vec<Case> {
    [functions(), containers(), apis(), storage(), network(), labs()].into_iter().flatten().collect()
}

fn functions() -> Vec<Case> {
    const LINES: &[(&str, &str)] = &[
        ("compute", "lambda/duration-x86"),
        ("requests", "lambda/requests-x86"),
        ("dur", "lambda/duration-x86"),
        ("req", "lambda/requests-x86"),
    ];
    const TIERS: &[(&str, &str)] =
        &[("t1", "lambda/duration-x86#1"), ("t2", "lambda/duration-x86#2"), ("t3", "lambda/duration-x86#3")];
    // The tiers are stated in GB-seconds: as many one-second requests at 1 GB, which the example does not charge for.
    const ONLY_DURATION: &[Row] = &[
        ("lambda/requests-x86", "Requests", "0"),
        ("lambda/duration-x86", "GB-Second", "0:0.0000166667 6000000000:0.000015 15000000000:0.0000133334"),
    ];
    let month = Period::month();
    vec![
        Case {
            resources: vec![lambda(3_000_000, 120, 1_536).into()],
            free: vec![
                always("always.lambda.requests", &["lambda/requests-x86"], 1_000_000),
                always("always.lambda.gbs", &["lambda/duration-x86"], 400_000),
            ],
            lines: LINES,
            ..case("lambda-od-1", month, LAMBDA)
        },
        Case {
            resources: vec![lambda(7_440_000, 2_000, 1_024).into()],
            lines: LINES,
            ..case("lambda-od-2", month, LAMBDA)
        },
        Case {
            resources: vec![lambda(6_000_000_000, 512, 1_024).into()],
            lines: LINES,
            ..case("ic-lambda-6b", month, LAMBDA)
        },
        Case {
            resources: vec![lambda(61_440_000_000, 1_000, 1_024).into()],
            lines: TIERS,
            ..case("ic-lambda-tiers-x86", month, ONLY_DURATION)
        },
        Case { resources: vec![lambda(1, 300, 1_024).into()], ..case("powertuning-1", month, POWER_TUNING) },
    ]
}

fn containers() -> Vec<Case> {
    const LINES: &[(&str, &str)] = &[
        ("cpu", "fargate/vcpu-x86"),
        ("memory", "fargate/memory-x86"),
        ("ephemeral", "fargate/ephemeral"),
        ("gb", "fargate/memory-x86"),
    ];
    const ARM: &[(&str, &str)] =
        &[("cpu", "fargate/vcpu-arm"), ("memory", "fargate/memory-arm"), ("ephemeral", "fargate/ephemeral")];
    const HOURLY: &[Row] =
        &[("fargate/vcpu-x86", "vCPU-Hours", "0.04048"), ("fargate/memory-x86", "GB-Hours", "0.004445")];
    let all_month =
        Fargate { vcpu: 1.into(), memory_gb: 2.into(), public_ipv4: 0.into(), ..Fargate::default() };
    let extended = EksCluster { support: Support::Extended, ..EksCluster::default() };
    vec![
        Case {
            resources: vec![ten_minutes_a_day(Arch::X86).into()],
            lines: LINES,
            ..case("fargate-1", Period::month(), FARGATE)
        },
        Case {
            resources: vec![ten_minutes_a_day(Arch::Arm).into()],
            lines: ARM,
            ..case("fargate-2", Period::month(), FARGATE)
        },
        Case {
            resources: vec![all_month.into()],
            lines: LINES,
            ..case("ic-fargate", Period::month(), HOURLY)
        },
        Case {
            resources: vec![EksCluster::default().into(), extended.into()],
            lines: &[("standard", "@0"), ("extended", "@1")],
            ..case("ic-eks", Period::month(), US_EAST)
        },
    ]
}

fn apis() -> Vec<Case> {
    const REST: &[(&str, &str)] = &[
        ("first 333M", "apigateway/rest-requests#1"),
        ("next 667M", "apigateway/rest-requests#2"),
        ("next 14B", "apigateway/rest-requests#3"),
        ("data out (AWS uses a flat 0.09)", "transfer/internet-out"),
    ];
    const HTTP: &[(&str, &str)] = &[
        ("first 300M", "apigateway/http-requests#1"),
        ("next", "apigateway/http-requests#2"),
        ("t1", "apigateway/http-requests#1"),
        ("t2", "apigateway/http-requests#2"),
    ];
    let month = Period::month();
    let loads = HttpApi { requests: 432_000_000.into(), request_kb: 12.into(), response_kb: 46.into() };
    let billion = HttpApi { requests: 1_000_000_000.into(), ..HttpApi::default() };
    let out_gb = GigabytesMonthly::of(decimal("57220.46"));
    vec![
        Case { resources: vec![loads.into()], lines: HTTP, ..case("apigw-http-1", month, US_EAST) },
        Case { resources: vec![billion.into()], lines: HTTP, ..case("ic-apigw-http", month, US_EAST) },
        Case {
            resources: vec![
                RestApi { requests: 15_000_000_000.into() }.into(),
                DataTransfer { internet_out_gb: out_gb, ..DataTransfer::default() }.into(),
            ],
            lines: REST,
            ..case("apigw-rest-2", month, US_EAST)
        },
    ]
}

fn storage() -> Vec<Case> {
    const S3_LINES: &[(&str, &str)] = &[
        ("first 50 TB", "s3/standard#1"),
        ("next 450 TB", "s3/standard#2"),
        ("put", "s3/put"),
        ("get", "s3/get"),
    ];
    // 100 GB for 15 days and 100 TB for 16 days of March: 39,357,600 GB-hours of 744.
    let march = Period::of_hours(744.into()).in_month_of(744.into());
    let requests = S3 { put_requests: 310_000.into(), get_requests: 620_000.into(), ..S3::default() };
    let table = Dynamodb {
        writes: Monthly::from(3_000_000),
        reads: Monthly::from(8_000_000),
        consistency: Consistency::Strong,
        storage_gb: 230.into(),
        ..Dynamodb::default()
    };
    let logs = Logs { ingest_gb: 1_000.into(), stored_gb: 500.into(), scanned_gb: 250.into() };
    vec![
        Case {
            resources: vec![
                Ebs { volume_type: VolumeType::Gp2, size_gb: 2_000.into(), ..Ebs::default() }.into(),
            ],
            lines: &[("storage", "ebs/gp2")],
            ..case("ebs-gp2-1", hours(12), US_EAST)
        },
        Case {
            resources: vec![S3 { storage_gb: 52_900.into(), ..S3::default() }.into()],
            lines: S3_LINES,
            ..case("s3-storage-1", march, US_EAST)
        },
        Case {
            resources: vec![requests.into()],
            lines: S3_LINES,
            ..case("s3-requests-1", Period::month(), US_EAST)
        },
        Case {
            resources: vec![table.into()],
            lines: &[("w", "dynamodb/write"), ("r", "dynamodb/read"), ("gb", "dynamodb/storage")],
            ..case("ic-ddb-od", Period::month(), US_EAST)
        },
        Case {
            resources: vec![logs.into()],
            lines: &[
                ("in", "cloudwatch/logs-ingest"),
                ("st", "cloudwatch/logs-store"),
                ("scan", "cloudwatch/logs-scan"),
            ],
            ..case("ic-cwlogs", Period::month(), US_EAST)
        },
        Case {
            resources: vec![HostedZone::default().into()],
            lines: &[("zone", "route53/zone")],
            ..case("ic-r53", Period::month(), US_EAST)
        },
    ]
}

fn network() -> Vec<Case> {
    const NAT: &[(&str, &str)] = &[
        ("hour", "vpc/nat-hours"),
        ("data processing", "vpc/nat-gb"),
        ("h", "vpc/nat-hours"),
        ("gb", "vpc/nat-gb"),
    ];
    // These examples leave the gateway's address out; ours is counted unless the gateway has none.
    let gateway = |gb: u64| NatGateway { gb: gb.into(), public_ipv4: 0.into(), ..NatGateway::default() };
    let alb = Alb {
        public_ipv4: 0.into(),
        new_connections_per_second: 1.into(),
        active_connections: 120.into(),
        requests_per_second: 5.into(),
        processed_gb_per_hour: Hundredths(108).into(),
        rules: 60.into(),
        ..Alb::default()
    };
    vec![
        Case {
            resources: vec![gateway(730).into()],
            lines: NAT,
            ..case("vpc-nat-1", Period::of_hours(1.into()), US_EAST)
        },
        Case { resources: vec![gateway(100).into()], lines: NAT, ..case("ic-nat", Period::month(), US_EAST) },
        Case { resources: vec![alb.into()], ..case("alb-lcu-1", hours(720), US_EAST) },
    ]
}

fn labs() -> Vec<Case> {
    let without_address = Ec2 { public_ipv4: 0.into(), ..Ec2::default() };
    vec![
        Case {
            resources: vec![NatGateway::default().into()],
            lines: &[("nat", "vpc/nat-hours"), ("ipv4", "vpc/public-ipv4")],
            ..case("lab-nat-24h", a_day(), US_EAST)
        },
        Case {
            resources: vec![
                without_address.clone().into(),
                PublicIpv4::default().into(),
                Ebs { count: 2.into(), ..Ebs::default() }.into(),
                EbsSnapshot::default().into(),
            ],
            lines: &[
                ("t3.micro", "ec2/linux:t3.micro"),
                ("ipv4", "vpc/public-ipv4"),
                ("gp3 x2", "ebs/gp3"),
                ("snapshot", "ebs/snapshot"),
            ],
            ..case("lab-ec2-24h", a_day(), US_EAST)
        },
        Case {
            resources: vec![Alb::default().into(), without_address.into(), Ebs::default().into()],
            lines: &[
                ("alb", "elb/alb-hours"),
                ("ipv4 x2", "vpc/public-ipv4"),
                ("t3.micro", "ec2/linux:t3.micro"),
                ("gp3", "ebs/gp3"),
            ],
            ..case("lab-alb-24h", a_day(), US_EAST)
        },
        Case {
            resources: vec![Fargate::default().into()],
            lines: &[("cpu", "fargate/vcpu-x86"), ("mem", "fargate/memory-x86"), ("ipv4", "vpc/public-ipv4")],
            ..case("lab-fargate-24h", a_day(), FARGATE)
        },
    ]
}
