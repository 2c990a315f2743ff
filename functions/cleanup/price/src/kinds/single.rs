//! Things at one price each: keys, secrets, zones, alarms, distributions.

use rust_decimal::Decimal;
use sundown_engine::quantity::{Count, Quantity};
use sundown_engine::services::cloudwatch::Alarms;
use sundown_engine::services::kms::Kms;
use sundown_engine::services::route53::HostedZone;
use sundown_engine::services::secrets::Secrets;
use sundown_engine::unit::ITEM;
use sundown_engine::usage::Factor;

use crate::document::Doc;
use crate::meters::{COMPOSITE_ALARM, DEDICATED_ADDRESSES};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn key(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    match doc.text("KeyManager")? {
        "AWS" => return month.idle("aws-managed"),
        "CUSTOMER" => {}
        other => return Err(Why::strange("KeyManager", &other)),
    }
    if matches!(doc.text("KeyState")?, "PendingDeletion" | "PendingReplicaDeletion") {
        return month.idle("pending-deletion");
    }
    month.has(Kms::default())
}

pub(crate) fn secret(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if doc.has("DeletedDate") {
        return month.idle("deleted");
    }
    month.has(Secrets::default())
}

pub(crate) fn zone(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    let records = doc.number("ResourceRecordSetCount")?;
    if records > Decimal::from(10_000) {
        return Err(Why::strange("ResourceRecordSetCount", &records));
    }
    month.has(HostedZone::default())
}

/// An alarm is billed for each metric it watches, a composite one as a whole.
pub(crate) fn alarm(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if doc.has("AlarmRule") {
        return month.uses(COMPOSITE_ALARM.whole(), [Factor::new(Decimal::ONE, &ITEM)]);
    }
    let watched = match doc.list_if("Metrics")?.filter(|metrics| !metrics.is_empty()) {
        None => vec![doc.number("Period")?],
        Some(metrics) => periods(&metrics)?,
    };
    let is_quick = |period: &&Decimal| **period < Decimal::from(60);
    let quick = watched.iter().filter(is_quick).count();
    // The band of an anomaly detector is two metrics more.
    let each = if doc.has("ThresholdMetricId") { 3 } else { 1 };
    let times = |number: usize| Count::of(Decimal::from(number) * Decimal::from(each));
    month.has(Alarms { standard: times(watched.len() - quick), high_resolution: times(quick) })
}

/// The periods of the metrics that the expressions of an alarm are made from.
fn periods(metrics: &[Doc<'_>]) -> Told<Vec<Decimal>> {
    let mut periods = Vec::new();
    for metric in metrics {
        match metric.text_if("Expression")? {
            Some(query) if query.to_ascii_uppercase().contains("SELECT") => {
                return Err(Why::other("an alarm on a query", "쿼리 기반 경보"));
            }
            Some(_) => {}
            None => periods.push(metric.number("MetricStat.Period")?),
        }
    }
    if periods.is_empty() { Err(Why::missing("Metrics[].MetricStat")) } else { Ok(periods) }
}

/// Nothing while nobody comes, but for a certificate with addresses of its own.
pub(crate) fn distribution(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if doc.flag_if("ViewerCertificate.CloudFrontDefaultCertificate")? == Some(true) {
        return month.idle("unvisited");
    }
    match doc.text("ViewerCertificate.SSLSupportMethod")? {
        "sni-only" => month.idle("unvisited"),
        "vip" => month.uses(DEDICATED_ADDRESSES.whole(), [Factor::new(Decimal::ONE, &ITEM)]),
        other => Err(Why::strange("ViewerCertificate.SSLSupportMethod", &other)),
    }
}
