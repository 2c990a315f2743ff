//! A todo, and a page of them.

use crate::{Title, TodoId};

/// The most todos one user may have. It bounds every list, every answer and every table an owner can grow.
pub const LIST_TODOS: u32 = 500;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    pub id: TodoId,
    /// Its place in the order of creation among the owner's todos.
    pub sequence: i64,
    pub title: Title,
    pub done: bool,
    /// A place its user gave it; only the `todobackend` contract shows it.
    pub order: Option<i64>,
    /// The key of its picture in the blob store.
    pub picture: Option<String>,
    /// Goes up with every change, so that two changes at once can't overwrite each other unseen.
    pub version: i64,
}

/// A part of a list: the `limit` todos after the one named, or from the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub after: Option<TodoId>,
    pub limit: Option<usize>,
}

impl Page {
    /// This page of a whole list in its order. After an unknown todo there is nothing.
    pub fn of(self, todos: Vec<Todo>) -> Vec<Todo> {
        let start = match self.after {
            None => 0,
            Some(id) => todos.iter().position(|todo| todo.id == id).map_or(todos.len(), |at| at + 1),
        };
        todos.into_iter().skip(start).take(self.limit.unwrap_or(usize::MAX)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    fn todos(count: u64) -> Vec<Todo> {
        let one = |n: u64| Todo {
            id: TodoId(Id::from_number(n)),
            sequence: i64::try_from(n).unwrap(),
            title: Title::new("t").unwrap(),
            done: false,
            order: None,
            picture: None,
            version: 1,
        };
        (0..count).map(one).collect()
    }

    fn numbers(page: Page) -> Vec<u64> {
        page.of(todos(5)).iter().filter_map(|todo| todo.id.0.as_number()).collect()
    }

    #[test]
    fn pages_follow_each_other_without_gap_or_overlap() {
        assert_eq!(numbers(Page::default()), [0, 1, 2, 3, 4]);
        assert_eq!(numbers(Page { after: None, limit: Some(2) }), [0, 1]);
        assert_eq!(numbers(Page { after: Some(TodoId(Id::from_number(1))), limit: Some(2) }), [2, 3]);
        assert_eq!(numbers(Page { after: Some(TodoId(Id::from_number(3))), limit: Some(2) }), [4]);
    }

    #[test]
    fn after_an_unknown_todo_there_is_nothing() {
        assert_eq!(numbers(Page { after: Some(TodoId(Id::from_number(77))), limit: None }), [0; 0]);
    }
}
