//! The use cases against a store that is told what to answer: the races and refusals that a real store shows only by luck.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may be blunt, and clippy.toml does not reach its helpers"
)]

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use async_trait::async_trait;
use sundown_todo::*;

#[test]
fn finishing_makes_one_event_and_finishing_again_none() {
    let store = Told::with(todo(false), [Replaced::Replaced]);
    let done = Change { done: Some(true), ..Change::default() };
    let changed = ready(change(&store, OWNER, ID, &done, EVENT, 7)).unwrap();
    assert!(changed.done && changed.version == 4);
    let expected = Finished { id: EVENT, owner: OWNER, todo: ID, title: "빨래".into(), at: 7 };
    assert_eq!(store.events(), [Some(expected)]);

    let store = Told::with(todo(true), []);
    ready(change(&store, OWNER, ID, &done, EVENT, 7)).unwrap();
    assert_eq!(store.events(), []);
}

#[test]
fn reopening_or_renaming_makes_no_event() {
    for wish in [
        Change { done: Some(false), ..Change::default() },
        Change { title: Some(Title::new("새 제목").unwrap()), ..Change::default() },
    ] {
        let store = Told::with(todo(true), [Replaced::Replaced]);
        ready(change(&store, OWNER, ID, &wish, EVENT, 7)).unwrap();
        assert_eq!(store.events(), [None]);
    }
}

#[test]
fn a_change_that_loses_the_race_is_made_again_on_what_is_there_now() {
    let store = Told::with(todo(false), [Replaced::Stale, Replaced::Stale, Replaced::Replaced]);
    let done = Change { done: Some(true), ..Change::default() };
    assert!(ready(change(&store, OWNER, ID, &done, EVENT, 7)).unwrap().done);
    assert_eq!(store.events().len(), 3);
}

#[test]
fn a_change_that_always_loses_gives_up_and_says_so() {
    let store = Told::with(todo(false), [Replaced::Stale; 5]);
    let done = Change { done: Some(true), ..Change::default() };
    let answer = ready(change(&store, OWNER, ID, &done, EVENT, 7));
    assert_eq!(answer, Err(Refused::Store(StoreError::Busy)));
}

#[test]
fn what_is_gone_is_not_found() {
    let done = Change { done: Some(true), ..Change::default() };
    let vanishing = Told::with(todo(false), [Replaced::Gone]);
    assert_eq!(ready(change(&vanishing, OWNER, ID, &done, EVENT, 7)), Err(Refused::NotFound));
    let empty = Told::default();
    assert_eq!(ready(change(&empty, OWNER, ID, &done, EVENT, 7)), Err(Refused::NotFound));
    assert_eq!(ready(remove(&empty, OWNER, ID)), Err(Refused::NotFound));
}

const OWNER: UserId = UserId(Id::from_number(1));
const ID: TodoId = TodoId(Id::from_number(2));
const EVENT: Id = Id::from_number(3);

fn todo(done: bool) -> Todo {
    let title = Title::new("빨래").unwrap();
    Todo { id: ID, sequence: 0, title, done, order: None, picture: None, version: 3 }
}

#[derive(Default)]
struct Told {
    todo: Option<Todo>,
    answers: Mutex<VecDeque<Replaced>>,
    events: Mutex<Vec<Option<Finished>>>,
}

impl Told {
    fn with(todo: Todo, answers: impl IntoIterator<Item = Replaced>) -> Told {
        Told { todo: Some(todo), answers: Mutex::new(answers.into_iter().collect()), ..Told::default() }
    }

    fn events(&self) -> Vec<Option<Finished>> {
        self.events.lock().unwrap().clone()
    }
}

fn unasked<T>() -> Result<T, StoreError> {
    Err(StoreError::Broken("this call has no place in the test".into()))
}

#[async_trait]
impl Store for Told {
    async fn todo(&self, _: UserId, _: TodoId) -> Result<Option<Todo>, StoreError> {
        Ok(self.todo.clone())
    }
    async fn replace_todo(
        &self,
        _: UserId,
        _: &Todo,
        event: Option<&Finished>,
    ) -> Result<Replaced, StoreError> {
        self.events.lock().unwrap().push(event.cloned());
        self.answers.lock().unwrap().pop_front().map_or_else(unasked, Ok)
    }
    async fn remove_todo(&self, _: UserId, _: TodoId) -> Result<bool, StoreError> {
        Ok(self.todo.is_some())
    }
    async fn add_user(&self, _: &User) -> Result<bool, StoreError> {
        unasked()
    }
    async fn user_named(&self, _: &AccountName) -> Result<Option<User>, StoreError> {
        unasked()
    }
    async fn replace_password(&self, _: &User, _: &str) -> Result<(), StoreError> {
        unasked()
    }
    async fn todos(&self, _: UserId) -> Result<Vec<Todo>, StoreError> {
        unasked()
    }
    async fn add_todo(&self, _: UserId, _: &NewTodo) -> Result<Added, StoreError> {
        unasked()
    }
    async fn remove_todos(&self, _: UserId) -> Result<(), StoreError> {
        unasked()
    }
    async fn pending(&self, _: UserId, _: u32) -> Result<Vec<Finished>, StoreError> {
        unasked()
    }
    async fn settle(&self, _: &Finished) -> Result<(), StoreError> {
        unasked()
    }
    async fn count_attempt(&self, _: &AccountName, _: Seconds, _: Seconds) -> Result<Attempts, StoreError> {
        unasked()
    }
    async fn clear_attempts(&self, _: &AccountName) -> Result<(), StoreError> {
        unasked()
    }
    async fn begin_notice(&self, _: Id, _: Seconds, _: Seconds) -> Result<NoticeState, StoreError> {
        unasked()
    }
    async fn notice_sent(&self, _: Id) -> Result<(), StoreError> {
        unasked()
    }
    async fn forget_notice(&self, _: Id) -> Result<(), StoreError> {
        unasked()
    }
}

/// Nothing here waits, so one poll is enough and no runtime is needed.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a use case waited for something besides its store"),
    }
}
