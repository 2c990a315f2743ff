//! Whose credentials these are, and where the account may work.

use crate::account::Account;
use crate::refusal::failure;
use serde_json::{Value, json};
use sundown_cleanup_engine::ask::{Failure, Identity};

impl Account {
    pub(crate) async fn who(&self) -> Result<Identity, Failure> {
        let reader = &self.shared.reader;
        let caller = reader.call("sts", "GetCallerIdentity", json!({})).await;
        let caller = caller.map_err(|error| failure(&error))?;
        let member = |name: &str| caller.get(name).and_then(Value::as_str);
        let account = member("Account").ok_or(Failure::Inconsistent)?.to_owned();
        let partition = member("Arn").and_then(|arn| arn.split(':').nth(1)).unwrap_or("aws").to_owned();
        // Neither the alias nor the regions are needed to look: a reader without these rights looks where it may.
        let alias = reader.in_region("us-east-1").call("iam", "ListAccountAliases", json!({})).await.ok();
        let alias = alias.and_then(|answer| answer.pointer("/AccountAliases/0")?.as_str().map(str::to_owned));
        Ok(Identity { account, partition, alias, regions: self.regions().await })
    }

    /// The account's number alone.
    pub(crate) async fn caller(&self) -> Result<String, Failure> {
        let answer = self.shared.reader.call("sts", "GetCallerIdentity", json!({})).await;
        let answer = answer.map_err(|error| failure(&error))?;
        answer.get("Account").and_then(Value::as_str).map(str::to_owned).ok_or(Failure::Inconsistent)
    }

    /// The regions that the account has switched on; where they can't be read, the one it is set to.
    async fn regions(&self) -> Vec<String> {
        let listed = self.shared.reader.call("ec2", "DescribeRegions", json!({ "AllRegions": false })).await;
        let names = |answer: Value| {
            let regions = answer.get("Regions").and_then(Value::as_array).cloned().unwrap_or_default();
            let name = |region: &Value| region.get("RegionName").and_then(Value::as_str).map(str::to_owned);
            regions.iter().filter_map(name).collect::<Vec<_>>()
        };
        match listed.map(names) {
            Ok(names) if !names.is_empty() => names,
            _ => vec![self.shared.reader.region().to_owned()],
        }
    }
}
