//! Reads documents: the stages of a listing one after the other, each item's follow-up calls, the resource's own names
//! beside its members. A listing is whole or an error; a follow-up that fails is remembered, and what it would have told
//! is unknown.

use crate::path::filled;
use crate::refusal::{failure, says};
use crate::row::{Check, Follow, Row, Stage};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde_json::{Map, Value, json};
use sundown_cleanup_aws::{CallError, Reader};
use sundown_cleanup_engine::ask::Failure;

/// Where a follow-up that failed is noted in a document.
pub(crate) const UNREAD: &str = "!";
/// The tags as a map.
pub(crate) const TAGS: &str = "#";
/// Calls for the items of one listing that are under way at once.
const AT_ONCE: usize = 4;

/// All documents of a type in the reader's region.
pub(crate) async fn listing(reader: &Reader, row: &Row) -> Result<Vec<Value>, Failure> {
    let start = json!({ "region": reader.region() });
    let items = stages(reader, row, &row.list, start).await?;
    complete(reader, row, items).await
}

/// The documents that a type has under this id: none or one, unless AWS contradicts itself.
pub(crate) async fn by_id(reader: &Reader, row: &Row, id: &str) -> Result<Vec<Value>, Failure> {
    if row.one.is_empty() {
        let start = json!({ "region": reader.region() });
        let items = stages(reader, row, &row.list, start).await?;
        let wanted = items.into_iter().filter(|item| row.id.fill(item).as_deref() == Some(id)).collect();
        return complete(reader, row, wanted).await;
    }
    let mut start = Map::new();
    start.insert("region".into(), reader.region().into());
    start.insert("id".into(), id.into());
    for (number, part) in id.split('/').enumerate() {
        start.insert(number.to_string(), part.into());
    }
    let items = stages(reader, row, &row.one, Value::Object(start)).await?;
    let mut found = complete(reader, row, items).await?;
    found.retain(|item| row.id.fill(item).as_deref() == Some(id));
    Ok(found)
}

/// Does one of the wanted values stand there?
pub(crate) fn holds(check: &Check, document: &Value) -> bool {
    let wanted = |value: &&Value| match &check.is {
        Some(is) => is.iter().any(|one| is_like(one, value)),
        None => **value == Value::Bool(true),
    };
    check.at.all(document).iter().any(wanted)
}

/// The same value, or a text that begins as `wanted` does before its final `*`.
pub(crate) fn is_like(wanted: &Value, found: &Value) -> bool {
    match (wanted.as_str().and_then(|text| text.strip_suffix('*')), found.as_str()) {
        (Some(start), Some(text)) => !text.is_empty() && text.starts_with(start),
        _ => wanted == found,
    }
}

async fn stages(reader: &Reader, row: &Row, stages: &[Stage], start: Value) -> Result<Vec<Value>, Failure> {
    let mut items = vec![start];
    for (number, stage) in stages.iter().enumerate() {
        let next = stream::iter(items)
            .map(|item| one_stage(reader, row, stage, item, number > 0))
            .buffered(AT_ONCE)
            .try_collect::<Vec<_>>();
        items = next.await?.into_iter().flatten().collect();
    }
    items.retain(|item| !row.skip.iter().any(|check| holds(check, item)));
    Ok(items)
}

async fn one_stage(
    reader: &Reader,
    row: &Row,
    stage: &Stage,
    from: Value,
    later: bool,
) -> Result<Vec<Value>, Failure> {
    let input = filled(&stage.input, &from).map_err(|_| Failure::Inconsistent)?;
    let answer = match reader.call(&stage.call.service, &stage.call.name, input).await {
        Ok(answer) => answer,
        // It went between the listing and the closer look, or it is not there to be read by its id.
        Err(error) if says(&error, &row.gone) => return Ok(Vec::new()),
        Err(error) => return Err(failure(&error)),
    };
    let found = stage.items.all(&answer).into_iter().cloned();
    Ok(found
        .map(|item| match (item, &stage.wrapped_as) {
            (Value::Object(mut members), _) => {
                if later {
                    members.insert("^".into(), from.clone());
                }
                Value::Object(members)
            }
            (bare, Some(name)) if later => json!({ name: bare, "^": from }),
            (bare, Some(name)) => json!({ name: bare }),
            (bare, None) => bare,
        })
        .collect())
}

async fn complete(reader: &Reader, row: &Row, items: Vec<Value>) -> Result<Vec<Value>, Failure> {
    let read = stream::iter(items).map(|item| follow_ups(reader, row, item)).buffered(AT_ONCE);
    let read = read.try_collect::<Vec<Option<Value>>>().await?;
    Ok(read.into_iter().flatten().collect())
}

async fn follow_ups(reader: &Reader, row: &Row, item: Value) -> Result<Option<Value>, Failure> {
    let Value::Object(mut document) = item else { return Err(Failure::Inconsistent) };
    let names = own_names(row, reader, &document);
    for follow in &row.each {
        let seen = Value::Object(document.clone());
        if follow.when.as_ref().is_some_and(|check| !holds(check, &seen)) {
            continue;
        }
        match called(reader, follow, &seen, &names).await {
            Ok(answer) => drop(document.insert(follow.attached_as().to_owned(), answer)),
            Err(Some(error)) if says(&error, &row.gone) => return Ok(None),
            Err(Some(error)) if says(&error, &follow.absent) => {
                document.insert(follow.attached_as().to_owned(), json!({}));
            }
            Err(error) => {
                let why = error.map_or(Failure::Inconsistent, |error| failure(&error));
                let unread = document.entry(UNREAD).or_insert_with(|| json!({}));
                if let Value::Object(unread) = unread {
                    unread.insert(follow.attached_as().to_owned(), json!(why));
                }
            }
        }
    }
    Ok(Some(Value::Object(document)))
}

async fn called(
    reader: &Reader,
    follow: &Follow,
    document: &Value,
    names: &Map<String, Value>,
) -> Result<Value, Option<CallError>> {
    let input = filled(&follow.input, &with(document, names)).map_err(|_| None)?;
    reader.call(&follow.call.service, &follow.call.name, input).await.map_err(Some)
}

/// The resource's own id, name and ARN, for inputs.
pub(crate) fn own_names(row: &Row, reader: &Reader, document: &Map<String, Value>) -> Map<String, Value> {
    let document = Value::Object(document.clone());
    let own = [("id", Some(&row.id)), ("name", row.name.as_ref()), ("arn", row.arn.as_ref())];
    let mut names: Map<String, Value> = own
        .into_iter()
        .filter_map(|(name, template)| Some((name.to_owned(), template?.fill(&document)?.into())))
        .collect();
    names.insert("region".into(), reader.region().into());
    names
}

pub(crate) fn with(document: &Value, names: &Map<String, Value>) -> Value {
    let mut whole = document.as_object().cloned().unwrap_or_default();
    whole.extend(names.clone());
    Value::Object(whole)
}
