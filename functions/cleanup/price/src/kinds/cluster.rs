//! EKS clusters: their control plane by the hour, six times as much once the version is in extended support. Nodes are
//! findings of their own.

use sundown_engine::services::eks::{EksCluster, Support};

use crate::document::Doc;
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn cluster(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    without_extras(doc)?;
    let support = support(doc, month)?;
    month.has(EksCluster { support, ..EksCluster::default() })
}

/// A cluster whose policy is standard is upgraded by AWS before its version gets dearer.
fn support(doc: Doc<'_>, month: &mut Month<'_>) -> Told<Support> {
    if doc.text_if("upgradePolicy.supportType")? == Some("STANDARD") {
        return Ok(Support::Standard);
    }
    let version = doc.text("version")?;
    for known in doc.list_if("DescribeClusterVersions.clusterVersions")?.unwrap_or_default() {
        if known.text_if("clusterVersion")? == Some(version) {
            let status = known.text_if("versionStatus")?.or(known.text_if("status")?);
            match status.map(|status| status.to_ascii_uppercase().replace('-', "_")).as_deref() {
                Some("STANDARD_SUPPORT") => return Ok(Support::Standard),
                Some("EXTENDED_SUPPORT" | "UNSUPPORTED") => return Ok(Support::Extended),
                _ => {}
            }
        }
    }
    month.at_most(
        "whether the Kubernetes version is in extended support was not read: counted as if it were",
        "Kubernetes 버전의 확장 지원 여부를 읽지 못해 확장 지원 요금으로 계산한 상한입니다",
    );
    Ok(Support::Extended)
}

/// What is billed besides and that we have no price for.
fn without_extras(doc: Doc<'_>) -> Told {
    if doc.flag_if("computeConfig.enabled")? == Some(true) {
        return Err(Why::other("EKS Auto Mode, by its nodes", "노드별로 과금되는 EKS Auto Mode"));
    }
    if doc.has("remoteNetworkConfig") || doc.has("connectorConfig") {
        return Err(Why::other("nodes outside AWS", "AWS 외부 노드"));
    }
    match doc.text_if("controlPlaneScalingConfig.tier")? {
        Some("standard") | None => Ok(()),
        Some(other) => Err(Why::strange("controlPlaneScalingConfig.tier", &other)),
    }
}
