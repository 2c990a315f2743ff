//! From stored texts back to values of the domain. What was written passed the same checks, so a failure means that something else wrote here.

use sundown_todo::{Finished, Id, Seconds, StoreError, Title, Todo, TodoId, UserId};

/// A todo as columns or attributes.
pub(crate) struct TodoRow {
    pub(crate) id: String,
    pub(crate) sequence: i64,
    pub(crate) title: String,
    pub(crate) done: bool,
    pub(crate) place: Option<i64>,
    pub(crate) picture: Option<String>,
    pub(crate) version: i64,
}

impl TodoRow {
    pub(crate) fn into_todo(self) -> Result<Todo, StoreError> {
        Ok(Todo {
            id: TodoId(id(&self.id)?),
            sequence: self.sequence,
            title: Title::new(self.title).map_err(|error| broken("title", error))?,
            done: self.done,
            order: self.place,
            picture: self.picture,
            version: self.version,
        })
    }
}

pub(crate) fn event(
    owner: UserId,
    event: &str,
    todo: &str,
    title: String,
    at: Seconds,
) -> Result<Finished, StoreError> {
    Ok(Finished { id: id(event)?, owner, todo: TodoId(id(todo)?), title, at })
}

pub(crate) fn id(text: &str) -> Result<Id, StoreError> {
    text.parse().map_err(|error| broken("id", error))
}

fn broken(what: &str, why: impl std::fmt::Display) -> StoreError {
    StoreError::Broken(format!("a kept {what}: {why}"))
}
