//! EBS volumes by type, with what they have beyond the baseline, and snapshots, whose true size AWS does not tell.

use rust_decimal::Decimal;
use sundown_engine::quantity::{Count, Gigabytes, Quantity};
use sundown_engine::services::ebs::{Ebs, SNAPSHOT, VolumeType};
use sundown_engine::unit::IOPS;
use sundown_engine::usage::Factor;

use super::instance::in_the_region;
use crate::document::Doc;
use crate::meters::{IO1, IO1_IOPS, IO2, IO2_IOPS, MAGNETIC, SC1, SNAPSHOT_ARCHIVE, ST1};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn volume(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    in_the_region(doc, "AvailabilityZone", month)?;
    let size = doc.number("Size")?;
    let size_gb = Gigabytes::of(size);
    let (storage, iops) = match doc.text("VolumeType")? {
        "gp3" => {
            let (iops, throughput) = (doc.number("Iops")?, doc.number("Throughput")?);
            let (iops, throughput_mibps) = (Count::of(iops), Count::of(throughput));
            return month.has(Ebs { size_gb, iops, throughput_mibps, ..Ebs::default() });
        }
        "gp2" => return month.has(Ebs { volume_type: VolumeType::Gp2, size_gb, ..Ebs::default() }),
        "io1" => (&IO1, Some(&IO1_IOPS)),
        "io2" => (&IO2, Some(&IO2_IOPS)),
        "st1" => (&ST1, None),
        "sc1" => (&SC1, None),
        "standard" => (&MAGNETIC, None),
        other => return Err(Why::strange("VolumeType", &other)),
    };
    month.keeps_gb(storage.whole(), size)?;
    match iops {
        Some(meter) => month.uses(meter.whole(), [Factor::new(doc.number("Iops")?, &IOPS)]),
        None => Ok(()),
    }
}

pub(crate) fn snapshot(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if doc.has("OutpostArn") {
        return Err(Why::other("what is kept on an Outpost", "Outpost에 있는 리소스"));
    }
    let meter = match doc.text_if("StorageTier")? {
        Some("standard") | None => &SNAPSHOT,
        Some("archive") => &SNAPSHOT_ARCHIVE,
        Some(other) => return Err(Why::strange("StorageTier", &other)),
    };
    match doc.number_if("FullSnapshotSizeInBytes")? {
        Some(full) if full.is_zero() => month.idle("empty"),
        Some(full) => {
            month.at_most(
                "AWS tells the full size of a snapshot; it bills what changed since the one before",
                "AWS는 스냅샷의 전체 크기만 알려 주며, 실제로는 이전 스냅샷 이후 변경분만 과금됩니다",
            );
            month.keeps_bytes(meter.whole(), full)
        }
        None => {
            let size = doc.number("VolumeSize")?;
            if size == Decimal::ZERO {
                return Err(Why::strange("VolumeSize", &size));
            }
            month.at_most(
                "AWS tells the size of the volume only; the snapshot holds what was written to it, once",
                "AWS가 볼륨 크기만 알려 주므로 상한입니다. 스냅샷에는 실제 기록된 변경분만 저장됩니다",
            );
            month.keeps_gb(meter.whole(), size)
        }
    }
}
