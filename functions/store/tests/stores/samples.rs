//! Values for the cases: new owners and names each time, so that cases share a database and not their data.

use std::sync::atomic::{AtomicU64, Ordering};

use sundown_todo::{AccountName, Finished, Id, NewTodo, Once, Store, Title, Todo, TodoId, UserId};

pub(crate) const NOW: i64 = 1_790_000_000;

/// A number that no other case has.
pub(crate) fn fresh() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

pub(crate) fn id() -> Id {
    Id::from_number(fresh())
}

pub(crate) fn owner() -> UserId {
    UserId(id())
}

pub(crate) fn name() -> AccountName {
    AccountName::new(format!("사람 {}@example.com", fresh())).unwrap()
}

pub(crate) fn new(title: &str) -> NewTodo {
    NewTodo {
        id: TodoId(id()),
        title: Title::new(title).unwrap(),
        done: false,
        order: None,
        finished: None,
        once: None,
        limit: 500,
        now: NOW,
    }
}

pub(crate) fn once(key: &str, fingerprint: &str) -> Option<Once> {
    Some(Once { key: key.into(), fingerprint: fingerprint.into(), expires: NOW + 100 })
}

pub(crate) fn finished(owner: UserId, todo: &Todo, at: i64) -> Finished {
    Finished { id: id(), owner, todo: todo.id, title: todo.title.as_str().into(), at }
}

pub(crate) async fn added(store: &dyn Store, owner: UserId, title: &str) -> Todo {
    match store.add_todo(owner, &new(title)).await.unwrap() {
        sundown_todo::Added::Added(todo) => todo,
        other => panic!("not added: {other:?}"),
    }
}

pub(crate) async fn titles(store: &dyn Store, owner: UserId) -> Vec<String> {
    store.todos(owner).await.unwrap().into_iter().map(|todo| todo.title.as_str().to_owned()).collect()
}
