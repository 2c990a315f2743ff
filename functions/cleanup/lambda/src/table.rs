//! The rows in DynamoDB. Every reading is consistent; every write has its condition.

use async_trait::async_trait;
use serde_json::{Map, Value, json};
use sundown_cleanup_aws::{CallError, Reader, Writer};
use sundown_cleanup_state::Trouble;
use sundown_cleanup_state::item::Item;

use crate::row;
use crate::rows::{Before, Change, Rows, Written};

/// The stack's table, with the clients of the function's own role.
#[derive(Clone, Debug)]
pub struct Table {
    pub reader: Reader,
    pub writer: Writer,
    pub name: String,
}

impl Table {
    pub(crate) async fn row(&self, account: &str, sort: &str) -> Result<Option<Value>, CallError> {
        let key = json!({ "account": { "S": account }, "sort": { "S": sort } });
        let input = json!({ "TableName": self.name, "Key": key, "ConsistentRead": true });
        let answer = self.reader.call("dynamodb", "GetItem", input).await?;
        Ok(answer.get("Item").filter(|item| item.is_object()).cloned())
    }

    fn trouble(&self, error: &CallError) -> Trouble {
        Trouble::System { file: self.name.clone(), why: error.to_string() }
    }

    fn item(&self, attributes: &Value, place: usize) -> Result<Item, Trouble> {
        row::item(attributes).map_err(|fault| Trouble::of(fault, &self.name, place))
    }
}

#[async_trait]
impl Rows for Table {
    async fn get(&self, account: &str, sort: &str) -> Result<Option<Item>, Trouble> {
        let found = self.row(account, sort).await.map_err(|error| self.trouble(&error))?;
        found.map(|attributes| self.item(&attributes, 0)).transpose()
    }

    async fn entries(&self, account: &str) -> Result<Vec<Item>, Trouble> {
        let input = json!({
            "TableName": self.name,
            "ConsistentRead": true,
            "KeyConditionExpression": "#account = :account AND begins_with(#sort, :entry)",
            "ExpressionAttributeNames": { "#account": "account", "#sort": "sort" },
            "ExpressionAttributeValues": { ":account": { "S": account }, ":entry": { "S": "entry#" } },
        });
        let answer = self.reader.call("dynamodb", "Query", input).await;
        let answer = answer.map_err(|error| self.trouble(&error))?;
        let rows = answer.get("Items").and_then(Value::as_array).cloned().unwrap_or_default();
        rows.iter().enumerate().map(|(place, row)| self.item(row, place + 1)).collect()
    }

    async fn write(&self, changes: &[Change]) -> Written {
        let items: Vec<Value> = changes.iter().map(|change| action(&self.name, change)).collect();
        match self.writer.call("dynamodb", "TransactWriteItems", json!({ "TransactItems": items })).await {
            Ok(_) => Written::Yes,
            Err(error) if is_refused(&error) => Written::Refused,
            Err(error) => Written::Unknown(error.to_string()),
        }
    }

    fn name(&self) -> &str {
        &self.name
    }
}

fn action(table: &str, change: &Change) -> Value {
    let Change { item, only_if, put } = change;
    let mut action = Map::new();
    action.insert("TableName".into(), table.into());
    match only_if {
        Before::Nothing => {
            action.insert("ConditionExpression".into(), "attribute_not_exists(#it)".into());
            action.insert("ExpressionAttributeNames".into(), json!({ "#it": "sort" }));
        }
        Before::This(hash) => {
            action.insert("ConditionExpression".into(), "#it = :it".into());
            action.insert("ExpressionAttributeNames".into(), json!({ "#it": "hash" }));
            action.insert("ExpressionAttributeValues".into(), json!({ ":it": { "S": hash } }));
        }
    }
    if *put {
        action.insert("Item".into(), row::attributes(item));
        json!({ "Put": action })
    } else {
        action.insert("Key".into(), json!({ "account": { "S": item.account }, "sort": { "S": item.sort } }));
        json!({ "ConditionCheck": action })
    }
}

/// A condition that did not hold, or another transaction on the same row: both say that somebody else is at work.
fn is_refused(error: &CallError) -> bool {
    let refusals =
        ["ConditionalCheckFailedException", "TransactionCanceledException", "TransactionConflictException"];
    error.code().is_some_and(|code| refusals.contains(&code))
        && !error.to_string().contains("ThrottlingError")
}
