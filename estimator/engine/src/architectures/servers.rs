//! What the two server architectures share: the balancer in front, the database behind, the traffic between, and how many
//! processors the work needs.

use rust_decimal::Decimal;

use super::gigabytes_monthly;
use crate::error::{Invalid, TooLarge, nearest};
use crate::exact::Exact;
use crate::period::MONTH_HOURS;
use crate::quantity::{Gigabytes, GigabytesMonthly, PerSecond, Quantity};
use crate::services::Resource;
use crate::services::cloudwatch::Logs;
use crate::services::elb::Alb;
use crate::services::rds::{Engine, Rds};
use crate::services::s3::S3;
use crate::services::transfer::DataTransfer;
use crate::workload::{Sizing, Workload};

/// A processor is planned to be this busy at the peak, in percent: the rest is for what averages hide.
const BUSY_PERCENT: u32 = 70;

/// RDS keeps 20 GB at least.
const LEAST_DATABASE_GB: u32 = 20;

/// One of two answers crosses to the other zone on its way to the database.
const CROSS_ZONE_SHARE: u32 = 2;

/// What is the same in every size: worked out once.
pub(super) struct Shared {
    pub(super) balancer: Alb,
    pub(super) database: Rds,
    /// Pictures, logs and traffic.
    pub(super) around: Vec<(&'static str, Resource)>,
}

pub(super) fn shared(work: &Workload) -> Result<Shared, Invalid> {
    Ok(Shared { balancer: balancer(work)?, database: database(work)?, around: around(work)? })
}

/// Vcpu that the peak needs, with room to breathe.
pub(super) fn peak_vcpu(work: &Workload, sizing: &Sizing) -> Result<Decimal, TooLarge> {
    let busy = cpu_seconds(work.peak()?, sizing)?;
    busy.times(Decimal::ONE_HUNDRED)?.over(Decimal::from(BUSY_PERCENT))
}

/// Vcpu that are busy on average, all the time.
pub(super) fn average_vcpu(work: &Workload, sizing: &Sizing) -> Result<Decimal, TooLarge> {
    cpu_seconds(work.average_rps()?, sizing)
}

fn cpu_seconds(rps: Decimal, sizing: &Sizing) -> Result<Decimal, TooLarge> {
    rps.times(Decimal::from(sizing.cpu_us_per_request))?.over(Decimal::from(1_000_000))
}

/// The balancer as the average loads it; the peak is minutes, a capacity unit is an hour's largest dimension.
fn balancer(work: &Workload) -> Result<Alb, TooLarge> {
    let average = work.average_rps()?;
    let asked = gigabytes_monthly(work.requests_per_month, work.request_kb)?.number();
    let gb_per_hour = asked.plus(answered_gb(work)?)?.over(Decimal::from(MONTH_HOURS))?;
    Ok(Alb {
        new_connections_per_second: PerSecond::of(average),
        requests_per_second: PerSecond::of(average),
        processed_gb_per_hour: Gigabytes::of(gb_per_hour),
        ..Alb::default()
    })
}

/// What goes out to browsers in a month: answers, and the front, which these servers carry too.
fn answered_gb(work: &Workload) -> Result<Decimal, TooLarge> {
    let answers = gigabytes_monthly(work.requests_per_month, work.response_kb)?.number();
    answers.plus(gigabytes_monthly(work.page_views, work.page_kb)?.number())
}

fn database(work: &Workload) -> Result<Rds, Invalid> {
    let engines = [Engine::Postgresql, Engine::Mysql, Engine::Mariadb];
    let engine = engines.into_iter().find(|engine| engine.word() == work.db_engine).ok_or_else(|| {
        let near = nearest(&work.db_engine, engines.map(Engine::word)).join(", ");
        let near = if near.is_empty() { engines.map(Engine::word).join(", ") } else { near };
        Invalid::new(
            "db_engine",
            format!("`{}` is no engine we know; near: {near}", work.db_engine),
            format!("`{}`: 알 수 없는 엔진입니다. 비슷한 이름: {near}", work.db_engine),
        )
    })?;
    Ok(Rds {
        engine,
        engine_version: work.db_version.clone(),
        class: work.db_class.clone(),
        multi_az: work.db_multi_az,
        storage_gb: Gigabytes::of(work.storage_gb.number().ceil().max(Decimal::from(LEAST_DATABASE_GB))),
        ..Rds::default()
    })
}

/// Pictures in a bucket, logs, answers out to the internet and questions to the database in the other zone.
fn around(work: &Workload) -> Result<Vec<(&'static str, Resource)>, Invalid> {
    let requests = work.requests_per_month;
    let uploads = work.requests_of(work.upload_percent)?;
    let crossing =
        gigabytes_monthly(requests, work.response_kb)?.number().over(Decimal::from(CROSS_ZONE_SHARE))?;
    let transfer = DataTransfer {
        internet_out_gb: GigabytesMonthly::of(answered_gb(work)?),
        inter_az_gb: GigabytesMonthly::of(crossing),
        ..DataTransfer::default()
    };
    let media =
        S3 { storage_gb: work.media_gb, put_requests: uploads, get_requests: uploads, ..S3::default() };
    let logs = Logs { ingest_gb: gigabytes_monthly(requests, work.log_kb)?, ..Logs::default() };
    Ok(vec![("media-bucket", media.into()), ("logs", logs.into()), ("transfer", transfer.into())])
}
