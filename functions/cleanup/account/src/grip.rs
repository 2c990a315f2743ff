//! One resource in hand: what a change of it needs. What is special about a type's changes is in `steps`.

use crate::account::Account;
use crate::path::filled;
use crate::read::{holds, own_names, with};
use crate::refusal::effect;
use crate::row::{Call, Operation, Row};
use serde_json::{Map, Value, json};
use sundown_cleanup_aws::{Reader, Writer};
use sundown_cleanup_engine::ask::Effect;
use sundown_cleanup_engine::found::Key;

/// Its row, its document as it was read right before, and the calls of its region.
pub(crate) struct Grip<'h> {
    pub(crate) row: &'static Row,
    pub(crate) key: &'h Key,
    pub(crate) document: Value,
    pub(crate) reader: Reader,
    pub(crate) account: &'h Account,
    writer: Writer,
    names: Map<String, Value>,
}

impl<'h> Grip<'h> {
    pub(crate) fn on(
        key: &'h Key,
        row: &'static Row,
        document: Value,
        account: &'h Account,
        writer: Writer,
    ) -> Self {
        let reader = account.reader_in(&key.region);
        let names = own_names(row, &reader, document.as_object().unwrap_or(&Map::new()));
        Self { row, key, document, reader, account, writer, names }
    }

    /// Sends one change.
    pub(crate) async fn change(&self, service: &str, operation: &str, input: Value) -> Result<Value, Effect> {
        let answer = self.writer.call(service, operation, input).await;
        answer.map(|answer| answer.value).map_err(|error| effect(self.row, &error))
    }

    /// Asks what a step must know.
    pub(crate) async fn ask(&self, service: &str, operation: &str, input: Value) -> Result<Value, Effect> {
        self.reader.call(service, operation, input).await.map_err(|error| effect(self.row, &error))
    }

    /// A text of the document.
    pub(crate) fn member(&self, name: &str) -> Result<&str, Effect> {
        self.document.get(name).and_then(Value::as_str).ok_or(Effect::Denied)
    }

    /// Only a lock that can be put back as it was is opened: its row has one that opens, and names those that stay.
    pub(crate) async fn unlock(&self) -> Result<(), Effect> {
        if self.row.locked.iter().any(|lock| lock.stays && holds(lock, &self.document)) {
            return Err(Effect::Locked);
        }
        self.steps("unlock").await
    }

    pub(crate) async fn steps(&self, name: &str) -> Result<(), Effect> {
        let calls: &[Call] = self.row.steps.get(name).ok_or(Effect::Denied)?;
        for call in calls {
            self.send(&call.call, &call.input, &json!({})).await?;
        }
        Ok(())
    }

    pub(crate) async fn delete(&self, snapshot: Option<&str>) -> Result<(), Effect> {
        let deletion = &self.row.delete;
        let never = deletion.never_final.iter().any(|check| holds(check, &self.document));
        let snapshot = snapshot.filter(|_| !never);
        let more = match snapshot {
            Some(name) => {
                let wanted = deletion.with_snapshot.as_ref().ok_or(Effect::Denied)?;
                filled(wanted, &json!({ "snapshot": name })).map_err(|_| Effect::Denied)?
            }
            None => deletion.plain.clone().unwrap_or_else(|| json!({})),
        };
        self.send(&deletion.call, &deletion.input, &more).await
    }

    async fn send(&self, call: &Operation, input: &Value, more: &Value) -> Result<(), Effect> {
        let mut input = filled(input, &with(&self.document, &self.names)).map_err(|_| Effect::Denied)?;
        if let (Value::Object(input), Value::Object(more)) = (&mut input, more) {
            input.extend(more.clone());
        }
        self.change(&call.service, &call.name, input).await.map(drop)
    }
}
