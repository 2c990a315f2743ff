//! Another user's todo isn't there, whatever is tried with its id.

use sundown_todo::{Replaced, Store};

use crate::samples::{NOW, added, finished, owner, titles};

crate::cases!(another_users_todo_is_not_there);

async fn another_users_todo_is_not_there(store: &dyn Store) {
    let (owner, thief) = (owner(), owner());
    let todo = added(store, owner, "mine").await;
    added(store, thief, "theirs").await;
    assert_eq!(store.todo(thief, todo.id).await, Ok(None));
    let event = finished(thief, &todo, NOW);
    assert_eq!(store.replace_todo(thief, &todo, Some(&event)).await, Ok(Replaced::Gone));
    assert_eq!(store.remove_todo(thief, todo.id).await, Ok(false));
    assert_eq!(store.pending(thief, 10).await, Ok(vec![]));
    assert_eq!(store.remove_todos(thief).await, Ok(()));

    let event = finished(owner, &todo, NOW);
    assert_eq!(store.replace_todo(owner, &todo, Some(&event)).await, Ok(Replaced::Replaced));
    assert_eq!(store.pending(thief, 10).await, Ok(vec![]));
    let mut taken = event.clone();
    taken.owner = thief;
    assert_eq!(store.settle(&taken).await, Ok(()));
    assert_eq!(store.pending(owner, 10).await, Ok(vec![event]));
    assert_eq!(titles(store, owner).await, ["mine"]);
}
