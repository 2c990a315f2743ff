//! Whose child a resource is by CloudFormation's own list: tags can be missing where the list is not.

use crate::read;
use crate::row::{Row, row};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use sundown_cleanup_aws::Reader;
use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Fact;

/// How long a list is believed: a scan asks for every type of a region, and that is one question.
const FRESH: Duration = Duration::from_secs(60);
const AT_ONCE: usize = 4;

/// What the stacks of a region hold.
#[derive(Clone, Default, Debug)]
pub(crate) struct Stacks {
    owner: Arc<BTreeMap<String, Vec<(String, String)>>>,
}

impl Stacks {
    /// The stack that lists a resource of this type under this name.
    pub(crate) fn owner_of(&self, kind: Kind, physical: &str) -> Option<String> {
        let service = kind.name().split(':').next().unwrap_or_default();
        let named = self.owner.get(physical)?;
        named.iter().find(|(kind, _)| same_service(service, kind)).map(|(_, stack)| stack.clone())
    }

    async fn read(reader: &Reader, row: &Row) -> Result<Self, Failure> {
        let stacks = read::listing(reader, row).await?;
        let ids: Vec<String> =
            stacks.iter().filter_map(|stack| stack.get("StackId")?.as_str().map(str::to_owned)).collect();
        let listed = stream::iter(ids)
            .map(|id| async move {
                let input = json!({ "StackName": id });
                let answer = reader.call("cloudformation", "ListStackResources", input).await;
                answer.map(|answer| (id, answer)).map_err(|error| crate::refusal::failure(&error))
            })
            .buffered(AT_ONCE)
            .try_collect::<Vec<_>>()
            .await?;
        let mut owner: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for (id, answer) in listed {
            for one in answer.get("StackResourceSummaries").and_then(Value::as_array).into_iter().flatten() {
                let member = |name: &str| one.get(name).and_then(Value::as_str).map(str::to_owned);
                if let (Some(kind), Some(physical)) = (member("ResourceType"), member("PhysicalResourceId")) {
                    owner.entry(physical).or_default().push((kind, id.clone()));
                }
            }
        }
        Ok(Self { owner: Arc::new(owner) })
    }
}

/// `AWS::ElasticLoadBalancingV2::LoadBalancer` and our `elbv2`: the same service under two spellings.
fn same_service(ours: &str, theirs: &str) -> bool {
    let theirs = theirs.split("::").nth(1).unwrap_or_default().to_lowercase();
    let ours = match ours {
        "elbv2" => "elasticloadbalancingv2",
        "elb" => "elasticloadbalancing",
        "opensearch" => return matches!(theirs.as_str(), "opensearchservice" | "elasticsearch"),
        "acm" => "certificatemanager",
        "cognito-idp" => "cognito",
        other => other,
    };
    theirs == ours
}

/// What is known of each region's stacks, and since when.
#[derive(Default)]
pub(crate) struct Known {
    by_region: tokio::sync::Mutex<BTreeMap<String, (Instant, Fact<Stacks>)>>,
}

impl Known {
    /// The stacks of the reader's region, asked once a minute. Who asks meanwhile waits for the one answer.
    pub(crate) async fn of(&self, reader: &Reader) -> Fact<Stacks> {
        let mut by_region = self.by_region.lock().await;
        if let Some((at, stacks)) = by_region.get(reader.region())
            && at.elapsed() < FRESH
        {
            return stacks.clone();
        }
        let stacks = match row(Kind::STACK) {
            Some(row) => Stacks::read(reader, row).await.map_or(Fact::Unknown, Fact::Known),
            None => Fact::Unknown,
        };
        by_region.insert(reader.region().to_owned(), (Instant::now(), stacks.clone()));
        stacks
    }
}
