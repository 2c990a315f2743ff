//! Notices: one message for each todo that was finished.
//!
//! A notice's id is recorded before it is sent. Delivered again, it isn't sent again. If the process dies between recording and
//! sending, that one notice is lost: the redelivery finds the record, sends nothing, and counts the loss.

#[cfg(feature = "lambda")]
pub mod lambda;
#[cfg(feature = "lambda")]
mod mail;
mod words;

#[cfg(feature = "lambda")]
pub use mail::{Ses, Sns};
pub use words::{body, subject};

use async_trait::async_trait;
use sundown_kit::log::Line;
use sundown_kit::metrics;
use sundown_todo::{Finished, NoticeState, Seconds, Store, StoreError};

/// How long a record is kept: longer than SQS keeps a message (14 days).
const KEPT_SECONDS: i64 = 15 * 24 * 3600;

/// Brings a notice to people.
#[async_trait]
pub trait Sender: Send + Sync {
    async fn send(&self, subject: &str, body: &str) -> Result<(), NotSent>;
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// Certainly not sent: it may be tried again.
    #[error("the notice was refused: {0}")]
    Refused(String),
    /// Perhaps sent: trying again could send it twice.
    #[error("nobody knows whether the notice was sent: {0}")]
    Unknown(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    SentBefore,
    /// Recorded by a delivery that didn't end: not sent again, and counted.
    Lost,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Send(#[from] NotSent),
}

/// Tells of a finished todo, at most once. An error asks for a redelivery.
pub async fn notice(
    store: &dyn Store,
    sender: &dyn Sender,
    event: &Finished,
    now: Seconds,
) -> Result<Outcome, Failure> {
    match store.begin_notice(event.id, now, now + KEPT_SECONDS).await? {
        NoticeState::Sent => return Ok(Outcome::SentBefore),
        NoticeState::Unknown => return Ok(lost(event)),
        NoticeState::New => {}
    }
    match sender.send(&subject(), &body(event)).await {
        Ok(()) => {
            store.notice_sent(event.id).await?;
            Ok(Outcome::Sent)
        }
        Err(NotSent::Unknown(why)) => {
            Line::error("a notice may not have been sent").with("why", why).write();
            Ok(lost(event))
        }
        Err(refused) => {
            store.forget_notice(event.id).await?;
            Err(refused.into())
        }
    }
}

fn lost(event: &Finished) -> Outcome {
    metrics::count("notify", "NoticesLost", 1);
    Line::warn("a notice is lost").with("event", event.id.to_string()).write();
    Outcome::Lost
}
