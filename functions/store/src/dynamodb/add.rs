//! Adding a todo: the list's counters, the todo, its event and its idempotency key in one transaction.
//!
//! The counters give the order of creation and hold the limit. They are read first and must be unchanged when the transaction comes;
//! if they aren't, somebody was quicker and it is done again.

use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem, Update};
use sundown_todo::{Added, NewTodo, Once, StoreError, Todo, TodoId, UserId};

use super::answer::{Outcome, unbuilt};
use super::item::{event_item, key, number, text, todo_item};
use super::{ABSENT, Dynamo, owner_key};
use crate::row;

/// How often a transaction is tried that others got in the way of.
pub(super) const TRIES: u32 = 10;

impl Dynamo {
    pub(super) async fn add(&self, owner: UserId, new: &NewTodo) -> Result<Added, StoreError> {
        for attempt in 0..TRIES {
            if let Some(once) = &new.once
                && let Some(earlier) = self.earlier(owner, once, new.now).await?
            {
                return Ok(earlier);
            }
            let (next, todos) = self.counters(owner).await?;
            if todos >= i64::from(new.limit) {
                return Ok(Added::ListFull);
            }
            let NewTodo { id, title, done, order, .. } = new.clone();
            let todo = Todo { id, sequence: next, title, done, order, picture: None, version: 1 };
            match self.transact(self.writes(owner, new, &todo, (next, todos))?).await? {
                Outcome::Done(()) => return Ok(Added::Added(todo)),
                Outcome::Refused(reasons) if taken(&reasons) => return Ok(Added::IdTaken),
                Outcome::Refused(_) => super::table::pause(attempt).await,
            }
        }
        Err(StoreError::Busy)
    }

    /// The next place in the order of creation, and how many todos there are.
    pub(super) async fn counters(&self, owner: UserId) -> Result<(i64, i64), StoreError> {
        match self.item(&owner_key(owner), "LIST").await? {
            Some(list) => Ok((number(&list, "next")?, number(&list, "todos")?)),
            None => Ok((0, 0)),
        }
    }

    async fn earlier(&self, owner: UserId, once: &Once, now: i64) -> Result<Option<Added>, StoreError> {
        let Some(kept) = self.item(&owner_key(owner), &once_key(once)).await? else { return Ok(None) };
        if number(&kept, "expires")? <= now {
            return Ok(None);
        }
        if text(&kept, "fingerprint")? != once.fingerprint {
            return Ok(Some(Added::KeyReused));
        }
        Ok(Some(Added::Before(TodoId(row::id(&text(&kept, "todo")?)?))))
    }

    fn writes(
        &self,
        owner: UserId,
        new: &NewTodo,
        todo: &Todo,
        (next, todos): (i64, i64),
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let number = |value: i64| AttributeValue::N(value.to_string());
        let list = Update::builder().table_name(&self.table).set_key(Some(key(&owner_key(owner), "LIST")));
        let list =
            list.update_expression("SET #n = :n1, todos = :t1").expression_attribute_names("#n", "next");
        let list =
            list.condition_expression("attribute_not_exists(pk) AND :n = :zero OR #n = :n AND todos = :t");
        let list = list
            .expression_attribute_values(":n", number(next))
            .expression_attribute_values(":t", number(todos));
        let list = list.expression_attribute_values(":zero", number(0));
        let list = list.expression_attribute_values(":n1", number(next + 1));
        let list = list.expression_attribute_values(":t1", number(todos + 1)).build().map_err(unbuilt)?;
        let put = Put::builder().table_name(&self.table).set_item(Some(todo_item(owner, todo)));
        let put = put.condition_expression(ABSENT).build().map_err(unbuilt)?;
        let mut writes = vec![
            TransactWriteItem::builder().put(put).build(),
            TransactWriteItem::builder().update(list).build(),
        ];
        if let Some(event) = &new.finished {
            writes.push(self.put(event_item(event))?);
        }
        if let Some(once) = &new.once {
            writes.push(self.once(owner, once, todo.id, new.now)?);
        }
        Ok(writes)
    }

    fn once(
        &self,
        owner: UserId,
        once: &Once,
        todo: TodoId,
        now: i64,
    ) -> Result<TransactWriteItem, StoreError> {
        let mut item = key(&owner_key(owner), &once_key(once));
        item.insert("fingerprint".into(), AttributeValue::S(once.fingerprint.clone()));
        item.insert("todo".into(), AttributeValue::S(todo.to_string()));
        item.insert("expires".into(), AttributeValue::N(once.expires.to_string()));
        let put = Put::builder().table_name(&self.table).set_item(Some(item));
        let put = put.condition_expression("attribute_not_exists(pk) OR expires <= :now");
        let put = put.expression_attribute_values(":now", AttributeValue::N(now.to_string())).build();
        Ok(TransactWriteItem::builder().put(put.map_err(unbuilt)?).build())
    }
}

/// Only the todo's own write (the first) failed, and for its condition.
fn taken(reasons: &[Option<String>]) -> bool {
    let mut reasons = reasons.iter();
    let first = reasons.next().is_some_and(|reason| reason.as_deref() == Some("ConditionalCheckFailed"));
    first && reasons.all(Option::is_none)
}

fn once_key(once: &Once) -> String {
    format!("K#{}", once.key)
}
