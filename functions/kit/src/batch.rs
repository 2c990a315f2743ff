//! SQS batches. Each message is handled by itself: what fails comes again, what succeeded doesn't.
//!
//! A panic and a message without a body are failures of that message, not of the batch. From a FIFO queue nothing is handled after the
//! first failure, and all of the rest comes again, or the order would be lost.

use std::fmt::Display;
use std::future::Future;
use std::panic::AssertUnwindSafe;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use futures_util::FutureExt;

use crate::log::Line;
use crate::metrics;

/// A message failed that has no id, so it can't be named: the whole batch must come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a message without an id failed, so the whole batch comes again")]
pub struct NamelessFailure;

/// Hands each message's body to `handle` and reports those that failed. `function` names the metrics' dimension.
pub async fn each<F, Fut, E>(
    function: &str,
    event: SqsEvent,
    handle: F,
) -> Result<SqsBatchResponse, NamelessFailure>
where
    F: Fn(String) -> Fut,
    Fut: Future<Output = Result<(), E>>,
    E: Display,
{
    let mut response = SqsBatchResponse::default();
    let mut stopped = false;
    for message in event.records {
        let id = message.message_id.clone();
        let failure = if stopped {
            Some("an earlier message failed".to_owned())
        } else {
            failure(&message, &handle).await
        };
        let Some(why) = failure else { continue };
        Line::error("a message failed").with("message_id", id.clone()).with("why", why).write();
        metrics::count(function, "MessagesFailed", 1);
        response.add_failure(id.filter(|id| !id.is_empty()).ok_or(NamelessFailure)?);
        stopped = stopped || is_fifo(&message);
    }
    Ok(response)
}

async fn failure<F, Fut, E>(message: &SqsMessage, handle: &F) -> Option<String>
where
    F: Fn(String) -> Fut,
    Fut: Future<Output = Result<(), E>>,
    E: Display,
{
    let Some(body) = message.body.clone() else { return Some("the message has no body".into()) };
    // The future is made inside, so that a panic before the first await is caught as well.
    match AssertUnwindSafe(async { handle(body).await }).catch_unwind().await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(_) => Some("it panicked".into()),
    }
}

fn is_fifo(message: &SqsMessage) -> bool {
    message.event_source_arn.as_deref().is_some_and(|arn| arn.ends_with(".fifo"))
}

#[cfg(test)]
#[path = "batch_tests.rs"]
mod tests;
