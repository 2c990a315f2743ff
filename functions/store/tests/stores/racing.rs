//! Everything at once: eight callers that know nothing of each other.

use futures_util::future::join_all;
use sundown_todo::{AccountName, Added, NewTodo, NoticeState, Replaced, Store, StoreError};

use crate::samples::{NOW, added, finished, id, name, new, once, owner};

crate::cases!(
    adding_at_once_keeps_order_and_limit,
    the_same_request_at_once_adds_one,
    of_changes_at_once_one_wins,
    one_of_many_begins_a_notice,
    no_attempt_slips_through,
);

async fn adding_at_once_keeps_order_and_limit(store: &dyn Store) {
    let owner = owner();
    let wishes: Vec<NewTodo> = (0..8).map(|n| NewTodo { limit: 5, ..new(&n.to_string()) }).collect();
    let answers = join_all(wishes.iter().map(|wish| store.add_todo(owner, wish))).await;
    let added = answers.iter().filter(|answer| matches!(answer, Ok(Added::Added(_)))).count();
    let todos = store.todos(owner).await.unwrap();
    let mut places: Vec<i64> = todos.iter().map(|todo| todo.sequence).collect();
    assert_eq!(todos.len(), added);
    assert!((1..=5).contains(&added), "{answers:?}");
    places.dedup();
    assert_eq!(places.len(), added);
    for answer in &answers {
        assert!(
            matches!(answer, Ok(Added::Added(_) | Added::ListFull) | Err(StoreError::Busy)),
            "{answer:?}"
        );
    }
}

async fn the_same_request_at_once_adds_one(store: &dyn Store) {
    let owner = owner();
    let wishes: Vec<NewTodo> = (0..8).map(|_| NewTodo { once: once("k", "A"), ..new("t") }).collect();
    let answers = join_all(wishes.iter().map(|wish| store.add_todo(owner, wish))).await;
    assert_eq!(store.todos(owner).await.unwrap().len(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Ok(Added::Added(_)))).count(), 1);
}

async fn of_changes_at_once_one_wins(store: &dyn Store) {
    let owner = owner();
    let todo = added(store, owner, "t").await;
    let events: Vec<_> = (0..8).map(|n| finished(owner, &todo, NOW + n)).collect();
    let answers = join_all(events.iter().map(|event| store.replace_todo(owner, &todo, Some(event)))).await;
    assert_eq!(answers.iter().filter(|answer| **answer == Ok(Replaced::Replaced)).count(), 1, "{answers:?}");
    assert_eq!(store.pending(owner, 10).await.unwrap().len(), 1);
}

async fn one_of_many_begins_a_notice(store: &dyn Store) {
    let id = id();
    let answers = join_all((0..8).map(|_| store.begin_notice(id, NOW, NOW + 50))).await;
    assert_eq!(answers.iter().filter(|answer| **answer == Ok(NoticeState::New)).count(), 1, "{answers:?}");
}

async fn no_attempt_slips_through(store: &dyn Store) {
    let name: AccountName = name();
    let mut counts: Vec<i64> = join_all((0..8).map(|_| store.count_attempt(&name, NOW, 60)))
        .await
        .into_iter()
        .map(|a| a.unwrap().count)
        .collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 2, 3, 4, 5, 6, 7, 8]);
}
