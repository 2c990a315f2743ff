//! The Todo domain: people, their todos, and what may be done with them.
//!
//! It knows no AWS, no HTTP and no runtime. Time and randomness come in as values; where things are kept is behind [`Store`].

mod event;
mod id;
mod store;
mod text;
mod todo;
mod use_cases;
mod user;

pub use event::Finished;
pub use id::{BadId, Id, TodoId, UserId};
pub use store::{Added, Attempts, NewTodo, NoticeState, Once, Replaced, Store, StoreError};
pub use text::{AccountName, BadText, NAME_BYTES, TITLE_CHARS, Title};
pub use todo::{LIST_TODOS, Page, Todo};
pub use use_cases::{AddTodo, Change, Refused, add, change, get, list, remove, remove_all};
pub use user::User;

/// Seconds since 1970-01-01 UTC.
pub type Seconds = i64;
