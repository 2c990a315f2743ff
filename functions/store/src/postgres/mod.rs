//! PostgreSQL: the store behind EC2 and Fargate (RDS), with a pool of connections.

mod add;
mod connect;

use async_trait::async_trait;
use deadpool_postgres::{GenericClient, Object, Pool};
use sundown_todo::{
    AccountName, Added, Attempts, Finished, Id, NewTodo, NoticeState, Replaced, Seconds, Store, StoreError,
    Todo, TodoId, User, UserId,
};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use crate::row::{self, TodoRow};
use crate::sql;

#[derive(Clone)]
pub struct Postgres {
    pool: Pool,
}

impl Postgres {
    async fn client(&self) -> Result<Object, StoreError> {
        self.pool
            .get()
            .await
            .map_err(|error| StoreError::Down(format!("PostgreSQL: {}", connect::reason(&error))))
    }

    async fn execute(&self, statement: &str, values: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
        execute(&self.client().await?, statement, values).await
    }

    async fn rows(&self, query: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
        let client = self.client().await?;
        let statement = client.prepare_cached(query).await.map_err(down)?;
        client.query(&statement, values).await.map_err(down)
    }

    async fn row(&self, query: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(query, values).await?.into_iter().next())
    }
}

#[async_trait]
impl Store for Postgres {
    async fn add_user(&self, user: &User) -> Result<bool, StoreError> {
        let values: &[&(dyn ToSql + Sync)] =
            &[&user.name.as_str(), &user.id.to_string(), &user.password_hash];
        Ok(self.execute(sql::ADD_USER, values).await? == 1)
    }

    async fn user_named(&self, name: &AccountName) -> Result<Option<User>, StoreError> {
        let Some(found) = self.row(sql::USER, &[&name.as_str()]).await? else { return Ok(None) };
        let id = UserId(row::id(column(&found, 0)?)?);
        Ok(Some(User { id, name: name.clone(), password_hash: column(&found, 1)? }))
    }

    async fn replace_password(&self, user: &User, hash: &str) -> Result<(), StoreError> {
        let values: &[&(dyn ToSql + Sync)] = &[&hash, &user.name.as_str(), &user.password_hash];
        self.execute(sql::REPLACE_PASSWORD, values).await?;
        Ok(())
    }

    async fn todos(&self, owner: UserId) -> Result<Vec<Todo>, StoreError> {
        let rows = self.rows(sql::TODOS, &[&owner.to_string()]).await?;
        rows.iter().map(todo).collect()
    }

    async fn todo(&self, owner: UserId, id: TodoId) -> Result<Option<Todo>, StoreError> {
        let found = self.row(sql::TODO, &[&owner.to_string(), &id.to_string()]).await?;
        found.as_ref().map(todo).transpose()
    }

    async fn add_todo(&self, owner: UserId, new: &NewTodo) -> Result<Added, StoreError> {
        let mut client = self.client().await?;
        let transaction = client.build_transaction().start().await.map_err(down)?;
        let added = add::todo(&transaction, owner, new).await?;
        transaction.commit().await.map_err(down)?;
        Ok(added)
    }

    async fn replace_todo(
        &self,
        owner: UserId,
        todo: &Todo,
        finished: Option<&Finished>,
    ) -> Result<Replaced, StoreError> {
        let mut client = self.client().await?;
        let transaction = client.build_transaction().start().await.map_err(down)?;
        let (owner, id) = (owner.to_string(), todo.id.to_string());
        let Todo { title, done, order, picture, version, .. } = todo;
        let new: &[&(dyn ToSql + Sync)] = &[&title.as_str(), done, order, picture, &owner, &id, version];
        if execute(&transaction, sql::REPLACE_TODO, new).await? == 0 {
            let there = transaction.query_opt(sql::TODO, &[&owner, &id]).await.map_err(down)?.is_some();
            return Ok(if there { Replaced::Stale } else { Replaced::Gone });
        }
        add::event(&transaction, finished).await?;
        transaction.commit().await.map_err(down)?;
        Ok(Replaced::Replaced)
    }

    async fn remove_todo(&self, owner: UserId, id: TodoId) -> Result<bool, StoreError> {
        let owner = owner.to_string();
        let removed = self.remove(sql::REMOVE_TODO, &[&owner, &id.to_string()], &owner).await?;
        Ok(removed == 1)
    }

    async fn remove_todos(&self, owner: UserId) -> Result<(), StoreError> {
        let owner = owner.to_string();
        self.remove(sql::REMOVE_TODOS, &[&owner], &owner).await?;
        Ok(())
    }

    async fn pending(&self, owner: UserId, limit: u32) -> Result<Vec<Finished>, StoreError> {
        let rows = self.rows(sql::EVENTS, &[&owner.to_string(), &i64::from(limit)]).await?;
        let event =
            |row: &Row| row::event(owner, column(row, 0)?, column(row, 1)?, column(row, 2)?, column(row, 3)?);
        rows.iter().map(event).collect()
    }

