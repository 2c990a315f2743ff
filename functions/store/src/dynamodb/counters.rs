//! The two ledgers that count: sign-in attempts within a window, and notices that are sent at most once.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use sundown_todo::{AccountName, Attempts, Id, NoticeState, Seconds, StoreError};

use super::add::TRIES;
use super::answer::{Outcome, outcome};
use super::item::{flag, key, number};
use super::{Dynamo, name_key, notice_key};

impl Dynamo {
    pub(super) async fn count(
        &self,
        name: &AccountName,
        now: Seconds,
        window: Seconds,
    ) -> Result<Attempts, StoreError> {
        for _ in 0..TRIES {
            if let Some(counted) = self.count_in_window(name, now).await? {
                return Ok(counted);
            }
            let until = now + window;
            if self.open_window(name, now, until).await? {
                return Ok(Attempts { count: 1, until });
            }
        }
        Err(StoreError::Busy)
    }

    /// One more in the window that is open, if one is.
    async fn count_in_window(
        &self,
        name: &AccountName,
        now: Seconds,
    ) -> Result<Option<Attempts>, StoreError> {
        let update = self.client.update_item().table_name(&self.table);
        let update = update.set_key(Some(key(&name_key(name), "ATTEMPTS")));
        let update =
            update.update_expression("SET tries = tries + :one").condition_expression("expires > :now");
        let update = update.expression_attribute_values(":one", AttributeValue::N("1".into()));
        let update = update.expression_attribute_values(":now", AttributeValue::N(now.to_string()));
        match outcome(update.return_values(ReturnValue::AllNew).send().await)? {
            Outcome::Refused(_) => Ok(None),
            Outcome::Done(updated) => {
                let item = updated.attributes.unwrap_or_default();
                Ok(Some(Attempts { count: number(&item, "tries")?, until: number(&item, "expires")? }))
            }
        }
    }

    async fn open_window(
        &self,
        name: &AccountName,
        now: Seconds,
        until: Seconds,
    ) -> Result<bool, StoreError> {
        let mut item = key(&name_key(name), "ATTEMPTS");
        item.insert("tries".into(), AttributeValue::N("1".into()));
        item.insert("expires".into(), AttributeValue::N(until.to_string()));
        self.put_unless_alive(item, now).await
    }

    pub(super) async fn begin(
        &self,
        id: Id,
        now: Seconds,
        expires: Seconds,
    ) -> Result<NoticeState, StoreError> {
        let mut item = key(&notice_key(id), "NOTICE");
        item.insert("sent".into(), AttributeValue::Bool(false));
        item.insert("expires".into(), AttributeValue::N(expires.to_string()));
        if self.put_unless_alive(item, now).await? {
            return Ok(NoticeState::New);
        }
        let kept = self.item(&notice_key(id), "NOTICE").await?;
        let sent = kept.map(|kept| flag(&kept, "sent")).transpose()?.unwrap_or(false);
        Ok(if sent { NoticeState::Sent } else { NoticeState::Unknown })
    }

    pub(super) async fn mark_sent(&self, id: Id) -> Result<(), StoreError> {
        let update = self.client.update_item().table_name(&self.table);
        let update = update.set_key(Some(key(&notice_key(id), "NOTICE")));
        let update = update.update_expression("SET sent = :yes").condition_expression("attribute_exists(pk)");
        outcome(update.expression_attribute_values(":yes", AttributeValue::Bool(true)).send().await)?;
        Ok(())
    }

    /// Puts an item with a time to live where there is none, or one whose time is over.
    async fn put_unless_alive(&self, item: super::Item, now: Seconds) -> Result<bool, StoreError> {
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
        let put = put.condition_expression("attribute_not_exists(pk) OR expires <= :now");
        let put = put.expression_attribute_values(":now", AttributeValue::N(now.to_string()));
        Ok(outcome(put.send().await)?.is_done())
    }
}
