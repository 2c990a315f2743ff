//! Adding a todo in `SQLite`: list, idempotency key, todo and event, inside one transaction.

use rusqlite::{Connection, params};
use sundown_todo::{Added, Finished, NewTodo, Todo, TodoId, UserId};

use super::{Failed, execute, one};
use crate::{row, sql};

pub(super) fn todo(db: &Connection, owner: UserId, new: &NewTodo) -> Result<Added, Failed> {
    let key = owner.to_string();
    execute(db, sql::OPEN_LIST, [&key])?;
    let counts = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let (sequence, todos): (i64, i64) = db.prepare_cached(sql::LOCK_LIST)?.query_row([&key], counts)?;
    if let Some(earlier) = earlier(db, &key, new)? {
        return Ok(earlier);
    }
    if todos >= i64::from(new.limit) {
        return Ok(Added::ListFull);
    }
    let NewTodo { id, title, done, order, .. } = new;
    if execute(db, sql::ADD_TODO, params![key, id.to_string(), sequence, title.as_str(), done, order])? == 0 {
        return Ok(Added::IdTaken);
    }
    execute(db, sql::COUNT_ADDED, [&key])?;
    event(db, new.finished.as_ref())?;
    if let Some(once) = &new.once {
        execute(db, sql::ADD_ONCE, params![key, once.key, once.fingerprint, id.to_string(), once.expires])?;
    }
    let title = title.clone();
    Ok(Added::Added(Todo { id: *id, sequence, title, done: *done, order: *order, picture: None, version: 1 }))
}

pub(super) fn event(db: &Connection, event: Option<&Finished>) -> Result<(), Failed> {
    if let Some(Finished { id, owner, todo, title, at }) = event {
        execute(db, sql::ADD_EVENT, params![owner.to_string(), id.to_string(), todo.to_string(), title, at])?;
    }
    Ok(())
}

/// What an earlier request with the same idempotency key came to.
fn earlier(db: &Connection, owner: &str, new: &NewTodo) -> Result<Option<Added>, Failed> {
    let Some(once) = &new.once else { return Ok(None) };
    execute(db, sql::DROP_OLD_ONCE, params![owner, new.now])?;
    let columns = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found: Option<(String, String)> = one(db, sql::ONCE, params![owner, once.key], columns)?;
    let Some((fingerprint, todo)) = found else { return Ok(None) };
    let same = fingerprint == once.fingerprint;
    Ok(Some(if same { Added::Before(TodoId(row::id(&todo)?)) } else { Added::KeyReused }))
}
