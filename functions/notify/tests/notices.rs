//! Notices: one for each event, whatever is delivered how often and whatever fails in between.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Mutex;

use async_trait::async_trait;
use sundown_notify::{Failure, NotSent, Outcome, Sender, notice};
use sundown_store::Sqlite;
use sundown_todo::{Finished, Id, Store, TodoId, UserId};

const NOW: i64 = 1_790_000_000;

/// Answers as told, and remembers what it sent.
struct Told {
    answers: Mutex<Vec<Result<(), NotSent>>>,
    sent: Mutex<Vec<String>>,
}

#[async_trait]
impl Sender for Told {
    async fn send(&self, _: &str, body: &str) -> Result<(), NotSent> {
        self.sent.lock().unwrap().push(body.to_owned());
        self.answers.lock().unwrap().pop().unwrap_or(Ok(()))
    }
}

fn told(answers: &[Result<(), NotSent>]) -> Told {
    Told { answers: Mutex::new(answers.iter().rev().cloned().collect()), sent: Mutex::default() }
}

fn event(number: u64) -> Finished {
    let (owner, todo) = (UserId(Id::from_number(1)), TodoId(Id::from_number(2)));
    Finished { id: Id::from_number(number), owner, todo, title: "빨래".into(), at: NOW }
}

fn store() -> (Sqlite, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Sqlite::open(&folder.path().join("todo.db")).unwrap(), folder)
}

#[tokio::test]
async fn a_redelivery_is_not_sent_again() {
    let (store, _folder) = store();
    let sender = told(&[]);
    assert_eq!(notice(&store, &sender, &event(1), NOW).await, Ok(Outcome::Sent));
    for _ in 0..3 {
        assert_eq!(notice(&store, &sender, &event(1), NOW + 100).await, Ok(Outcome::SentBefore));
    }
    assert_eq!(notice(&store, &sender, &event(2), NOW).await, Ok(Outcome::Sent));
    assert_eq!(sender.sent.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_refused_notice_is_tried_again() {
    let (store, _folder) = store();
    let sender = told(&[Err(NotSent::Refused("throttled".into()))]);
    let refused = notice(&store, &sender, &event(1), NOW).await;
    assert_eq!(refused, Err(Failure::Send(NotSent::Refused("throttled".into()))));
    assert_eq!(notice(&store, &sender, &event(1), NOW).await, Ok(Outcome::Sent));
}

#[tokio::test]
async fn a_notice_of_which_nobody_knows_is_lost_and_not_sent_twice() {
    let (store, _folder) = store();
    let sender = told(&[Err(NotSent::Unknown("no answer".into()))]);
    assert_eq!(notice(&store, &sender, &event(1), NOW).await, Ok(Outcome::Lost));
    assert_eq!(notice(&store, &sender, &event(1), NOW).await, Ok(Outcome::Lost));
    assert_eq!(sender.sent.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_crash_between_record_and_sending_loses_that_one_only() {
    let (store, _folder) = store();
    // What a process that died leaves behind.
    store.begin_notice(event(1).id, NOW, NOW + 100).await.unwrap();
    let sender = told(&[]);
    assert_eq!(notice(&store, &sender, &event(1), NOW).await, Ok(Outcome::Lost));
    assert_eq!(notice(&store, &sender, &event(2), NOW).await, Ok(Outcome::Sent));
    assert_eq!(sender.sent.lock().unwrap().len(), 1);
}
