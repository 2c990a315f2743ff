//! EC2 instances: Linux on demand as the estimator has them, with the public addresses their subnet gave them. Volumes
//! and Elastic IPs are findings of their own.

use std::collections::BTreeSet;

use sundown_engine::quantity::{Count, Quantity};
use sundown_engine::services::cloudwatch::Metrics;
use sundown_engine::services::ec2::Ec2;

use crate::document::Doc;
use crate::month::Month;
use crate::why::{Told, Why};

/// Metrics of an instance with detailed monitoring, each billed like one of the customer's own (CloudWatch's pricing page,
/// example of an instance; recalled).
const DETAILED_METRICS: u64 = 7;

pub(crate) fn instance(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    match doc.text("State.Name")? {
        "stopping" | "stopped" => return month.idle("stopped"),
        "shutting-down" | "terminated" => return month.idle("terminated"),
        "pending" | "running" => {}
        other => return Err(Why::strange("State.Name", &other)),
    }
    ordinary(doc, month)?;
    in_the_region(doc, "Placement.AvailabilityZone", month)?;
    let public_ipv4 = Count::from(given_addresses(doc)?);
    let instance_type = doc.text("InstanceType")?.to_owned();
    month.has(Ec2 { instance_type, public_ipv4, ..Ec2::default() })?;
    match doc.text("Monitoring.State")? {
        "disabled" | "disabling" => Ok(()),
        "enabled" | "pending" => month.has(Metrics { custom: DETAILED_METRICS.into() }),
        other => Err(Why::strange("Monitoring.State", &other)),
    }
}

/// Zones behind a region's own (Local Zones, Wavelength) and Outposts have prices of their own.
pub(super) fn in_the_region(doc: Doc<'_>, member: &str, month: &Month<'_>) -> Told {
    if doc.has("OutpostArn") {
        return Err(Why::other("what runs on an Outpost", "Outpost에 있는 리소스"));
    }
    let zone = doc.text(member)?;
    let letter = zone.strip_prefix(month.region()).unwrap_or_default();
    let is_zone = letter.len() == 1 && letter.chars().all(|letter| letter.is_ascii_lowercase());
    if is_zone { Ok(()) } else { Err(Why::strange(member, &zone)) }
}

/// Linux, on demand, on shared hardware, without software that is rented with it.
fn ordinary(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if let Some(lifecycle) = doc.text_if("InstanceLifecycle")? {
        return Err(Why::strange("InstanceLifecycle", &lifecycle));
    }
    let (platform, usage) = (doc.text_if("PlatformDetails")?, doc.text_if("UsageOperation")?);
    if platform.is_none() && usage.is_none() {
        // AWS tells both of every instance; emulators tell neither. `Platform` is empty for all but Windows.
        month.says("its platform was not told: counted as Linux", "플랫폼을 알 수 없어 Linux로 계산했습니다");
    }
    for (member, value, plain) in [
        ("Placement.Tenancy", Some(doc.text("Placement.Tenancy")?), "default"),
        ("Platform", doc.text_if("Platform")?, "Linux/UNIX"),
        ("PlatformDetails", platform, "Linux/UNIX"),
        ("UsageOperation", usage, "RunInstances"),
    ] {
        if let Some(value) = value.filter(|value| *value != plain) {
            return Err(Why::strange(member, &value));
        }
    }
    if doc.list_if("ProductCodes")?.is_some_and(|codes| !codes.is_empty()) {
        return Err(Why::other("software of the Marketplace", "Marketplace 소프트웨어"));
    }
    Ok(())
}

/// Addresses that came with a subnet. Those that belong to an account are Elastic IPs, findings of their own.
fn given_addresses(doc: Doc<'_>) -> Told<u64> {
    let (mut named, mut nameless, mut elastic) = (BTreeSet::new(), 0, BTreeSet::new());
    for interface in doc.list("NetworkInterfaces")? {
        let private = interface.list_if("PrivateIpAddresses")?.unwrap_or_default();
        for holder in std::iter::once(interface).chain(private) {
            if !holder.has("Association.PublicIp") && !holder.has("Association.IpOwnerId") {
                continue;
            }
            let address = holder.text_if("Association.PublicIp")?;
            let owner = holder.text_if("Association.IpOwnerId")?.unwrap_or("amazon");
            match address {
                Some(address) if is_account(owner) => _ = elastic.insert(address),
                Some(address) => _ = named.insert(address),
                None if is_account(owner) => {}
                None => nameless += 1,
            }
        }
    }
    // The address of the instance itself is one of these, or the document is not whole.
    match doc.text_if("PublicIpAddress")?.filter(|address| !address.is_empty()) {
        Some(address) if nameless == 0 && !named.contains(address) && !elastic.contains(address) => {
            Err(Why::missing("NetworkInterfaces[].Association"))
        }
        _ => Ok(u64::try_from(named.len()).unwrap_or(u64::MAX).saturating_add(nameless)),
    }
}

pub(super) fn is_account(owner: &str) -> bool {
    owner.len() == 12 && owner.chars().all(|digit| digit.is_ascii_digit())
}

/// So many as a quantity.
pub(super) fn count(number: usize) -> Count {
    Count::of(number.into())
}
