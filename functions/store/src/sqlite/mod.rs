//! `SQLite` in one file: a laptop's store, and the tests'. Its calls block, so each runs on a thread made for that.

mod add;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};
use sundown_todo::{
    AccountName, Added, Attempts, Finished, Id, NewTodo, NoticeState, Replaced, Seconds, Store, StoreError,
    Todo, TodoId, User, UserId,
};

use crate::row::{self, TodoRow};
use crate::sql;

#[derive(Clone)]
pub struct Sqlite {
    connection: Arc<Mutex<Connection>>,
}

impl Sqlite {
    /// Opens the file, or makes it.
    pub fn open(file: &Path) -> Result<Sqlite, StoreError> {
        let connection = Connection::open(file).map_err(down)?;
        connection.busy_timeout(Duration::from_secs(5)).map_err(down)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(down)?;
        // Without it each new parameter is a reason to plan again, which takes longer than reading a list.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(down)?;
        connection.execute_batch(sql::SCHEMA).map_err(down)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Sqlite { connection: Arc::new(Mutex::new(connection)) })
    }

    /// Reads by one statement, right here when the connection is free: that takes less than handing it to another thread and back,
    /// and a reader of a write-ahead log waits for no writer.
    async fn read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, Failed> + Send + 'static,
    {
        if let Ok(connection) = self.connection.try_lock() {
            return work(&connection).map_err(|failed| failed.0);
        }
        self.run(work).await
    }

    /// Runs `work` as one transaction: all of it is kept, or nothing.
    async fn run<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, Failed> + Send + 'static,
    {
        let connection = Arc::clone(&self.connection);
        let worked = tokio::task::spawn_blocking(move || {
            let mut connection =
                connection.lock().map_err(|_| StoreError::Broken("a call panicked".into()))?;
            let transaction = connection.transaction().map_err(down)?;
            let value = work(&transaction).map_err(|failed| failed.0)?;
            transaction.commit().map_err(down)?;
            Ok(value)
        });
        worked.await.map_err(|_| StoreError::Broken("a call panicked or was stopped".into()))?
    }
}

#[async_trait]
impl Store for Sqlite {
    async fn add_user(&self, user: &User) -> Result<bool, StoreError> {
        let (name, id, hash) =
            (user.name.as_str().to_owned(), user.id.to_string(), user.password_hash.clone());
        self.run(move |db| Ok(execute(db, sql::ADD_USER, params![name, id, hash])? == 1)).await
    }

    async fn user_named(&self, name: &AccountName) -> Result<Option<User>, StoreError> {
        let key = name.as_str().to_owned();
        let columns = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let found = self.read(move |db| one(db, sql::USER, params![key], columns)).await?;
        let user = |(id, password_hash): (String, String)| {
            Ok(User { id: UserId(row::id(&id)?), name: name.clone(), password_hash })
        };
        found.map(user).transpose()
    }

    async fn replace_password(&self, user: &User, hash: &str) -> Result<(), StoreError> {
        let (name, old, new) = (user.name.as_str().to_owned(), user.password_hash.clone(), hash.to_owned());
        self.run(move |db| Ok(execute(db, sql::REPLACE_PASSWORD, params![new, name, old])?)).await?;
        Ok(())
    }

    async fn todos(&self, owner: UserId) -> Result<Vec<Todo>, StoreError> {
        let rows = self.read(move |db| many(db, sql::TODOS, params![owner.to_string()], todo_row)).await?;
        rows.into_iter().map(TodoRow::into_todo).collect()
    }

    async fn todo(&self, owner: UserId, id: TodoId) -> Result<Option<Todo>, StoreError> {
        let key = [owner.to_string(), id.to_string()];
        self.read(move |db| one(db, sql::TODO, key, todo_row)).await?.map(TodoRow::into_todo).transpose()
    }

    async fn add_todo(&self, owner: UserId, new: &NewTodo) -> Result<Added, StoreError> {
        let new = new.clone();
        self.run(move |db| add::todo(db, owner, &new)).await
    }

    async fn replace_todo(
        &self,
        owner: UserId,
        todo: &Todo,
        finished: Option<&Finished>,
    ) -> Result<Replaced, StoreError> {
        let (todo, finished) = (todo.clone(), finished.cloned());
        self.run(move |db| {
            let (owner, id) = (owner.to_string(), todo.id.to_string());
            let Todo { title, done, order, picture, version, .. } = &todo;
            let new = params![title.as_str(), done, order, picture, owner, id, version];
            if execute(db, sql::REPLACE_TODO, new)? == 0 {
                let there = one(db, sql::TODO, params![owner, id], todo_row)?.is_some();
                return Ok(if there { Replaced::Stale } else { Replaced::Gone });
            }
            add::event(db, finished.as_ref())?;
            Ok(Replaced::Replaced)
        })
        .await
    }

    async fn remove_todo(&self, owner: UserId, id: TodoId) -> Result<bool, StoreError> {
        let (owner, id) = (owner.to_string(), id.to_string());
        self.run(move |db| {
            let removed = execute(db, sql::REMOVE_TODO, params![owner, id])?;
            count_removed(db, &owner, removed)?;
            Ok(removed == 1)
        })
        .await
    }

