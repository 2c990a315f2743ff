//! DynamoDB: the store behind Lambda. One table; what must hold together is a transaction, and every other write has its condition.
//!
//! | what | `pk` | `sk` |
//! |---|---|---|
//! | account, its sign-in attempts | `N#name` | `USER`, `ATTEMPTS` |
//! | an owner's list (counters), todos, outbox, idempotency keys | `U#owner` | `LIST`, `T#id`, `E#time#id`, `K#key` |
//! | a notice that was or will be sent | `S#id` | `NOTICE` |
//!
//! `expires` is the table's time-to-live attribute. DynamoDB deletes late, so every read of such an item looks at it too.

mod add;
mod answer;
mod counters;
mod item;
mod remove;
mod table;

use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem};
use sundown_todo::{
    AccountName, Added, Attempts, Finished, Id, NewTodo, NoticeState, Replaced, Seconds, Store, StoreError,
    Todo, TodoId, User, UserId,
};

use crate::row;
use answer::{Outcome, outcome};
use item::{Item, event_item, event_of, key, text, todo_item, todo_of};

#[derive(Clone, Debug)]
pub struct Dynamo {
    client: Client,
    table: String,
}

#[async_trait]
impl Store for Dynamo {
    async fn add_user(&self, user: &User) -> Result<bool, StoreError> {
        let mut new = key(&name_key(&user.name), "USER");
        new.insert("id".into(), AttributeValue::S(user.id.to_string()));
        new.insert("hash".into(), AttributeValue::S(user.password_hash.clone()));
        let put = self.client.put_item().table_name(&self.table).set_item(Some(new));
        Ok(outcome(put.condition_expression(ABSENT).send().await)?.is_done())
    }

    async fn user_named(&self, name: &AccountName) -> Result<Option<User>, StoreError> {
        let Some(found) = self.item(&name_key(name), "USER").await? else { return Ok(None) };
        let id = UserId(row::id(&text(&found, "id")?)?);
        Ok(Some(User { id, name: name.clone(), password_hash: text(&found, "hash")? }))
    }

    async fn replace_password(&self, user: &User, hash: &str) -> Result<(), StoreError> {
        let update = self.client.update_item().table_name(&self.table);
        let update = update.set_key(Some(key(&name_key(&user.name), "USER")));
        let update = update.update_expression("SET #h = :new").condition_expression("#h = :old");
        let update = update.expression_attribute_names("#h", "hash");
        let update = update.expression_attribute_values(":new", AttributeValue::S(hash.to_owned()));
        let update =
            update.expression_attribute_values(":old", AttributeValue::S(user.password_hash.clone()));
        outcome(update.send().await)?;
        Ok(())
    }

    async fn todos(&self, owner: UserId) -> Result<Vec<Todo>, StoreError> {
        let items = self.items(owner, "T#", None).await?;
        let mut todos = items.iter().map(todo_of).collect::<Result<Vec<_>, _>>()?;
        todos.sort_unstable_by_key(|todo| todo.sequence);
        Ok(todos)
    }

    async fn todo(&self, owner: UserId, id: TodoId) -> Result<Option<Todo>, StoreError> {
        self.item(&owner_key(owner), &todo_key(id)).await?.as_ref().map(todo_of).transpose()
    }

    async fn add_todo(&self, owner: UserId, new: &NewTodo) -> Result<Added, StoreError> {
        self.add(owner, new).await
    }

    async fn replace_todo(
        &self,
        owner: UserId,
        todo: &Todo,
        finished: Option<&Finished>,
    ) -> Result<Replaced, StoreError> {
        let new = todo_item(owner, &Todo { version: todo.version + 1, ..todo.clone() });
        let put =
            Put::builder().table_name(&self.table).set_item(Some(new)).condition_expression("version = :v");
        let put = put.expression_attribute_values(":v", AttributeValue::N(todo.version.to_string()));
        let mut writes =
            vec![TransactWriteItem::builder().put(put.build().map_err(answer::unbuilt)?).build()];
        if let Some(event) = finished {
            writes.push(self.put(event_item(event))?);
        }
        match self.transact(writes).await? {
            Outcome::Done(_) => Ok(Replaced::Replaced),
            // A transaction is also refused because another one is under way: then the todo is there, and stale is right.
            Outcome::Refused(_) if self.todo(owner, todo.id).await?.is_some() => Ok(Replaced::Stale),
            Outcome::Refused(_) => Ok(Replaced::Gone),
        }
    }

