//! `json` 1.0 and 1.1, and the JSON bodies of `rest-json`: values pass through their shapes both ways.

use serde_json::{Map, Value, json};

use super::{Bad, Reply, Request, Result, check_names, list, object, scalar};
use crate::shape::{Kind, Location, Operation, Reference, Service, Structure, Type};

pub(crate) fn serialise(
    service: &Service,
    operation: &Operation,
    input: &Map<String, Value>,
) -> Result<Request> {
    let body = match service.structure(operation.input.as_ref()) {
        Some(structure) => write_structure(service, structure, input)?,
        None => json!({}),
    };
    let headers = vec![
        ("x-amz-target".to_owned(), format!("{}.{}", service.about.target, operation.name)),
        ("content-type".to_owned(), format!("application/x-amz-json-{}", service.about.json)),
    ];
    let (method, path) = (operation.method.clone(), "/".to_owned());
    Ok(Request { method, path, headers, body: body.to_string().into_bytes(), ..Request::default() })
}

pub(crate) fn parse(service: &Service, operation: &Operation, reply: &Reply<'_>) -> Result<Value> {
    match service.structure(operation.output.as_ref()) {
        Some(structure) => read_structure(service, structure, &document(reply, operation.kind)?),
        None => Ok(json!({})),
    }
}

/// The body as JSON. A change may answer with nothing; a listing that does is a listing not made.
pub(crate) fn document(reply: &Reply<'_>, kind: Kind) -> Result<Value> {
    if reply.body.is_empty() && kind != Kind::Read {
        return Ok(json!({}));
    }
    serde_json::from_slice(reply.body)
        .map_err(|error| Bad::new(format!("the body is not whole JSON: {error}")))
}

pub(crate) fn write(service: &Service, reference: &Reference, value: &Value) -> Result<Value> {
    match service.resolve(&reference.kind) {
        Type::Structure(structure) => write_structure(service, structure, object(value)?),
        Type::List(each) => items(value, |item| write(service, each, item)),
        Type::Map(_, each) => entries(value, |item| write(service, each, item)),
        Type::Time => scalar::write_json_time(reference.traits.time, value),
        Type::Bytes => scalar::bytes(value).map(|_| value.clone()),
        Type::Text => scalar::text(value).map(Value::String),
        Type::Whole => scalar::whole(value).map(|number| Value::Number(number.clone())),
        Type::Real => scalar::real(value),
        Type::Truth if !value.is_boolean() => Err(Bad::expected("true or false", value)),
        Type::Truth | Type::Document => Ok(value.clone()),
    }
}

/// The members that go into the body; those with another place are written by `rest`.
pub(crate) fn write_structure(
    service: &Service,
    structure: &Structure,
    input: &Map<String, Value>,
) -> Result<Value> {
    check_names(structure, input)?;
    let mut written = Map::new();
    for member in &structure.members {
        let value = input.get(&member.name).filter(|value| !value.is_null());
        let (Some(value), Location::Body) = (value, member.value.traits.at) else { continue };
        let value = write(service, &member.value, value).map_err(|bad| bad.under(&member.name))?;
        written.insert(member.value.traits.named(&member.name).to_owned(), value);
    }
    Ok(Value::Object(written))
}

pub(crate) fn read(service: &Service, reference: &Reference, value: &Value) -> Result<Value> {
    match service.resolve(&reference.kind) {
        Type::Structure(structure) => read_structure(service, structure, value),
        Type::List(each) => items(value, |item| read(service, each, item)),
        Type::Map(_, each) => entries(value, |item| read(service, each, item)),
        Type::Time => scalar::read_json_time(value),
        Type::Document => Ok(value.clone()),
        Type::Text => scalar::text(value).map(Value::String),
        Type::Truth if value.is_boolean() => Ok(value.clone()),
        Type::Whole if scalar::whole(value).is_ok() => Ok(value.clone()),
        Type::Real if value.is_number() => Ok(value.clone()),
        scalar_type => match value.as_str() {
            Some(text) => scalar::read(scalar_type, reference.traits.time, text),
            None => Err(Bad::expected("what the model says", value)),
        },
    }
}

pub(crate) fn read_structure(service: &Service, structure: &Structure, value: &Value) -> Result<Value> {
    let given = object(value)?;
    let mut found = Map::new();
    for member in &structure.members {
        let name = member.value.traits.named(&member.name);
        let value = given.get(name).filter(|value| !value.is_null());
        let (Some(value), true) = (value, member.value.traits.at.in_reply_body()) else { continue };
        found
            .insert(member.name.clone(), read(service, &member.value, value).map_err(|bad| bad.under(name))?);
    }
    if structure.union {
        return one_of(structure, given, found);
    }
    Ok(Value::Object(found))
}

/// A union holds one member; one that is newer than the model is named, not dropped.
fn one_of(structure: &Structure, given: &Map<String, Value>, found: Map<String, Value>) -> Result<Value> {
    let mut set = given.iter().filter(|(name, value)| name.as_str() != "__type" && !value.is_null());
    match (set.next(), set.next()) {
        (Some(_), None) if !found.is_empty() => Ok(Value::Object(found)),
        (Some((name, _)), None) => Ok(json!({ "SDK_UNKNOWN_MEMBER": { "name": name } })),
        _ => Err(Bad::new(format!("{} must have exactly one member", structure.name))),
    }
}

fn items(value: &Value, each: impl Fn(&Value) -> Result<Value>) -> Result<Value> {
    let all = list(value)?.iter().enumerate().map(|(index, item)| match item {
        Value::Null => Ok(Value::Null),
        item => each(item).map_err(|bad| bad.under(&index.to_string())),
    });
    all.collect::<Result<Vec<_>>>().map(Value::Array)
}

fn entries(value: &Value, each: impl Fn(&Value) -> Result<Value>) -> Result<Value> {
    let all = object(value)?.iter().map(|(key, item)| match item {
        Value::Null => Ok((key.clone(), Value::Null)),
        item => each(item).map(|item| (key.clone(), item)).map_err(|bad| bad.under(key)),
    });
    all.collect::<Result<Map<_, _>>>().map(Value::Object)
}
