//! What people do with todos. Ids, keys and the time come in as values.

use crate::store::{Added, NewTodo, Once, Replaced, Store, StoreError};
use crate::{Finished, Id, LIST_TODOS, Page, Seconds, Title, Todo, TodoId, UserId};

/// How often a change is tried again that somebody else's change got in the way of.
const TRIES: usize = 5;

#[derive(Clone, Debug)]
pub struct AddTodo {
    pub id: TodoId,
    pub title: Title,
    pub done: bool,
    pub order: Option<i64>,
    pub once: Option<Once>,
    pub event: Id,
    pub now: Seconds,
}

/// What to change; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub title: Option<Title>,
    pub done: Option<bool>,
    pub order: Option<i64>,
    pub picture: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no such todo")]
    NotFound,
    #[error("the list is full: {LIST_TODOS} todos")]
    ListFull,
    #[error("the idempotency key was used for another request")]
    KeyReused,
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub async fn list(store: &dyn Store, owner: UserId, page: Page) -> Result<Vec<Todo>, Refused> {
    Ok(page.of(store.todos(owner).await?))
}

pub async fn get(store: &dyn Store, owner: UserId, id: TodoId) -> Result<Todo, Refused> {
    store.todo(owner, id).await?.ok_or(Refused::NotFound)
}

/// Adds a todo and gives its id: the new one, or the one that the same request made before.
pub async fn add(store: &dyn Store, owner: UserId, wish: AddTodo) -> Result<TodoId, Refused> {
    let AddTodo { id, title, done, order, once, event, now } = wish;
    let finished = done.then(|| finished(event, owner, id, &title, now));
    let new = NewTodo { id, title, done, order, finished, once, limit: LIST_TODOS, now };
    match store.add_todo(owner, &new).await? {
        Added::Added(todo) => Ok(todo.id),
        Added::Before(id) => Ok(id),
        Added::KeyReused => Err(Refused::KeyReused),
        Added::ListFull => Err(Refused::ListFull),
        // 128 (or 53) random bits that meet an id of the same owner: not worth more than asking to try again.
        Added::IdTaken => Err(Refused::Store(StoreError::Busy)),
    }
}

/// Changes a todo. Going from open to done writes the event in the same transaction.
pub async fn change(
    store: &dyn Store,
    owner: UserId,
    id: TodoId,
    change: &Change,
    event: Id,
    now: Seconds,
) -> Result<Todo, Refused> {
    for _ in 0..TRIES {
        let old = get(store, owner, id).await?;
        let new = applied(change, &old);
        if new == old {
            return Ok(old);
        }
        let news = (new.done && !old.done).then(|| finished(event, owner, id, &new.title, now));
        match store.replace_todo(owner, &new, news.as_ref()).await? {
            Replaced::Replaced => return Ok(Todo { version: new.version + 1, ..new }),
            Replaced::Gone => return Err(Refused::NotFound),
            Replaced::Stale => {}
        }
    }
    Err(Refused::Store(StoreError::Busy))
}

pub async fn remove(store: &dyn Store, owner: UserId, id: TodoId) -> Result<(), Refused> {
    if store.remove_todo(owner, id).await? { Ok(()) } else { Err(Refused::NotFound) }
}

pub async fn remove_all(store: &dyn Store, owner: UserId) -> Result<(), Refused> {
    Ok(store.remove_todos(owner).await?)
}

fn applied(change: &Change, old: &Todo) -> Todo {
    Todo {
        title: change.title.clone().unwrap_or_else(|| old.title.clone()),
        done: change.done.unwrap_or(old.done),
        order: change.order.or(old.order),
        picture: change.picture.clone().or_else(|| old.picture.clone()),
        ..*old
    }
}

fn finished(event: Id, owner: UserId, todo: TodoId, title: &Title, now: Seconds) -> Finished {
    Finished { id: event, owner, todo, title: title.as_str().to_owned(), at: now }
}
