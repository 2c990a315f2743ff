//! What is billed by the bytes it keeps: images, file systems, logs.

use rust_decimal::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::services::cloudwatch::LOGS_STORE;
use sundown_engine::services::ecr::STORAGE;

use crate::document::Doc;
use crate::meters::{EFS_IA, EFS_ONE_ZONE, EFS_STANDARD, IMAGE_ARCHIVE};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn repository(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if doc.has("DescribeImages.nextToken") {
        return Err(Why::missing("DescribeImages: all pages"));
    }
    let images = doc.list("DescribeImages.imageDetails")?;
    if images.is_empty() {
        return month.idle("empty");
    }
    if images.len() > 1 {
        month.at_most(
            "the sum of its images; layers that images share are billed once",
            "이미지 크기의 합계로 계산한 상한입니다. 이미지가 공유하는 레이어는 한 번만 과금됩니다",
        );
    }
    for image in images {
        let archived = image.text_if("imageStatus")? == Some("ARCHIVED");
        let meter = if archived { &IMAGE_ARCHIVE } else { &STORAGE };
        month.keeps_bytes(meter.whole(), image.number("imageSizeInBytes")?)?;
    }
    Ok(())
}

pub(crate) fn file_system(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    match doc.text("ThroughputMode")? {
        "bursting" | "elastic" => {}
        other => return Err(Why::strange("ThroughputMode", &other)),
    }
    let part = |member: &str| Ok::<_, Why>(doc.number_if(member)?.unwrap_or_default());
    let (total, infrequent) = (doc.number("SizeInBytes.Value")?, part("SizeInBytes.ValueInIA")?);
    let archived = part("SizeInBytes.ValueInArchive")?;
    if !archived.is_zero() {
        return Err(Why::other("the Archive class of EFS", "EFS Archive 클래스"));
    }
    // Whatever is not told to be elsewhere is in the dearest class.
    let frequent = part("SizeInBytes.ValueInStandard")?.max(total.minus(infrequent)?);
    if frequent.is_zero() && infrequent.is_zero() {
        return month.idle("empty");
    }
    if !doc.has("AvailabilityZoneName") {
        month.keeps_bytes(EFS_STANDARD.whole(), frequent)?;
        return month.keeps_bytes(EFS_IA.whole(), infrequent);
    }
    if !infrequent.is_zero() {
        return Err(Why::other("the infrequent-access class of EFS One Zone", "EFS One Zone-IA 클래스"));
    }
    month.keeps_bytes(EFS_ONE_ZONE.whole(), frequent)
}

pub(crate) fn log_group(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    let bytes = doc.number("storedBytes")?;
    if bytes == Decimal::ZERO {
        return month.idle("empty");
    }
    month.at_most(
        "the bytes that were taken in; logs are billed as compressed",
        "수집된 바이트 기준 상한입니다. 실제로는 압축된 크기로 과금됩니다",
    );
    month.keeps_bytes(LOGS_STORE.whole(), bytes)
}
