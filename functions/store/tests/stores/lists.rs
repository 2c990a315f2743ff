//! Todos: what is kept, in which order, how many, and what goes with them or not at all.

use sundown_todo::{Added, NewTodo, Replaced, Store, Title, Todo};

use crate::samples::{NOW, added, finished, new, once, owner, titles};

crate::cases!(
    any_unicode_comes_back_in_order_of_creation,
    every_field_is_kept,
    a_change_needs_the_present_version,
    the_event_comes_with_the_change_or_not_at_all,
    a_full_list_takes_no_more_until_something_goes,
    the_same_request_again_adds_nothing,
    a_taken_id_leaves_no_trace,
    removing_everything_leaves_an_empty_list,
);

async fn any_unicode_comes_back_in_order_of_creation(store: &dyn Store) {
    let owner = owner();
    let long = "가".repeat(500);
    let all = [
        "b",
        "a",
        " ",
        "🧑‍🚀 e\u{301}",
        "'; DROP TABLE todos; --",
        "\u{10ffff}\u{1}\n\t\"\\",
        "$1 ?1 :v #n",
        &long,
    ];
    for title in all {
        added(store, owner, title).await;
    }
    assert_eq!(titles(store, owner).await, all);
}

async fn every_field_is_kept(store: &dyn Store) {
    let owner = owner();
    let wish = NewTodo { done: true, order: Some(-7), ..new("t") };
    let Added::Added(todo) = store.add_todo(owner, &wish).await.unwrap() else { panic!("not added") };
    let first = Todo {
        id: wish.id,
        sequence: 0,
        title: wish.title,
        done: true,
        order: Some(-7),
        picture: None,
        version: 1,
    };
    assert_eq!(todo, first);
    let title = Title::new("u").unwrap();
    let change = Todo { title, done: false, order: None, picture: Some("uploads/a/b.png".into()), ..first };
    assert_eq!(store.replace_todo(owner, &change, None).await, Ok(Replaced::Replaced));
    assert_eq!(store.todo(owner, change.id).await, Ok(Some(Todo { version: 2, ..change })));
}

async fn a_change_needs_the_present_version(store: &dyn Store) {
    let owner = owner();
    let todo = added(store, owner, "t").await;
    assert_eq!(store.replace_todo(owner, &todo, None).await, Ok(Replaced::Replaced));
    assert_eq!(store.replace_todo(owner, &todo, None).await, Ok(Replaced::Stale));
    assert_eq!(store.remove_todo(owner, todo.id).await, Ok(true));
    assert_eq!(store.replace_todo(owner, &todo, None).await, Ok(Replaced::Gone));
    assert_eq!(store.todo(owner, todo.id).await, Ok(None));
}

async fn the_event_comes_with_the_change_or_not_at_all(store: &dyn Store) {
    let owner = owner();
    let todo = added(store, owner, "첫째").await;
    let (late, early) = (finished(owner, &todo, NOW + 9), finished(owner, &todo, NOW + 1));
    assert_eq!(store.replace_todo(owner, &todo, Some(&late)).await, Ok(Replaced::Replaced));
    assert_eq!(store.replace_todo(owner, &todo, Some(&early)).await, Ok(Replaced::Stale));
    assert_eq!(store.pending(owner, 10).await, Ok(vec![late.clone()]));
    let wish = NewTodo { finished: Some(early.clone()), ..new("born done") };
    assert!(matches!(store.add_todo(owner, &wish).await, Ok(Added::Added(_))));
    assert_eq!(store.pending(owner, 10).await, Ok(vec![early.clone(), late.clone()]));
    assert_eq!(store.pending(owner, 1).await, Ok(vec![early.clone()]));
    assert_eq!(store.settle(&early).await, Ok(()));
    assert_eq!(store.settle(&early).await, Ok(()));
    assert_eq!(store.pending(owner, 10).await, Ok(vec![late]));
}

async fn a_full_list_takes_no_more_until_something_goes(store: &dyn Store) {
    let owner = owner();
    let wish = |title: &str| NewTodo { limit: 2, ..new(title) };
    let Ok(Added::Added(first)) = store.add_todo(owner, &wish("1")).await else { panic!("not added") };
    assert!(matches!(store.add_todo(owner, &wish("2")).await, Ok(Added::Added(_))));
    assert_eq!(store.add_todo(owner, &wish("3")).await, Ok(Added::ListFull));
    assert_eq!(store.remove_todo(owner, first.id).await, Ok(true));
    assert_eq!(store.remove_todo(owner, first.id).await, Ok(false));
    assert!(matches!(store.add_todo(owner, &wish("4")).await, Ok(Added::Added(_))));
    assert_eq!(store.add_todo(owner, &wish("5")).await, Ok(Added::ListFull));
    assert_eq!(titles(store, owner).await, ["2", "4"]);
}

async fn the_same_request_again_adds_nothing(store: &dyn Store) {
    let (owner, other) = (owner(), owner());
    let wish = |print: &str, limit| NewTodo { once: once("key", print), limit, ..new("t") };
    let Ok(Added::Added(todo)) = store.add_todo(owner, &wish("A", 1)).await else { panic!("not added") };
    assert_eq!(store.add_todo(owner, &wish("A", 1)).await, Ok(Added::Before(todo.id)));
    assert_eq!(store.add_todo(owner, &wish("B", 9)).await, Ok(Added::KeyReused));
    assert_eq!(titles(store, owner).await, ["t"]);
    assert!(matches!(store.add_todo(other, &wish("A", 1)).await, Ok(Added::Added(_))));
    let later = NewTodo { now: NOW + 100, ..wish("B", 9) };
    assert!(matches!(store.add_todo(owner, &later).await, Ok(Added::Added(_))));
}

async fn a_taken_id_leaves_no_trace(store: &dyn Store) {
    let owner = owner();
    let todo = added(store, owner, "first").await;
    let event = Some(finished(owner, &todo, NOW));
    let again = NewTodo { id: todo.id, limit: 2, finished: event, once: once("k", "A"), ..new("second") };
    assert_eq!(store.add_todo(owner, &again).await, Ok(Added::IdTaken));
    assert_eq!(titles(store, owner).await, ["first"]);
    assert_eq!(store.pending(owner, 10).await, Ok(vec![]));
    // Neither the key nor the place in the list was used up.
    let free = NewTodo { limit: 2, once: once("k", "A"), ..new("third") };
    assert!(matches!(store.add_todo(owner, &free).await, Ok(Added::Added(_))));
}

async fn removing_everything_leaves_an_empty_list(store: &dyn Store) {
    let (owner, other) = (owner(), owner());
    added(store, other, "stays").await;
    for number in 0..120 {
        added(store, owner, &number.to_string()).await;
    }
    assert_eq!(store.remove_todos(owner).await, Ok(()));
    assert_eq!(store.remove_todos(owner).await, Ok(()));
    assert_eq!(titles(store, owner).await, [""; 0]);
    assert!(matches!(store.add_todo(owner, &NewTodo { limit: 1, ..new("new") }).await, Ok(Added::Added(_))));
    assert_eq!(titles(store, other).await, ["stays"]);
}