    async fn remove_todo(&self, owner: UserId, id: TodoId) -> Result<bool, StoreError> {
        self.remove(owner, id).await
    }

    async fn remove_todos(&self, owner: UserId) -> Result<(), StoreError> {
        self.remove_all(owner).await
    }

    async fn pending(&self, owner: UserId, limit: u32) -> Result<Vec<Finished>, StoreError> {
        let items = self.items(owner, "E#", Some(limit)).await?;
        items.iter().map(|item| event_of(owner, item)).collect()
    }

    async fn settle(&self, event: &Finished) -> Result<(), StoreError> {
        let delete = self.client.delete_item().table_name(&self.table);
        outcome(delete.set_key(Some(key(&owner_key(event.owner), &event_key(event)))).send().await)?;
        Ok(())
    }

    async fn count_attempt(
        &self,
        name: &AccountName,
        now: Seconds,
        window: Seconds,
    ) -> Result<Attempts, StoreError> {
        self.count(name, now, window).await
    }

    async fn clear_attempts(&self, name: &AccountName) -> Result<(), StoreError> {
        let delete = self.client.delete_item().table_name(&self.table);
        outcome(delete.set_key(Some(key(&name_key(name), "ATTEMPTS"))).send().await)?;
        Ok(())
    }

    async fn begin_notice(&self, id: Id, now: Seconds, expires: Seconds) -> Result<NoticeState, StoreError> {
        self.begin(id, now, expires).await
    }

    async fn notice_sent(&self, id: Id) -> Result<(), StoreError> {
        self.mark_sent(id).await
    }

    async fn forget_notice(&self, id: Id) -> Result<(), StoreError> {
        let delete = self.client.delete_item().table_name(&self.table);
        outcome(delete.set_key(Some(key(&notice_key(id), "NOTICE"))).send().await)?;
        Ok(())
    }
}

/// Holds for an item that isn't there.
const ABSENT: &str = "attribute_not_exists(pk)";

impl Dynamo {
    async fn item(&self, pk: &str, sk: &str) -> Result<Option<Item>, StoreError> {
        let get =
            self.client.get_item().table_name(&self.table).set_key(Some(key(pk, sk))).consistent_read(true);
        Ok(get.send().await.map_err(answer::down)?.item)
    }

    /// The owner's items whose sort key begins so, in its order: `limit` of them, or all.
    async fn items(&self, owner: UserId, prefix: &str, limit: Option<u32>) -> Result<Vec<Item>, StoreError> {
        let query = self.client.query().table_name(&self.table).consistent_read(true);
        let query = query.key_condition_expression("pk = :p AND begins_with(sk, :s)");
        let query = query.expression_attribute_values(":p", AttributeValue::S(owner_key(owner)));
        let query = query.expression_attribute_values(":s", AttributeValue::S(prefix.to_owned()));
        let query = query.set_limit(limit.and_then(|limit| i32::try_from(limit).ok()));
        let mut items = Vec::new();
        let mut start = None;
        loop {
            let page = query.clone().set_exclusive_start_key(start).send().await.map_err(answer::down)?;
            items.extend(page.items.unwrap_or_default());
            start = page.last_evaluated_key;
            if start.is_none() || limit.is_some() {
                return Ok(items);
            }
        }
    }

    fn put(&self, item: Item) -> Result<TransactWriteItem, StoreError> {
        let put =
            Put::builder().table_name(&self.table).set_item(Some(item)).build().map_err(answer::unbuilt)?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    async fn transact(&self, writes: Vec<TransactWriteItem>) -> Result<Outcome<()>, StoreError> {
        let sent = self.client.transact_write_items().set_transact_items(Some(writes)).send().await;
        Ok(match outcome(sent)? {
            Outcome::Done(_) => Outcome::Done(()),
            Outcome::Refused(reasons) => Outcome::Refused(reasons),
        })
    }
}

fn owner_key(owner: UserId) -> String {
    format!("U#{owner}")
}

fn name_key(name: &AccountName) -> String {
    format!("N#{}", name.as_str())
}

fn todo_key(id: TodoId) -> String {
    format!("T#{id}")
}

/// In order of time, because keys are compared as text.
fn event_key(event: &Finished) -> String {
    format!("E#{:012}#{}", event.at, event.id)
}

fn notice_key(id: Id) -> String {
    format!("S#{id}")
}
