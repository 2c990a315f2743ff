//! How a scan is cut into pieces: a shard is a region and a group of services, small enough for one function call. Every
//! type is in exactly one group, a new one without anybody's doing.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use sundown_cleanup_engine::ask::Identity;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::policy::Policy;
use sundown_cleanup_engine::survey::GLOBAL;

/// Services that are read together, by how many calls they take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// EC2 with its network: most of the types.
    Network,
    Servers,
    Data,
    Rest,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shard {
    pub region: String,
    pub group: Group,
}

impl Group {
    pub const ALL: [Self; 4] = [Self::Network, Self::Servers, Self::Data, Self::Rest];

    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind.name().split(':').next().unwrap_or_default() {
            "ec2" => Self::Network,
            "apprunner" | "autoscaling" | "ecs" | "eks" | "elasticbeanstalk" | "elb" | "elbv2" | "lambda"
            | "sagemaker" => Self::Servers,
            "dynamodb" | "ecr" | "efs" | "elasticache" | "kinesis" | "opensearch" | "rds" | "redshift"
            | "s3" => Self::Data,
            _ => Self::Rest,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Servers => "servers",
            Self::Data => "data",
            Self::Rest => "rest",
        }
    }
}

impl Shard {
    /// What a run reads: the policy's regions, or all that the account has enabled where the policy names none.
    #[must_use]
    pub fn of_run(policy: &Policy, identity: &Identity) -> BTreeSet<Self> {
        if policy.regions.is_empty() {
            Self::all(identity.regions.iter().map(String::as_str))
        } else {
            Self::all(policy.regions.iter().map(String::as_str))
        }
    }

    /// All shards of these regions, those of the types that exist once per account among them.
    pub fn all<'r>(regions: impl IntoIterator<Item = &'r str>) -> BTreeSet<Self> {
        let regions = regions.into_iter().filter(|region| *region != GLOBAL).chain([GLOBAL]);
        let of = |region: &str| Group::ALL.map(|group| Self { region: region.to_owned(), group });
        regions.flat_map(of).filter(|shard| shard.kinds().next().is_some()).collect()
    }

    /// The shard in which this listing is.
    #[must_use]
    pub fn of(region: &str, kind: Kind) -> Self {
        Self { region: region.to_owned(), group: Group::of(kind) }
    }

    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        let global = self.region == GLOBAL;
        let group = self.group;
        Kind::all().filter(move |kind| Group::of(*kind) == group && kind.row().global == global)
    }
}

/// `ap-northeast-2/data`, as it stands in the table and in the bucket.
impl fmt::Display for Shard {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.region, self.group.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_in_exactly_one_shard_of_its_region() {
        let shards = Shard::all(["ap-northeast-2", "us-east-1"]);
        for region in ["ap-northeast-2", "us-east-1", GLOBAL] {
            let here = shards.iter().filter(|shard| shard.region == region);
            let mut listed: Vec<Kind> = here.flat_map(Shard::kinds).collect();
            listed.sort();
            let wanted: Vec<Kind> =
                Kind::all().filter(|kind| kind.row().global == (region == GLOBAL)).collect();
            assert_eq!(listed, wanted, "{region}");
        }
        assert!(shards.iter().all(|shard| shard.kinds().count() > 0));
        assert_eq!(Shard::all(["a", GLOBAL, "a"]), Shard::all(["a"]));
    }

    #[test]
    fn no_group_is_much_larger_than_the_others() {
        for shard in Shard::all(["ap-northeast-2"]) {
            assert!(shard.kinds().count() <= 20, "{shard}: {}", shard.kinds().count());
        }
    }
}
