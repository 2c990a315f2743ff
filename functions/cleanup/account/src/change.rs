//! The hands: they make the change the engine asked for, once, and say what came of it. They decide nothing and know no
//! other resource than the one that is named, and the one a step names beside it.

use crate::account::{Account, home};
use crate::path::filled;
use crate::read::{holds, own_names, with};
use crate::refusal::effect;
use crate::row::{Call, Operation, Row, row};
use crate::steps;
use serde_json::{Map, Value, json};
use sundown_cleanup_aws::{Reader, Writer};
use sundown_cleanup_engine::ask::{Effect, Mutation, Op, Stamp};
use sundown_cleanup_engine::found::Key;

/// Who holds one has decided to change an account.
#[derive(Clone)]
pub struct Hands {
    account: Account,
    writer: Writer,
}

/// One resource at hand: its row, its document as it was read right before, and the calls of its region.
pub(crate) struct Grip<'h> {
    pub(crate) row: &'static Row,
    pub(crate) key: &'h Key,
    pub(crate) document: Value,
    pub(crate) reader: Reader,
    pub(crate) account: &'h Account,
    writer: Writer,
    names: Map<String, Value>,
}

impl Hands {
    /// The writer's session must send each change once (`Limits { attempts: 1, .. }`): the engine looks before it asks
    /// again.
    #[must_use]
    pub const fn new(account: Account, writer: Writer) -> Self {
        Self { account, writer }
    }

    /// Makes one change.
    pub async fn mutate(&self, mutation: &Mutation) -> (Stamp, Effect) {
        let effect = self.carried_out(mutation).await.err().unwrap_or(Effect::Done);
        (self.account.stamp(), effect)
    }

    async fn carried_out(&self, mutation: &Mutation) -> Result<(), Effect> {
        let grip = self.grip(&mutation.key, &mutation.generation).await?;
        match &mutation.op {
            Op::Unlock => grip.unlock().await,
            Op::Lock => grip.steps("lock").await,
            Op::ScaleToZero => grip.steps("scale-to-zero").await,
            Op::Stop => grip.steps("stop").await,
            Op::Disable => steps::distribution::disable(&grip).await,
            Op::Empty => steps::empty(&grip).await,
            Op::Revoke { user } => steps::rules::revoke(&grip, user).await,
            Op::Detach { from } => steps::gateway::detach(&grip, from).await,
            Op::Delete { final_snapshot } => grip.delete(final_snapshot.as_deref()).await,
        }
    }

    /// Takes hold of a resource; of another generation under the same name there is nothing to change.
    async fn grip<'h>(&'h self, key: &'h Key, generation: &str) -> Result<Grip<'h>, Effect> {
        let row = row(key.kind).ok_or(Effect::Denied)?;
        let same = |document: &Value| row.generation.fill(document).as_deref() == Some(generation);
        let document = match self.account.document(key).filter(same) {
            Some(document) => document,
            None => self.account.read_again(key).await?.filter(same).ok_or(Effect::NotFound)?,
        };
        let reader = self.account.reader_in(&key.region);
        let names = own_names(row, &reader, document.as_object().unwrap_or(&Map::new()));
        let writer = self.writer.in_region(home(&key.region));
        Ok(Grip { row, key, document, reader, account: &self.account, writer, names })
    }
}

impl Account {
    pub(crate) async fn read_again(&self, key: &Key) -> Result<Option<Value>, Effect> {
        match self.one(key).await {
            Ok(Some(_)) => Ok(self.document(key)),
            Ok(None) => Ok(None),
            Err(_) => Err(Effect::Busy),
        }
    }
}

impl Grip<'_> {
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
    async fn unlock(&self) -> Result<(), Effect> {
        if self.row.locked.iter().any(|lock| lock.stays && holds(lock, &self.document)) {
            return Err(Effect::Locked);
        }
        self.steps("unlock").await
    }

    async fn steps(&self, name: &str) -> Result<(), Effect> {
        let calls: &[Call] = self.row.steps.get(name).ok_or(Effect::Denied)?;
        for call in calls {
            self.send(&call.call, &call.input, &json!({})).await?;
        }
        Ok(())
    }

    async fn delete(&self, snapshot: Option<&str>) -> Result<(), Effect> {
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
