//! Backups of databases. AWS tells how large the database was, not how much a backup holds: an upper bound.

use rust_decimal::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::services::rds::BACKUP;
use sundown_engine::unit::GIGABYTE;
use sundown_engine::usage::Factor;

use crate::document::Doc;
use crate::meters::DAY;
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn snapshot(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    let size = doc.number("AllocatedStorage")?;
    month.at_most(
        "the size of the database; the snapshot holds what was in it, and is free up to that size while the database exists",
        "데이터베이스 크기 기준 상한입니다. 실제로는 저장된 데이터만 과금되며 데이터베이스가 있는 동안 그 크기까지 무료입니다",
    );
    month.keeps_gb(BACKUP.whole(), size)
}

/// Only where a cluster has a size of its own: what an Aurora volume held is told by nobody.
pub(crate) fn cluster_snapshot(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if doc.text("Engine")?.starts_with("aurora") {
        return Err(Why::other("what an Aurora snapshot holds", "Aurora 스냅샷의 크기"));
    }
    snapshot(doc, month)
}

/// At most a whole copy for every day it is kept; one of them is free while the database exists.
pub(crate) fn automated(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    let (size, days) = (doc.number("AllocatedStorage")?, doc.number("BackupRetentionPeriod")?);
    let billed = match doc.text("Status")? {
        "active" => days.minus(Decimal::ONE)?.max(Decimal::ZERO),
        "retained" if !days.is_zero() => days,
        other => return Err(Why::strange("Status", &other)),
    };
    if billed.is_zero() {
        return month.idle("one-copy");
    }
    month.at_most(
        "a whole copy of the database for each day of the retention; backups hold what changed",
        "보존 기간의 날마다 전체 사본이 있다고 본 상한입니다. 실제로는 변경분만 저장됩니다",
    );
    month.uses(BACKUP.whole(), [Factor::new(size, &GIGABYTE), Factor::new(billed, &DAY)])
}
