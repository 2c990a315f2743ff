//! Serverless: CloudFront and S3 carry the front; API Gateway calls Lambda; DynamoDB keeps the todos, S3 the pictures;
//! a queue and a topic carry what is done later; a schedule cleans up.
//!
//! ```text
//! browser ─▶ CloudFront ─▶ S3 (site)
//!        └─▶ HTTP API ─▶ Lambda api ─▶ DynamoDB
//!                              ├─▶ S3 (media) ─▶ Lambda media
//!                              └─▶ SQS ─▶ Lambda notify ─▶ SNS
//! Scheduler ─▶ Lambda cleanup
//! ```

use rust_decimal::Decimal;

use super::{Design, Size, deployment, front, gigabytes_monthly};
use crate::error::Invalid;
use crate::exact::Exact;
use crate::quantity::{Monthly, Quantity};
use crate::services::apigateway::HttpApi;
use crate::services::cloudwatch::Logs;
use crate::services::dynamodb::{Consistency, Dynamodb};
use crate::services::lambda::Lambda;
use crate::services::s3::S3;
use crate::services::scheduler::Scheduler;
use crate::services::sns::Sns;
use crate::services::sqs::Sqs;
use crate::services::transfer::DataTransfer;
use crate::text::Sentence;
use crate::workload::Workload;

/// Concurrent executions of an account that has just been opened; AWS raises it later to 1,000.
const NEW_ACCOUNT_CONCURRENCY: u32 = 10;

/// The cleanup looks once an hour.
const CLEANUPS_PER_MONTH: u64 = 730;
const CLEANUP_MS: u64 = 2_000;
const THUMBNAIL_MS: u64 = 400;
const NOTICE_MS: u64 = 20;
const NOTICE_MB: u64 = 128;

/// The original and its thumbnail.
const PUTS_PER_UPLOAD: u64 = 2;

/// A change of a todo is a transaction of two items: the todo, and the list's counters or the event that it was finished.
const ITEMS_PER_WRITE: u64 = 2;

/// A notice is three plain writes: the event is settled, the notice is recorded before it is sent, and marked as sent.
const WRITES_PER_NOTICE: u64 = 3;

/// What has to be built for this work.
pub(super) fn design(work: &Workload) -> Result<Design, Invalid> {
    let requests = work.requests_per_month;
    let uploads = work.requests_of(work.upload_percent)?;
    let events = work.requests_of(work.events_percent)?;
    let site = front(work)?;

    let function = |requests: Monthly| Lambda {
        requests,
        memory_mb: work.memory_mb,
        arch: work.arch,
        init_ms: work.init_ms,
        cold_percent: work.cold_percent,
        ..Lambda::default()
    };
    let api = Lambda { duration_ms: work.duration_ms, ..function(requests) };
    let background = |requests, ms: u64| Lambda { duration_ms: ms.into(), ..function(requests) };
    let table = Dynamodb {
        reads: work.scaled(work.reads_per_request.number())?,
        consistency: Consistency::Strong,
        writes: times(work.scaled(work.writes_per_request.number())?, ITEMS_PER_WRITE)?,
        transactional: true,
        storage_gb: work.storage_gb,
        ..Dynamodb::default()
    };
    let outbox = Dynamodb { writes: times(events, WRITES_PER_NOTICE)?, ..Dynamodb::default() };
    let notify = Lambda { memory_mb: NOTICE_MB.into(), ..background(events, NOTICE_MS) };
    let media = S3 {
        storage_gb: work.media_gb,
        put_requests: times(uploads, PUTS_PER_UPLOAD)?,
        get_requests: uploads,
        ..S3::default()
    };
    let logs = Logs { ingest_gb: gigabytes_monthly(requests, work.log_kb)?, ..Logs::default() };
    let out = DataTransfer {
        internet_out_gb: gigabytes_monthly(requests, work.response_kb)?,
        ..DataTransfer::default()
    };

    let resources = vec![
        ("site", site.distribution.into()),
        ("site-bucket", site.bucket.into()),
        ("http-api", HttpApi { requests, request_kb: work.request_kb, response_kb: work.response_kb }.into()),
        ("api", api.into()),
        ("table", table.into()),
        ("outbox", outbox.into()),
        ("media-bucket", media.into()),
        ("media", background(uploads, THUMBNAIL_MS).into()),
        ("queue", Sqs { messages: events, ..Sqs::default() }.into()),
        ("notify", notify.into()),
        ("topic", Sns { publishes: events, ..Sns::default() }.into()),
        ("schedule", Scheduler { invocations: CLEANUPS_PER_MONTH.into() }.into()),
        ("cleanup", background(CLEANUPS_PER_MONTH.into(), CLEANUP_MS).into()),
        ("logs", logs.into()),
        ("transfer", out.into()),
    ];
    let deployment = deployment("serverless", resources);
    let about = Sentence::new("as it is", "기본 구성");
    Ok(Design { sizes: vec![Size { about, deployment }], notes: notes(work)? })
}

fn times(events: Monthly, each: u64) -> Result<Monthly, Invalid> {
    Ok(Monthly::of(events.number().times(Decimal::from(each))?))
}

fn notes(work: &Workload) -> Result<Vec<Sentence>, Invalid> {
    let needed = work.peak_concurrency()?;
    if needed <= Decimal::from(NEW_ACCOUNT_CONCURRENCY) {
        return Ok(Vec::new());
    }
    Ok(vec![Sentence::new(
        format!(
            "at the peak {needed} functions run at once; a new account may run {NEW_ACCOUNT_CONCURRENCY} \
             (your account's limit is not known): ask AWS to raise it, or the rest is refused with 429"
        ),
        format!(
            "최대 부하에서 함수 {needed}개가 동시에 실행됩니다. 새 계정의 한도는 {NEW_ACCOUNT_CONCURRENCY}개이며\
             (이 계정의 한도는 알 수 없음) 넘으면 429로 거부되므로 AWS에 상향을 요청해야 합니다"
        ),
    )])
}
