//! DynamoDB tables: provisioned capacity of the table and its indexes, what they store, and continuous backups.

use rust_decimal::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::quantity::{Count, Gigabytes, Quantity};
use sundown_engine::services::dynamodb::{Dynamodb, Mode};

use crate::document::Doc;
use crate::meters::{GIB, TABLE_IA, TABLE_RECOVERY};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn table(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    let global = doc.list_if("GlobalSecondaryIndexes")?.unwrap_or_default();
    let local = doc.list_if("LocalSecondaryIndexes")?.unwrap_or_default();
    let own = sum(local.iter().map(|index| index.number("IndexSizeBytes")), doc.number("TableSizeBytes")?)?;
    let bytes = sum(global.iter().map(|index| index.number("IndexSizeBytes")), own)?;
    let infrequent = match doc.text_if("TableClassSummary.TableClass")? {
        Some("STANDARD") | None => false,
        Some("STANDARD_INFREQUENT_ACCESS") => true,
        Some(other) => return Err(Why::strange("TableClassSummary.TableClass", &other)),
    };
    let mut table = provisioned(doc, &global)?;
    if infrequent && table.mode == Mode::Provisioned {
        return Err(Why::other(
            "capacity of an infrequent-access table",
            "Standard-IA 테이블의 프로비저닝된 용량",
        ));
    }
    if bytes.is_zero() && table.mode == Mode::OnDemand {
        return month.idle("empty");
    }
    if infrequent {
        month.keeps_bytes(TABLE_IA.whole(), bytes)?;
    } else {
        table.storage_gb = Gigabytes::of(bytes.over(Decimal::from(GIB))?);
    }
    month.has(table)?;
    recovery(doc, own, month)
}

/// A table that never changed its mode says nothing of it, and one on demand has no capacity.
fn provisioned(doc: Doc<'_>, indexes: &[Doc<'_>]) -> Told<Dynamodb> {
    let mode = doc.text_if("BillingModeSummary.BillingMode")?;
    if mode == Some("PAY_PER_REQUEST") {
        return Ok(Dynamodb::default());
    }
    let units = |member: &str| {
        let path = format!("ProvisionedThroughput.{member}");
        sum(indexes.iter().map(|index| index.number(&path)), doc.number(&path)?)
    };
    let (wcu, rcu) = (units("WriteCapacityUnits")?, units("ReadCapacityUnits")?);
    if mode.is_none() && wcu.is_zero() && rcu.is_zero() {
        return Ok(Dynamodb::default());
    }
    let (wcu, rcu) = (Count::of(wcu), Count::of(rcu));
    Ok(Dynamodb { mode: Mode::Provisioned, wcu, rcu, ..Dynamodb::default() })
}

/// Continuous backups are billed by the size of the table and its local indexes.
fn recovery(doc: Doc<'_>, bytes: Decimal, month: &mut Month<'_>) -> Told {
    match doc.text_if(RECOVERY)? {
        Some("DISABLED") => return Ok(()),
        Some("ENABLED") => {}
        Some(other) => return Err(Why::strange(RECOVERY, &other)),
        None if bytes.is_zero() => {}
        None => month.at_most(
            "whether the table has point-in-time recovery was not read: counted as if it had",
            "특정 시점 복구 사용 여부를 읽지 못해 사용하는 것으로 계산한 상한입니다",
        ),
    }
    month.keeps_bytes(TABLE_RECOVERY.whole(), bytes)
}

const RECOVERY: &str = concat!(
    "DescribeContinuousBackups.ContinuousBackupsDescription",
    ".PointInTimeRecoveryDescription.PointInTimeRecoveryStatus"
);

fn sum(parts: impl Iterator<Item = Told<Decimal>>, first: Decimal) -> Told<Decimal> {
    let mut parts = parts;
    parts.try_fold(first, |sum, part| Ok(sum.plus(part?)?))
}
