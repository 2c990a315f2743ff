//! Notices: recorded before they are sent, so that they are sent at most once.

use sundown_todo::{NoticeState, Store};

use crate::samples::{NOW, id};

crate::cases!(a_notice_is_new_once, an_unsent_notice_may_be_tried_again, a_record_ends_with_its_time);

async fn a_notice_is_new_once(store: &dyn Store) {
    let id = id();
    assert_eq!(store.begin_notice(id, NOW, NOW + 50).await, Ok(NoticeState::New));
    assert_eq!(store.begin_notice(id, NOW, NOW + 50).await, Ok(NoticeState::Unknown));
    assert_eq!(store.notice_sent(id).await, Ok(()));
    assert_eq!(store.begin_notice(id, NOW, NOW + 50).await, Ok(NoticeState::Sent));
}

async fn an_unsent_notice_may_be_tried_again(store: &dyn Store) {
    let id = id();
    assert_eq!(store.begin_notice(id, NOW, NOW + 50).await, Ok(NoticeState::New));
    assert_eq!(store.forget_notice(id).await, Ok(()));
    assert_eq!(store.begin_notice(id, NOW, NOW + 50).await, Ok(NoticeState::New));
    assert_eq!(store.forget_notice(id).await, Ok(()));
    // Marking what isn't recorded records nothing.
    assert_eq!(store.notice_sent(id).await, Ok(()));
    assert_eq!(store.begin_notice(id, NOW, NOW + 50).await, Ok(NoticeState::New));
}

async fn a_record_ends_with_its_time(store: &dyn Store) {
    let id = id();
    assert_eq!(store.begin_notice(id, NOW, NOW + 50).await, Ok(NoticeState::New));
    assert_eq!(store.notice_sent(id).await, Ok(()));
    assert_eq!(store.begin_notice(id, NOW + 49, NOW + 90).await, Ok(NoticeState::Sent));
    assert_eq!(store.begin_notice(id, NOW + 50, NOW + 90).await, Ok(NoticeState::New));
}
