//! Where everything is kept, as the use cases see it. The crate `store` has the implementations and the suite that holds each of them to this.
//!
//! Every call that concerns a todo takes its owner, and an implementation makes the owner part of the key: another user's todo isn't
//! refused, it isn't there.

use async_trait::async_trait;

use crate::{AccountName, Finished, Id, Seconds, Title, Todo, TodoId, User, UserId};

#[async_trait]
pub trait Store: Send + Sync {
    /// False when the name is taken.
    async fn add_user(&self, user: &User) -> Result<bool, StoreError>;
    async fn user_named(&self, name: &AccountName) -> Result<Option<User>, StoreError>;
    /// Puts `hash` in the place of the user's present one; does nothing if that has changed meanwhile.
    async fn replace_password(&self, user: &User, hash: &str) -> Result<(), StoreError>;

    /// All of an owner's todos in order of creation.
    async fn todos(&self, owner: UserId) -> Result<Vec<Todo>, StoreError>;
    async fn todo(&self, owner: UserId, id: TodoId) -> Result<Option<Todo>, StoreError>;
    /// Adds a todo at the end of the list, with its event and its idempotency key, all or nothing.
    async fn add_todo(&self, owner: UserId, new: &NewTodo) -> Result<Added, StoreError>;
    /// Puts `todo` in the place of the one with its id and version, with its event, all or nothing. The kept version is one higher.
    async fn replace_todo(
        &self,
        owner: UserId,
        todo: &Todo,
        finished: Option<&Finished>,
    ) -> Result<Replaced, StoreError>;
    /// False when there was none.
    async fn remove_todo(&self, owner: UserId, id: TodoId) -> Result<bool, StoreError>;
    async fn remove_todos(&self, owner: UserId) -> Result<(), StoreError>;

    /// Events of this owner that wait to be sent, oldest first, at most `limit`.
    async fn pending(&self, owner: UserId, limit: u32) -> Result<Vec<Finished>, StoreError>;
    /// The event was handed on; it waits no longer.
    async fn settle(&self, event: &Finished) -> Result<(), StoreError>;

    /// Counts one more attempt in the window that is open for `name`, or opens one of `window` seconds. Counted before the attempt is made,
    /// so that attempts at the same time can't slip through together.
    async fn count_attempt(
        &self,
        name: &AccountName,
        now: Seconds,
        window: Seconds,
    ) -> Result<Attempts, StoreError>;
    async fn clear_attempts(&self, name: &AccountName) -> Result<(), StoreError>;

    /// Records that notice `id` is about to be sent, until `expires`, unless it was recorded before.
    async fn begin_notice(&self, id: Id, now: Seconds, expires: Seconds) -> Result<NoticeState, StoreError>;
    async fn notice_sent(&self, id: Id) -> Result<(), StoreError>;
    /// The notice was certainly not sent: a redelivery may try again.
    async fn forget_notice(&self, id: Id) -> Result<(), StoreError>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTodo {
    pub id: TodoId,
    pub title: Title,
    pub done: bool,
    pub order: Option<i64>,
    pub finished: Option<Finished>,
    pub once: Option<Once>,
    /// How many todos the owner may have.
    pub limit: u32,
    pub now: Seconds,
}

/// "Do this once": a key its caller chose, and what it stood for, kept until `expires`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    pub key: String,
    pub fingerprint: String,
    pub expires: Seconds,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    Added(Todo),
    /// The same request was carried out before and made this todo (which may be gone since).
    Before(TodoId),
    /// The key was used for another request.
    KeyReused,
    ListFull,
    /// The id is another todo's of this owner: take another.
    IdTaken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    Replaced,
    /// Somebody changed it since it was read.
    Stale,
    Gone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    pub count: i64,
    /// When the window closes and the count starts anew.
    pub until: Seconds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeState {
    /// Recorded just now, by this call.
    New,
    Sent,
    /// Recorded before, and nobody knows whether it was sent.
    Unknown,
}

/// Why a store could not answer. Neither text holds what people wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error("the store can't be reached: {0}")]
    Down(String),
    #[error("too many changes at once: try again")]
    Busy,
    #[error("the store holds or says something that can't be understood: {0}")]
    Broken(String),
}