    async fn settle(&self, event: &Finished) -> Result<(), StoreError> {
        self.execute(sql::SETTLE, &[&event.owner.to_string(), &event.id.to_string()]).await?;
        Ok(())
    }

    async fn count_attempt(
        &self,
        name: &AccountName,
        now: Seconds,
        window: Seconds,
    ) -> Result<Attempts, StoreError> {
        self.execute(sql::DROP_OLD_ATTEMPTS, &[&now]).await?;
        let values: &[&(dyn ToSql + Sync)] = &[&name.as_str(), &(now + window), &now];
        let counted = self.row(sql::COUNT_ATTEMPT, values).await?;
        let counted =
            counted.ok_or_else(|| StoreError::Broken("PostgreSQL: an insert returned no row".into()))?;
        Ok(Attempts { count: column(&counted, 0)?, until: column(&counted, 1)? })
    }

    async fn clear_attempts(&self, name: &AccountName) -> Result<(), StoreError> {
        self.execute(sql::CLEAR_ATTEMPTS, &[&name.as_str()]).await?;
        Ok(())
    }

    async fn begin_notice(&self, id: Id, now: Seconds, expires: Seconds) -> Result<NoticeState, StoreError> {
        let id = id.to_string();
        self.execute(sql::DROP_OLD_NOTICES, &[&now]).await?;
        if self.execute(sql::ADD_NOTICE, &[&id, &expires]).await? == 1 {
            return Ok(NoticeState::New);
        }
        let found = self.row(sql::NOTICE, &[&id]).await?;
        let sent = found.as_ref().map(|row| column(row, 0)).transpose()?.unwrap_or(false);
        Ok(if sent { NoticeState::Sent } else { NoticeState::Unknown })
    }

    async fn notice_sent(&self, id: Id) -> Result<(), StoreError> {
        self.execute(sql::NOTICE_SENT, &[&id.to_string()]).await?;
        Ok(())
    }

    async fn forget_notice(&self, id: Id) -> Result<(), StoreError> {
        self.execute(sql::FORGET_NOTICE, &[&id.to_string()]).await?;
        Ok(())
    }
}

impl Postgres {
    /// Removes todos and takes them off the owner's count, together.
    async fn remove(
        &self,
        statement: &str,
        values: &[&(dyn ToSql + Sync)],
        owner: &String,
    ) -> Result<u64, StoreError> {
        let mut client = self.client().await?;
        let transaction = client.build_transaction().start().await.map_err(down)?;
        // The list is locked first, as adding does, so that the two can't wait for each other.
        transaction.query_opt(sql::LOCK_LIST, &[owner]).await.map_err(down)?;
        let removed = execute(&transaction, statement, values).await?;
        let count = i64::try_from(removed).unwrap_or(i64::MAX);
        execute(&transaction, sql::COUNT_REMOVED, &[&count, owner]).await?;
        transaction.commit().await.map_err(down)?;
        Ok(removed)
    }
}

async fn execute<C: GenericClient>(
    client: &C,
    statement: &str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<u64, StoreError> {
    let statement = client.prepare_cached(statement).await.map_err(down)?;
    client.execute(&statement, values).await.map_err(down)
}

fn todo(row: &Row) -> Result<Todo, StoreError> {
    let kept = TodoRow {
        id: column(row, 0)?,
        sequence: column(row, 1)?,
        title: column(row, 2)?,
        done: column(row, 3)?,
        place: column(row, 4)?,
        picture: column(row, 5)?,
        version: column(row, 6)?,
    };
    kept.into_todo()
}

fn column<'a, T: tokio_postgres::types::FromSql<'a>>(row: &'a Row, at: usize) -> Result<T, StoreError> {
    row.try_get(at).map_err(down)
}

/// The SQLSTATE only: PostgreSQL's messages may quote what people wrote.
#[allow(clippy::needless_pass_by_value, reason = "it stands where map_err wants a function of the error")]
fn down(error: tokio_postgres::Error) -> StoreError {
    match error.code().map(|state| state.code().to_owned()) {
        Some(state) if state == "40001" || state == "40P01" => StoreError::Busy,
        // Connections, resources, the operator (shut down, starting up), the disk.
        Some(state) if ["08", "53", "57", "58"].iter().any(|class| state.starts_with(class)) => {
            StoreError::Down(format!("PostgreSQL: {state}"))
        }
        Some(state) => StoreError::Broken(format!("PostgreSQL: {state}")),
        None if error.is_closed() => StoreError::Down("PostgreSQL: the connection is closed".into()),
        None => StoreError::Down("PostgreSQL: the connection failed".into()),
    }
}
