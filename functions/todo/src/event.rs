//! What happened that others want to know: today only that a todo was finished.

use serde::{Deserialize, Serialize};

use crate::{Id, Seconds, TodoId, UserId};

/// A todo went from open to done. It is kept in the same transaction as the change (the outbox) and sent from there,
/// so that there is a notice if and only if there was a change. Its JSON is the body of the queue's message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// Names this event, not the todo: a todo may be reopened and finished again.
    pub id: Id,
    pub owner: UserId,
    pub todo: TodoId,
    pub title: String,
    pub at: Seconds,
}