    async fn remove_todos(&self, owner: UserId) -> Result<(), StoreError> {
        let owner = owner.to_string();
        self.run(move |db| {
            let removed = execute(db, sql::REMOVE_TODOS, params![owner])?;
            count_removed(db, &owner, removed)?;
            Ok(())
        })
        .await
    }

    async fn pending(&self, owner: UserId, limit: u32) -> Result<Vec<Finished>, StoreError> {
        type Columns = (String, String, String, Seconds);
        let columns = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let key = owner.to_string();
        let rows: Vec<Columns> =
            self.read(move |db| many(db, sql::EVENTS, params![key, limit], columns)).await?;
        rows.into_iter().map(|(id, todo, title, at)| row::event(owner, &id, &todo, title, at)).collect()
    }

    async fn settle(&self, event: &Finished) -> Result<(), StoreError> {
        let key = [event.owner.to_string(), event.id.to_string()];
        self.run(move |db| Ok(execute(db, sql::SETTLE, key)?)).await?;
        Ok(())
    }

    async fn count_attempt(
        &self,
        name: &AccountName,
        now: Seconds,
        window: Seconds,
    ) -> Result<Attempts, StoreError> {
        let name = name.as_str().to_owned();
        let columns = |row: &Row<'_>| Ok(Attempts { count: row.get(0)?, until: row.get(1)? });
        self.run(move |db| {
            execute(db, sql::DROP_OLD_ATTEMPTS, [now])?;
            Ok(db.prepare_cached(sql::COUNT_ATTEMPT)?.query_row(params![name, now + window, now], columns)?)
        })
        .await
    }

    async fn clear_attempts(&self, name: &AccountName) -> Result<(), StoreError> {
        let name = name.as_str().to_owned();
        self.run(move |db| Ok(execute(db, sql::CLEAR_ATTEMPTS, [name])?)).await?;
        Ok(())
    }

    async fn begin_notice(&self, id: Id, now: Seconds, expires: Seconds) -> Result<NoticeState, StoreError> {
        let id = id.to_string();
        self.run(move |db| {
            execute(db, sql::DROP_OLD_NOTICES, [now])?;
            if execute(db, sql::ADD_NOTICE, params![id, expires])? == 1 {
                return Ok(NoticeState::New);
            }
            let sent = one(db, sql::NOTICE, [id], |row| row.get(0))?.unwrap_or(false);
            Ok(if sent { NoticeState::Sent } else { NoticeState::Unknown })
        })
        .await
    }

    async fn notice_sent(&self, id: Id) -> Result<(), StoreError> {
        self.run(move |db| Ok(execute(db, sql::NOTICE_SENT, [id.to_string()])?)).await?;
        Ok(())
    }

    async fn forget_notice(&self, id: Id) -> Result<(), StoreError> {
        self.run(move |db| Ok(execute(db, sql::FORGET_NOTICE, [id.to_string()])?)).await?;
        Ok(())
    }
}

/// A failure inside a transaction: `SQLite`'s own, or a text that can't be read back.
struct Failed(StoreError);

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Failed {
        Failed(down(error))
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Failed {
        Failed(error)
    }
}

fn execute(
    db: &Connection,
    statement: &str,
    values: impl rusqlite::Params,
) -> Result<usize, rusqlite::Error> {
    db.prepare_cached(statement)?.execute(values)
}

fn count_removed(db: &Connection, owner: &str, removed: usize) -> Result<(), Failed> {
    execute(db, sql::COUNT_REMOVED, params![i64::try_from(removed).unwrap_or(i64::MAX), owner])?;
    Ok(())
}

fn one<T>(
    db: &Connection,
    query: &str,
    values: impl rusqlite::Params,
    columns: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, Failed> {
    Ok(db.prepare_cached(query)?.query_row(values, columns).optional()?)
}

fn many<T>(
    db: &Connection,
    query: &str,
    values: impl rusqlite::Params,
    columns: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Failed> {
    Ok(db.prepare_cached(query)?.query_map(values, columns)?.collect::<Result<_, _>>()?)
}

fn todo_row(row: &Row<'_>) -> rusqlite::Result<TodoRow> {
    Ok(TodoRow {
        id: row.get(0)?,
        sequence: row.get(1)?,
        title: row.get(2)?,
        done: row.get(3)?,
        place: row.get(4)?,
        picture: row.get(5)?,
        version: row.get(6)?,
    })
}

/// `SQLite`'s code only: its messages may quote what people wrote.
#[allow(clippy::needless_pass_by_value, reason = "it stands where map_err wants a function of the error")]
fn down(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(
            code @ (ErrorCode::CannotOpen
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::ReadOnly),
        ) => StoreError::Down(format!("SQLite: {code:?}")),
        Some(code) => StoreError::Broken(format!("SQLite: {code:?}")),
        None => StoreError::Broken("SQLite: an unexpected kind of value".into()),
    }
}
