//! A run's row in the table: which shards it waits for, and whether somebody has already finished it. A shard is taken
//! from a set, so a message that is delivered twice takes nothing away twice.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sundown_cleanup_aws::CallError;
use sundown_cleanup_engine::moment::{Moment, Seconds};

use crate::table::Table;

/// How long a run's row is kept.
const KEPT: Seconds = Seconds(30 * Seconds::DAY.0);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: String,
    pub account: String,
    pub started: Moment,
    /// The digest of the policy it was started with.
    pub policy: String,
    pub shards: BTreeSet<String>,
    /// Shards that are not in yet.
    pub open: BTreeSet<String>,
    pub state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not all messages are sent for certain.
    Starting,
    Scanning,
    Finished,
}

impl State {
    const fn name(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Scanning => "scanning",
            Self::Finished => "finished",
        }
    }
}

impl Table {
    /// Records a new run; false when it is there already.
    pub async fn begin(&self, run: &Run) -> Result<bool, CallError> {
        let set = |names: &BTreeSet<String>| json!({ "SS": names });
        let item = json!({
            "account": { "S": run.account },
            "sort": { "S": sort(&run.id) },
            "expires": { "N": run.started.plus(KEPT).seconds().to_string() },
            "started": { "N": run.started.seconds().to_string() },
            "policy": { "S": run.policy },
            "shards": set(&run.shards),
            "open": set(&run.open),
            "state": { "S": run.state.name() },
        });
        let input = json!({
            "TableName": self.name,
            "Item": item,
            "ConditionExpression": "attribute_not_exists(#sort)",
            "ExpressionAttributeNames": { "#sort": "sort" },
        });
        match self.writer.call("dynamodb", "PutItem", input).await {
            Ok(_) => Ok(true),
            Err(error) if error.code() == Some("ConditionalCheckFailedException") => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub async fn run(&self, account: &str, id: &str) -> Result<Option<Run>, CallError> {
        Ok(self.row(account, &sort(id)).await?.and_then(|row| read(account, id, &row)))
    }

    /// Takes a shard from those that are open; true when none is left.
    pub async fn shard_is_in(&self, account: &str, id: &str, shard: &str) -> Result<bool, CallError> {
        let values = json!({ ":shard": { "SS": [shard] } });
        let row = self
            .update(account, id, "DELETE #it :shard", ("open", "attribute_exists(#sort)"), &values)
            .await?;
        Ok(strings(&row, "open").is_empty())
    }

    /// All messages are sent. A run that is already further stays there.
    pub async fn started(&self, account: &str, id: &str) -> Result<(), CallError> {
        let values =
            json!({ ":state": { "S": State::Scanning.name() }, ":before": { "S": State::Starting.name() } });
        match self.update(account, id, "SET #it = :state", ("state", "#it = :before"), &values).await {
            Err(error) if error.code() == Some("ConditionalCheckFailedException") => Ok(()),
            answer => answer.map(drop),
        }
    }

    /// Nothing more is to be done.
    pub async fn finished(&self, account: &str, id: &str) -> Result<(), CallError> {
        let values = json!({ ":state": { "S": State::Finished.name() } });
        self.update(account, id, "SET #it = :state", ("state", "attribute_exists(#it)"), &values)
            .await
            .map(drop)
    }

    /// Changes a row that is there; one that time has deleted is not made anew.
    async fn update(
        &self,
        account: &str,
        id: &str,
        what: &str,
        (name, only_if): (&str, &str),
        values: &Value,
    ) -> Result<Value, CallError> {
        // A name that no expression uses is refused.
        let names = if only_if.contains("#sort") {
            json!({ "#it": name, "#sort": "sort" })
        } else {
            json!({ "#it": name })
        };
        let input = json!({
            "TableName": self.name,
            "Key": { "account": { "S": account }, "sort": { "S": sort(id) } },
            "UpdateExpression": what,
            "ConditionExpression": only_if,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": values,
            "ReturnValues": "ALL_NEW",
        });
        let answer = self.writer.call("dynamodb", "UpdateItem", input).await?;
        Ok(answer.value.get("Attributes").cloned().unwrap_or_default())
    }
}

fn sort(id: &str) -> String {
    format!("run#{id}")
}

fn strings(row: &Value, name: &str) -> BTreeSet<String> {
    let texts = row.get(name).and_then(|value| value.get("SS")).and_then(Value::as_array);
    texts.into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// A row that is not what it must be is no run: nothing is planned from it.
fn read(account: &str, id: &str, row: &Value) -> Option<Run> {
    let text = |name: &str| row.get(name)?.get("S")?.as_str();
    let started = row.get("started")?.get("N")?.as_str()?.parse().ok()?;
    let states = [State::Starting, State::Scanning, State::Finished];
    Some(Run {
        id: id.to_owned(),
        account: account.to_owned(),
        started: Moment::from_seconds(started),
        policy: text("policy")?.to_owned(),
        shards: strings(row, "shards"),
        open: strings(row, "open"),
        state: states.into_iter().find(|state| Some(state.name()) == text("state"))?,
    })
}
