//! A store that hands out one list from memory: the least that any store could take. It keeps nothing, and says so when asked to.

use async_trait::async_trait;
use sundown_todo::{
    AccountName, Added, Attempts, Finished, Id, NewTodo, NoticeState, Replaced, Seconds, Store, StoreError,
    Title, Todo, TodoId, User, UserId,
};

pub(crate) struct Memory(Vec<Todo>);

impl Memory {
    pub(crate) fn with_todos(count: u32) -> Result<Memory, String> {
        (1..=count).map(todo).collect::<Result<_, _>>().map(Memory)
    }
}

fn todo(number: u32) -> Result<Todo, String> {
    // As many different digits as a random id has.
    let id = u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    Ok(Todo {
        id: TodoId(Id::from_random(id.to_be_bytes())),
        sequence: number.into(),
        title: Title::new(format!("할 일 {number}: 실습 자원 지우기")).map_err(|error| error.to_string())?,
        done: number.is_multiple_of(3),
        order: None,
        picture: None,
        version: 1,
    })
}

fn unasked<T>() -> Result<T, StoreError> {
    Err(StoreError::Broken("the bench's store only lists".into()))
}

#[async_trait]
impl Store for Memory {
    async fn todos(&self, _: UserId) -> Result<Vec<Todo>, StoreError> {
        Ok(self.0.clone())
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
    async fn todo(&self, _: UserId, _: TodoId) -> Result<Option<Todo>, StoreError> {
        unasked()
    }
    async fn add_todo(&self, _: UserId, _: &NewTodo) -> Result<Added, StoreError> {
        unasked()
    }
    async fn replace_todo(&self, _: UserId, _: &Todo, _: Option<&Finished>) -> Result<Replaced, StoreError> {
        unasked()
    }
    async fn remove_todo(&self, _: UserId, _: TodoId) -> Result<bool, StoreError> {
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
