//! Accounts and what guards them.

use sundown_todo::{Store, User, UserId};

use crate::samples::{NOW, id, name};

crate::cases!(
    a_name_belongs_to_the_first,
    a_password_is_replaced_only_from_the_present_one,
    attempts_count_within_a_window
);

fn user(hash: &str) -> User {
    User { id: UserId(id()), name: name(), password_hash: hash.into() }
}

async fn a_name_belongs_to_the_first(store: &dyn Store) {
    let first = user("hash");
    assert_eq!(store.user_named(&first.name).await, Ok(None));
    assert_eq!(store.add_user(&first).await, Ok(true));
    let second = User { id: UserId(id()), password_hash: "other".into(), ..first.clone() };
    assert_eq!(store.add_user(&second).await, Ok(false));
    assert_eq!(store.user_named(&first.name).await, Ok(Some(first)));
}

async fn a_password_is_replaced_only_from_the_present_one(store: &dyn Store) {
    let old = user("old");
    assert_eq!(store.add_user(&old).await, Ok(true));
    assert_eq!(store.replace_password(&old, "new").await, Ok(()));
    assert_eq!(store.replace_password(&old, "late").await, Ok(()));
    let kept = store.user_named(&old.name).await.unwrap().unwrap();
    assert_eq!(kept.password_hash, "new");
}

async fn attempts_count_within_a_window(store: &dyn Store) {
    let (name, other) = (name(), name());
    let mut counted = Vec::new();
    for now in [NOW, NOW + 1, NOW + 59, NOW + 60, NOW + 61] {
        let attempts = store.count_attempt(&name, now, 60).await.unwrap();
        counted.push((attempts.count, attempts.until - NOW));
    }
    assert_eq!(counted, [(1, 60), (2, 60), (3, 60), (1, 120), (2, 120)]);
    assert_eq!(store.count_attempt(&other, NOW + 61, 60).await.unwrap().count, 1);
    assert_eq!(store.clear_attempts(&name).await, Ok(()));
    assert_eq!(store.count_attempt(&name, NOW + 62, 60).await.unwrap().count, 1);
}
