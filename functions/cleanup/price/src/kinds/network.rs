//! Addresses, NAT gateways, endpoints and attachments. An Elastic IP is its own finding, whoever uses it; an address
//! that a service manages belongs to its resource.

use sundown_engine::services::vpc::{NatGateway, PublicIpv4};

use super::instance::count;
use crate::document::Doc;
use crate::meters::{ATTACHMENT, ENDPOINT_HOURS, ENDPOINT_ZONE, TRANSIT_HOURS};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn address(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if doc.has("CarrierIp") || doc.has("CustomerOwnedIp") {
        return Err(Why::other(
            "an address of a carrier or of one's own network",
            "통신사 또는 고객 소유 IP 주소",
        ));
    }
    if doc.text_if("ServiceManaged")?.is_some() {
        return month.idle("service-managed");
    }
    // The customer's own range is free; Amazon's pool is called so, or not named at all.
    if doc.text_if("PublicIpv4Pool")?.is_some_and(|pool| pool.starts_with("ipv4pool-")) {
        return month.idle("own-range");
    }
    month.has(PublicIpv4 { idle: !doc.has("AssociationId"), ..PublicIpv4::default() })
}

pub(crate) fn nat_gateway(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    match doc.text("State")? {
        "pending" | "available" | "deleting" => {}
        "deleted" | "failed" => return month.idle("deleted"),
        other => return Err(Why::strange("State", &other)),
    }
    if doc.text_if("AvailabilityMode")? == Some("regional") {
        return Err(Why::other(
            "a regional NAT gateway, which is billed for every zone it has spread to",
            "사용 중인 가용 영역마다 과금되는 리전 NAT 게이트웨이",
        ));
    }
    let own = match doc.text_if("ConnectivityType")? {
        Some("private") => 0,
        // Public if it is not told: then an address without an allocation is counted, which is the dearer reading.
        Some("public") | None => match doc.list("NatGatewayAddresses")? {
            none if none.is_empty() => return Err(Why::missing("NatGatewayAddresses")),
            addresses => addresses.iter().filter(|address| !address.has("AllocationId")).count(),
        },
        Some(other) => return Err(Why::strange("ConnectivityType", &other)),
    };
    month.has(NatGateway { public_ipv4: count(own), ..NatGateway::default() })
}

pub(crate) fn endpoint(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    match doc.text("VpcEndpointType")? {
        "Gateway" => return month.idle("gateway"),
        "Interface" => {}
        other => return Err(Why::strange("VpcEndpointType", &other)),
    }
    if matches!(doc.text("State")?.to_ascii_lowercase().as_str(), "deleted" | "failed") {
        return month.idle("deleted");
    }
    // One interface in each zone.
    let zones = doc.list("SubnetIds")?.len();
    if zones == 0 {
        return Err(Why::missing("SubnetIds"));
    }
    month.stands(ENDPOINT_HOURS.whole(), zones.into(), &ENDPOINT_ZONE)
}

pub(crate) fn transit_attachment(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    match doc.text("State")? {
        "deleted" | "failed" | "rejected" => month.idle("deleted"),
        _ => month.stands(TRANSIT_HOURS.whole(), 1.into(), &ATTACHMENT),
    }
}
