//! Load balancers while nobody calls them: their hours, and the public addresses they hold in every zone. An Elastic IP
//! that an NLB was given is a finding of its own.

use rust_decimal::Decimal;
use sundown_engine::services::elb::{Alb, Nlb};
use sundown_engine::services::vpc::PUBLIC_IPV4;
use sundown_engine::unit::{ADDRESS, BALANCER};

use super::instance::count;
use crate::document::Doc;
use crate::meters::{CLB_HOURS, GWLB_HOURS};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn balancer(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    match doc.text("Type")? {
        "application" => {
            let public_ipv4 = count(addresses(doc, month)?);
            month.has(Alb { public_ipv4, ..Alb::default() })
        }
        "network" => {
            let public_ipv4 = count(addresses(doc, month)?);
            month.has(Nlb { public_ipv4, ..Nlb::default() })
        }
        "gateway" => month.stands(GWLB_HOURS.whole(), Decimal::ONE, &BALANCER),
        other => Err(Why::strange("Type", &other)),
    }
}

pub(crate) fn classic(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if !is_internal(doc, month)? {
        let zones = zones(doc)?.len();
        month.stands(PUBLIC_IPV4.whole(), zones.into(), &ADDRESS)?;
    }
    month.stands(CLB_HOURS.whole(), Decimal::ONE, &BALANCER)
}

/// One in each zone, unless it has an Elastic IP there or none at all.
fn addresses(doc: Doc<'_>, month: &mut Month<'_>) -> Told<usize> {
    if is_internal(doc, month)? || doc.text_if("IpAddressType")? == Some("dualstack-without-public-ipv4") {
        return Ok(0);
    }
    let own = |zone: &Doc<'_>| {
        let addresses = zone.list_if("LoadBalancerAddresses")?.unwrap_or_default();
        Ok(!addresses.iter().any(|address| address.has("AllocationId")))
    };
    zones(doc)?.iter().map(own).try_fold(0, |sum, own: Told<bool>| Ok(sum + usize::from(own?)))
}

fn zones(doc: Doc<'_>) -> Told<Vec<Doc<'_>>> {
    let zones = doc.list("AvailabilityZones")?;
    if zones.is_empty() { Err(Why::missing("AvailabilityZones")) } else { Ok(zones) }
}

/// Public if it does not say, which is the dearer reading.
fn is_internal(doc: Doc<'_>, month: &mut Month<'_>) -> Told<bool> {
    match doc.text_if("Scheme")? {
        Some("internal") => Ok(true),
        Some("internet-facing") => Ok(false),
        Some(other) => Err(Why::strange("Scheme", &other)),
        None => {
            month.at_most(
                "whether the balancer is public was not told: counted as if it were",
                "로드 밸런서의 공개 여부를 알 수 없어 공개용으로 계산한 상한입니다",
            );
            Ok(false)
        }
    }
}
