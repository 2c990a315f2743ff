//! Items of the table to values and back.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use sundown_todo::{Finished, StoreError, Todo, UserId};

use super::{event_key, owner_key, todo_key};
use crate::row::{self, TodoRow};

pub(super) type Item = HashMap<String, AttributeValue>;

pub(super) fn key(pk: &str, sk: &str) -> Item {
    HashMap::from([("pk".into(), AttributeValue::S(pk.into())), ("sk".into(), AttributeValue::S(sk.into()))])
}

pub(super) fn todo_item(owner: UserId, todo: &Todo) -> Item {
    let mut item = key(&owner_key(owner), &todo_key(todo.id));
    item.insert("sequence".into(), AttributeValue::N(todo.sequence.to_string()));
    item.insert("title".into(), AttributeValue::S(todo.title.as_str().to_owned()));
    item.insert("done".into(), AttributeValue::Bool(todo.done));
    item.insert("version".into(), AttributeValue::N(todo.version.to_string()));
    if let Some(place) = todo.order {
        item.insert("place".into(), AttributeValue::N(place.to_string()));
    }
    if let Some(picture) = &todo.picture {
        item.insert("picture".into(), AttributeValue::S(picture.clone()));
    }
    item
}

pub(super) fn todo_of(item: &Item) -> Result<Todo, StoreError> {
    let kept = TodoRow {
        id: text(item, "sk")?.trim_start_matches("T#").to_owned(),
        sequence: number(item, "sequence")?,
        title: text(item, "title")?,
        done: flag(item, "done")?,
        place: item.contains_key("place").then(|| number(item, "place")).transpose()?,
        picture: item.contains_key("picture").then(|| text(item, "picture")).transpose()?,
        version: number(item, "version")?,
    };
    kept.into_todo()
}

pub(super) fn event_item(event: &Finished) -> Item {
    let mut item = key(&owner_key(event.owner), &event_key(event));
    item.insert("event".into(), AttributeValue::S(event.id.to_string()));
    item.insert("todo".into(), AttributeValue::S(event.todo.to_string()));
    item.insert("title".into(), AttributeValue::S(event.title.clone()));
    item.insert("at".into(), AttributeValue::N(event.at.to_string()));
    item
}

pub(super) fn event_of(owner: UserId, item: &Item) -> Result<Finished, StoreError> {
    row::event(owner, &text(item, "event")?, &text(item, "todo")?, text(item, "title")?, number(item, "at")?)
}

pub(super) fn text(item: &Item, name: &str) -> Result<String, StoreError> {
    item.get(name).and_then(|value| value.as_s().ok()).cloned().ok_or_else(|| missing(name))
}

pub(super) fn number(item: &Item, name: &str) -> Result<i64, StoreError> {
    let digits = item.get(name).and_then(|value| value.as_n().ok());
    digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| missing(name))
}

pub(super) fn flag(item: &Item, name: &str) -> Result<bool, StoreError> {
    item.get(name).and_then(|value| value.as_bool().ok()).copied().ok_or_else(|| missing(name))
}

fn missing(name: &str) -> StoreError {
    StoreError::Broken(format!("DynamoDB: an item without a usable `{name}`"))
}
