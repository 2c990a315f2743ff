//! Removing todos and taking them off the list's count, together.

use aws_sdk_dynamodb::types::{AttributeValue, Delete, TransactWriteItem, Update};
use sundown_todo::{Store, StoreError, TodoId, UserId};

use super::add::TRIES;
use super::answer::{Outcome, unbuilt};
use super::item::{Item, key, text};
use super::{Dynamo, owner_key, table, todo_key};

/// A transaction holds 100 writes; one is the count's.
const AT_ONCE: usize = 99;

impl Dynamo {
    pub(super) async fn remove(&self, owner: UserId, id: TodoId) -> Result<bool, StoreError> {
        for attempt in 0..TRIES {
            if self.todo(owner, id).await?.is_none() {
                return Ok(false);
            }
            if self.transact(self.removal(owner, &[todo_key(id)])?).await?.is_done() {
                return Ok(true);
            }
            table::pause(attempt).await;
        }
        Err(StoreError::Busy)
    }

    pub(super) async fn remove_all(&self, owner: UserId) -> Result<(), StoreError> {
        let mut refused = 0;
        while refused < TRIES {
            let items = self.items(owner, "T#", None).await?;
            let keys = items
                .iter()
                .take(AT_ONCE)
                .map(|item: &Item| text(item, "sk"))
                .collect::<Result<Vec<_>, _>>()?;
            if keys.is_empty() {
                return Ok(());
            }
            if let Outcome::Refused(_) = self.transact(self.removal(owner, &keys)?).await? {
                table::pause(refused).await;
                refused += 1;
            }
        }
        Err(StoreError::Busy)
    }

    fn removal(&self, owner: UserId, keys: &[String]) -> Result<Vec<TransactWriteItem>, StoreError> {
        let list = Update::builder().table_name(&self.table).set_key(Some(key(&owner_key(owner), "LIST")));
        let list = list.update_expression("SET todos = todos - :gone");
        let list = list.expression_attribute_values(":gone", AttributeValue::N(keys.len().to_string()));
        let mut writes = vec![TransactWriteItem::builder().update(list.build().map_err(unbuilt)?).build()];
        for sk in keys {
            let delete = Delete::builder().table_name(&self.table).set_key(Some(key(&owner_key(owner), sk)));
            let delete = delete.condition_expression("attribute_exists(pk)").build().map_err(unbuilt)?;
            writes.push(TransactWriteItem::builder().delete(delete).build());
        }
        Ok(writes)
    }
}
