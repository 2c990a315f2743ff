//! Databases: an instance of RDS by class, standby, storage and extended support; an instance of Aurora by its hours,
//! because the storage belongs to its cluster.

use rust_decimal::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::quantity::{Gigabytes, Quantity};
use sundown_engine::services::rds::{Engine, Rds, StorageType};
use sundown_engine::services::vpc::PublicIpv4;
use sundown_engine::unit::{INSTANCE, IOPS};
use sundown_engine::usage::Factor;

use super::instance::in_the_region;
use crate::document::Doc;
use crate::meters::{AURORA_POSTGRESQL, RDS_GP3_IOPS};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn instance(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    without_extras(doc, month)?;
    let stopped = matches!(doc.text("DBInstanceStatus")?, "stopped" | "stopping");
    let engine = match doc.text("Engine")? {
        "mysql" => Engine::Mysql,
        "postgres" => Engine::Postgresql,
        "mariadb" => Engine::Mariadb,
        "aurora-postgresql" => return aurora(doc, stopped, month),
        other => return Err(Why::strange("Engine", &other)),
    };
    if doc.has("DBClusterIdentifier") {
        return Err(Why::other(
            "a Multi-AZ cluster of three instances",
            "인스턴스 3개로 된 다중 AZ DB 클러스터",
        ));
    }
    let size = doc.number("AllocatedStorage")?;
    let rds = Rds {
        engine,
        engine_version: doc.text("EngineVersion")?.to_owned(),
        class: doc.text("DBInstanceClass")?.to_owned(),
        multi_az: doc.flag("MultiAZ")?,
        storage_type: storage_type(doc)?,
        storage_gb: Gigabytes::of(size),
        // RDS upgrades those that refuse extended support; who does not say so has it.
        extended_support: !doc
            .text_if("EngineLifecycleSupport")?
            .is_some_and(|word| word.ends_with("-disabled")),
        ..Rds::default()
    };
    if rds.storage_type == StorageType::Gp3 {
        past_the_baseline(doc, size, month)?;
    }
    if stopped {
        month.has_stopped(rds)?;
    } else {
        month.has(rds)?;
    }
    public_address(doc, stopped, month)
}

fn storage_type(doc: Doc<'_>) -> Told<StorageType> {
    match doc.text("StorageType")? {
        "gp2" => Ok(StorageType::Gp2),
        "gp3" => Ok(StorageType::Gp3),
        other => Err(Why::strange("StorageType", &other)),
    }
}

/// Below 400 GB gp3 is always 3,000 IOPS and 125 MiB/s; from there on 12,000 and 500, and more can be bought.
fn past_the_baseline(doc: Doc<'_>, size: Decimal, month: &mut Month<'_>) -> Told {
    let large = size >= Decimal::from(400);
    let (iops, throughput) = if large { (12_000, 500) } else { (3_000, 125) };
    let told = |member: &str, baseline: u32| match doc.number_if(member)? {
        Some(number) => Ok(number),
        None if large => Err(Why::missing(member)),
        None => Ok(Decimal::from(baseline)),
    };
    let (wanted, fast) = (told("Iops", iops)?, told("StorageThroughput", throughput)?);
    if fast > Decimal::from(throughput) {
        return Err(Why::strange("StorageThroughput", &fast));
    }
    let past = wanted.minus(Decimal::from(iops))?.max(Decimal::ZERO);
    if !past.is_zero() && doc.flag("MultiAZ")? {
        return Err(Why::strange("Iops", &wanted));
    }
    month.uses(RDS_GP3_IOPS.whole(), [Factor::new(past, &IOPS)])
}

/// Its class by the hour. Old versions are in an extended support of their own, which we have no price for.
fn aurora(doc: Doc<'_>, stopped: bool, month: &mut Month<'_>) -> Told {
    let class = doc.text("DBInstanceClass")?;
    if class == "db.serverless" {
        return Err(Why::other(
            "an Aurora Serverless instance, by its capacity",
            "용량에 따라 과금되는 Aurora Serverless 인스턴스",
        ));
    }
    match doc.text("StorageType")? {
        "aurora" => {}
        other => return Err(Why::strange("StorageType", &other)),
    }
    let version = doc.text("EngineVersion")?;
    if !month.is_newer_than_ended("postgresql", version) {
        return Err(Why::strange("EngineVersion", &version));
    }
    if stopped {
        month.idle("aurora-stopped")?;
    } else {
        month.stands(AURORA_POSTGRESQL.of(class), Decimal::ONE, &INSTANCE)?;
    }
    public_address(doc, stopped, month)
}

fn public_address(doc: Doc<'_>, stopped: bool, month: &mut Month<'_>) -> Told {
    match doc.flag_if("PubliclyAccessible")? {
        Some(false) => return Ok(()),
        Some(true) if !stopped => {}
        Some(true) => month.at_most(
            "whether a stopped public database keeps its public address is not told",
            "중지된 퍼블릭 데이터베이스가 퍼블릭 주소를 유지하는지는 알 수 없어 포함했습니다",
        ),
        None => month.at_most(
            "whether the database has a public address was not told: counted as if it had",
            "데이터베이스의 퍼블릭 주소 여부를 알 수 없어 있는 것으로 계산한 상한입니다",
        ),
    }
    month.has(PublicIpv4::default())
}

/// Options that are billed and that we have no price for.
fn without_extras(doc: Doc<'_>, month: &Month<'_>) -> Told {
    if doc.has("AvailabilityZone") {
        in_the_region(doc, "AvailabilityZone", month)?;
    }
    if doc.flag_if("DedicatedLogVolume")? == Some(true) {
        return Err(Why::other("a dedicated log volume", "전용 로그 볼륨"));
    }
    let week = Decimal::from(7);
    let kept = doc.number_if("PerformanceInsightsRetentionPeriod")?.unwrap_or(week);
    if kept > week || doc.text_if("DatabaseInsightsMode")? == Some("advanced") {
        return Err(Why::other(
            "Performance Insights for more than a week",
            "7일을 넘는 Performance Insights 보존",
        ));
    }
    Ok(())
}
