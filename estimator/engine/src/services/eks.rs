//! Amazon EKS: a cluster costs by the hour, and six times as much once its Kubernetes version is in extended support.

use crate::error::Invalid;
use crate::facts::Phase;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Quantity};
use crate::resource::{Billable, Site, choice, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{CLUSTER, HOUR, HOURS};
use crate::usage::{Bill, Factor, Rule, Unmetered};

pub const CLUSTER_HOURS: Meter = Meter {
    key: "eks/cluster",
    unit: HOURS,
    name: Text::new("EKS cluster hours", "EKS 클러스터 시간"),
    select: Some(Select::of("AmazonEKS", "AmazonEKS-Hours:perCluster").when(&[("productFamily", "Compute")])),
};
/// On top of the cluster's own hours.
pub const EXTENDED: Meter = Meter {
    key: "eks/extended-support",
    unit: HOURS,
    name: Text::new("EKS extended support", "EKS 확장 지원"),
    select: Some(
        Select::of("AmazonEKS", "AmazonEKS-Hours:extendedSupport").when(&[("productFamily", "Compute")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "eks",
    name: "Amazon EKS",
    about: Text::new(
        "Kubernetes: each cluster by the hour, besides the nodes or tasks under it",
        "Kubernetes. 노드나 태스크와 별도로 클러스터마다 시간당 과금됩니다",
    ),
    page: "https://aws.amazon.com/eks/pricing/",
    meters: &[&CLUSTER_HOURS, &EXTENDED],
    kinds: &[&EksCluster::KIND],
};

choice! {
    /// How the Kubernetes version is supported; `by_version` asks our dates.
    Support { Standard = "standard", Extended = "extended", ByVersion = "by_version" }
}

resource! {
    /// Clusters, without their nodes.
    EksCluster "eks_cluster" "EKS clusters (without nodes)" / "EKS 클러스터(노드 제외)" {
        count: Count = 1, "how many" / "개수";
        support: Support = Support::Standard, "support of its Kubernetes version" / "Kubernetes 버전의 지원 단계";
        version: String = "", "Kubernetes version, for support = \"by_version\"" / "Kubernetes 버전(support = \"by_version\"일 때)";
    }
}

const LATE: Rule = Rule {
    id: "eks",
    text: Text::new(
        "14 months after its release a version is in extended support, which costs on top",
        "출시 14개월 후에는 확장 지원 단계가 되어 추가 요금이 붙습니다",
    ),
};
const UNKNOWN: Unmetered = Unmetered {
    what: Text::new("EKS extended support", "EKS 확장 지원"),
    why: Text::new(
        "the support phase of this version is not known; write support = \"standard\" or \"extended\"",
        "이 버전의 지원 단계를 알 수 없습니다. support = \"standard\" 또는 \"extended\"로 지정하십시오",
    ),
};

impl Billable for EksCluster {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let factors = [
            Factor::new(self.count.number(), &CLUSTER),
            Factor::new(at.period.hours_of_at_least(60), &HOUR),
        ];
        bill.uses(CLUSTER_HOURS.whole(), factors)?;
        let extended = match self.support {
            Support::Standard => Some(false),
            Support::Extended => Some(true),
            Support::ByVersion => {
                at.facts.phase("eks", &self.version, at.on).map(|phase| phase != Phase::Standard)
            }
        };
        match extended {
            Some(true) => bill.uses_because(&LATE, EXTENDED.whole(), factors)?,
            Some(false) => {}
            None => bill.unmetered.push(UNKNOWN),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, priced};

    const PRICES: &[Row] = &[("eks/cluster", "Hrs", "0.1"), ("eks/extended-support", "Hrs", "0.5")];

    /// infracost's golden: 730 × 0.10 in standard, 730 × 0.60 in extended support.
    #[test]
    fn extended_support_costs_six_times_as_much() {
        let cost = |support| priced(EksCluster { support, ..EksCluster::default() }, Period::month(), PRICES);
        assert_eq!(cost(Support::Standard).net.to_string(), "73");
        assert_eq!(cost(Support::Extended).net.to_string(), "438");
    }

    #[test]
    fn a_version_we_do_not_know_is_a_gap() {
        let cluster = EksCluster { support: Support::ByVersion, version: "1.99".into(), ..EksCluster::default() };
        assert!(priced(cluster, Period::month(), PRICES).is_lower_bound());
    }
}
