//! Which rule prices which kind. A rule reads the document and writes down what a month of it uses; kinds without one
//! cost nothing (`data/idle.json`) or have no price (`data/unpriced.json`).

mod backup;
mod balancer;
mod bucket;
mod cache;
mod cluster;
mod database;
mod instance;
mod network;
mod serverless;
mod single;
mod stored;
mod table;
mod task;
mod volume;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::text::Text;

use crate::document::Doc;
use crate::month::Month;
use crate::why::{Told, Why};

/// Writes down what a month of the document uses.
type Rule = fn(Doc<'_>, &mut Month<'_>) -> Told;

const RULES: &[(&str, Rule)] = &[
    ("apigateway:rest-api", serverless::rest_api),
    ("cloudfront:distribution", single::distribution),
    ("cloudwatch:alarm", single::alarm),
    ("cloudwatch:composite-alarm", single::alarm),
    ("dynamodb:table", table::table),
    ("ec2:eip", network::address),
    ("ec2:instance", instance::instance),
    ("ec2:nat-gateway", network::nat_gateway),
    ("ec2:snapshot", volume::snapshot),
    ("ec2:transit-gateway-attachment", network::transit_attachment),
    ("ec2:volume", volume::volume),
    ("ec2:vpc-endpoint", network::endpoint),
    ("ecr:repository", stored::repository),
    ("ecs:task", task::task),
    ("efs:file-system", stored::file_system),
    ("eks:cluster", cluster::cluster),
    ("elasticache:cluster", cache::nodes),
    ("elb:load-balancer", balancer::classic),
    ("elbv2:load-balancer", balancer::balancer),
    ("kms:key", single::key),
    ("lambda:function", serverless::function),
    ("logs:log-group", stored::log_group),
    ("rds:automated-backup", backup::automated),
    ("rds:db-cluster-snapshot", backup::cluster_snapshot),
    ("rds:db-instance", database::instance),
    ("rds:db-snapshot", backup::snapshot),
    ("route53:hosted-zone", single::zone),
    ("s3:bucket", bucket::bucket),
    ("secretsmanager:secret", single::secret),
];

pub(crate) fn rule(kind: Kind) -> Rule {
    RULES.iter().find(|(name, _)| *name == kind.name()).map_or(without_rule, |(_, rule)| *rule)
}

/// It costs nothing, or nobody knows what it costs; its name decides, not its document.
fn without_rule(_: Doc<'_>, month: &mut Month<'_>) -> Told {
    match UNPRICED.get(month.kind()) {
        Some(row) => Err(Why(row.why.clone())),
        None => month.idle(""),
    }
}

/// A kind we have no price for, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unpriced {
    kind: String,
    why: Text,
}

static UNPRICED: LazyLock<BTreeMap<String, Unpriced>> = LazyLock::new(|| {
    // As with `idle.json`: a broken file leaves those kinds without a reason for 0, and so still unknown.
    let rows: Vec<Unpriced> = serde_json::from_str(include_str!("../data/unpriced.json")).unwrap_or_default();
    rows.into_iter().map(|row| (row.kind.clone(), row)).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::idle::idle;

    #[test]
    fn every_kind_has_a_rule_or_a_reason_for_nothing_or_none_for_a_price() {
        let rows: Vec<Unpriced> = serde_json::from_str(include_str!("../data/unpriced.json")).unwrap();
        assert_eq!(rows.len(), UNPRICED.len());
        for kind in Kind::all().map(Kind::name) {
            let ruled = RULES.iter().filter(|(name, _)| *name == kind).count();
            let free = usize::from(idle(kind, "").is_some());
            let unpriced = usize::from(UNPRICED.contains_key(kind));
            assert_eq!(ruled + free + unpriced, 1, "{kind}");
        }
        let strangers = UNPRICED.keys().map(String::as_str).chain(RULES.iter().map(|(name, _)| *name));
        for name in strangers {
            assert!(Kind::parse(name).is_some(), "{name}");
        }
        for row in rows {
            assert!(row.why.ko.chars().any(|letter| letter >= '가') && row.why.en.len() > 10, "{}", row.kind);
        }
    }
}
