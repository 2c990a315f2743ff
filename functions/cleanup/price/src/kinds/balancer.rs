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
        "application" => month.has(Alb { public_ipv4: count(addresses(doc)?), ..Alb::default() }),
        "network" => month.has(Nlb { public_ipv4: count(addresses(doc)?), ..Nlb::default() }),
        "gateway" => month.stands(GWLB_HOURS.whole(), Decimal::ONE, &BALANCER),
        other => Err(Why::strange("Type", &other)),
    }
}

pub(crate) fn classic(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if !is_internal(doc)? {
        let zones = zones(doc)?.len();
        month.stands(PUBLIC_IPV4.whole(), zones.into(), &ADDRESS)?;
    }
    month.stands(CLB_HOURS.whole(), Decimal::ONE, &BALANCER)
}

/// One in each zone, unless it has an Elastic IP there or none at all.
fn addresses(doc: Doc<'_>) -> Told<usize> {
    if is_internal(doc)? || doc.text_if("IpAddressType")? == Some("dualstack-without-public-ipv4") {
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

fn is_internal(doc: Doc<'_>) -> Told<bool> {
    match doc.text("Scheme")? {
        "internal" => Ok(true),
        "internet-facing" => Ok(false),
        other => Err(Why::strange("Scheme", &other)),
    }
}
