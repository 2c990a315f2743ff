//! The hands: they make the change the engine asked for, once, and say what came of it. They decide nothing and know no
//! other resource than the one that is named, and the one a step names beside it.

use crate::account::{Account, home};
use crate::grip::Grip;
use crate::row::row;
use crate::steps;
use serde_json::Value;
use sundown_cleanup_aws::Writer;
use sundown_cleanup_engine::ask::{Effect, Mutation, Op, Stamp};
use sundown_cleanup_engine::found::Key;

/// Who holds one has decided to change an account.
#[derive(Clone)]
pub struct Hands {
    account: Account,
    writer: Writer,
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
        let writer = self.writer.in_region(home(&key.region));
        Ok(Grip::on(key, row, document, &self.account, writer))
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
