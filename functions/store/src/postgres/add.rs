//! Adding a todo in PostgreSQL: list, idempotency key, todo and event, inside one transaction.

use deadpool_postgres::Transaction;
use sundown_todo::{Added, Finished, NewTodo, StoreError, Todo, TodoId, UserId};

use super::{column, down, execute};
use crate::{row, sql};

pub(super) async fn todo(db: &Transaction<'_>, owner: UserId, new: &NewTodo) -> Result<Added, StoreError> {
    let key = owner.to_string();
    execute(db, sql::OPEN_LIST, &[&key]).await?;
    let counts = db.query_one(sql::LOCK_LIST, &[&key]).await.map_err(down)?;
    let (sequence, todos): (i64, i64) = (column(&counts, 0)?, column(&counts, 1)?);
    if let Some(earlier) = earlier(db, &key, new).await? {
        return Ok(earlier);
    }
    if todos >= i64::from(new.limit) {
        return Ok(Added::ListFull);
    }
    let NewTodo { id, title, done, order, .. } = new;
    let id_text = id.to_string();
    if execute(db, sql::ADD_TODO, &[&key, &id_text, &sequence, &title.as_str(), done, order]).await? == 0 {
        return Ok(Added::IdTaken);
    }
    execute(db, sql::COUNT_ADDED, &[&key]).await?;
    event(db, new.finished.as_ref()).await?;
    if let Some(once) = &new.once {
        execute(db, sql::ADD_ONCE, &[&key, &once.key, &once.fingerprint, &id_text, &once.expires]).await?;
    }
    let title = title.clone();
    Ok(Added::Added(Todo { id: *id, sequence, title, done: *done, order: *order, picture: None, version: 1 }))
}

pub(super) async fn event(db: &Transaction<'_>, event: Option<&Finished>) -> Result<(), StoreError> {
    if let Some(Finished { id, owner, todo, title, at }) = event {
        let (owner, id, todo) = (owner.to_string(), id.to_string(), todo.to_string());
        execute(db, sql::ADD_EVENT, &[&owner, &id, &todo, title, at]).await?;
    }
    Ok(())
}

/// What an earlier request with the same idempotency key came to.
async fn earlier(db: &Transaction<'_>, owner: &String, new: &NewTodo) -> Result<Option<Added>, StoreError> {
    let Some(once) = &new.once else { return Ok(None) };
    execute(db, sql::DROP_OLD_ONCE, &[owner, &new.now]).await?;
    let Some(found) = db.query_opt(sql::ONCE, &[owner, &once.key]).await.map_err(down)? else {
        return Ok(None);
    };
    let fingerprint: String = column(&found, 0)?;
    let same = fingerprint == once.fingerprint;
    Ok(Some(if same { Added::Before(TodoId(row::id(column(&found, 1)?)?)) } else { Added::KeyReused }))
}
