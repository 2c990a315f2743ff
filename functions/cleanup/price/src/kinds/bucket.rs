//! S3 buckets by what was counted in them, class by class. Some classes bill a least size for each object, which the sum
//! of bytes does not show: there the figure is an upper bound.

use rust_decimal::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::meter::Meter;
use sundown_engine::services::s3;

use crate::document::Doc;
use crate::meters::{S3_GLACIER, S3_GLACIER_INSTANT, S3_ONE_ZONE};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn bucket(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if !doc.flag("Objects.complete")? {
        return Err(Why::new(
            "it holds more than was counted, so what it costs is not known",
            "객체가 너무 많아 끝까지 세지 못했으므로 요금을 알 수 없습니다",
        ));
    }
    let (count, classes) = (doc.number("Objects.count")?, doc.numbers("Objects.bytes")?);
    let total = classes.iter().try_fold(Decimal::ZERO, |sum, (_, bytes)| sum.plus(*bytes))?;
    if count.is_zero() && total.is_zero() {
        return month.idle("empty");
    }
    if classes.is_empty() {
        return Err(Why::missing("Objects.bytes"));
    }
    if classes.iter().all(|(class, bytes)| *class == "STANDARD" && bytes.is_zero()) {
        return month.idle("no-bytes");
    }
    classes.into_iter().try_for_each(|(class, bytes)| stored(class, bytes, count, month))
}

fn stored(class: &str, bytes: Decimal, count: Decimal, month: &mut Month<'_>) -> Told {
    let (meter, least_bytes): (&'static Meter, u32) = match class {
        "STANDARD" => return month.keeps_bytes(s3::STANDARD.whole(), bytes),
        "STANDARD_IA" => (&s3::IA, 128 << 10),
        "ONEZONE_IA" => (&S3_ONE_ZONE, 128 << 10),
        "GLACIER_IR" => (&S3_GLACIER_INSTANT, 128 << 10),
        // 40 KB of index for each object, part of them at the price of Standard.
        "GLACIER" => {
            month.keeps_bytes(s3::STANDARD.whole(), count.times(Decimal::from(8 << 10))?)?;
            (&S3_GLACIER, 32 << 10)
        }
        other => return Err(Why::strange("Objects.bytes", &other)),
    };
    month.at_most(
        "objects of this class are billed for a least size each, counted here for every object of the bucket",
        "이 클래스는 객체마다 최소 크기로 과금되므로 버킷의 모든 객체에 최소 크기를 더한 상한입니다",
    );
    let padding = count.times(Decimal::from(least_bytes))?;
    month.keeps_bytes(meter.whole(), bytes.plus(padding)?)
}
