//! A REST reply as an output: its status, its headers, its body.

use serde_json::{Map, Value, json};

use super::super::{Bad, Reply, Result, json, scalar, xml, xml_read};
use super::payload;
use crate::shape::{Kind, Location, Member, Operation, Protocol, Service, Structure, TimeFormat, Type};

pub(crate) fn parse(service: &Service, operation: &Operation, reply: &Reply<'_>) -> Result<Value> {
    let Some(structure) = service.structure(operation.output.as_ref()) else { return Ok(json!({})) };
    let mut found = Map::new();
    for member in &structure.members {
        if let Some(value) = of_head(service, member, reply).map_err(|bad| bad.under(&member.name))? {
            found.insert(member.name.clone(), value);
        }
    }
    match payload(structure) {
        Some(member) => {
            if let Some(value) = of_payload(service, operation.kind, member, reply)? {
                found.insert(member.name.clone(), value);
            }
        }
        None if structure.members.iter().any(|member| member.value.traits.at.in_reply_body()) => {
            if let Value::Object(rest) = of_body(service, operation, structure, reply)? {
                found.extend(rest);
            }
        }
        None => {}
    }
    Ok(Value::Object(found))
}

/// What an answer says outside of its body.
fn of_head(service: &Service, member: &Member, reply: &Reply<'_>) -> Result<Option<Value>> {
    let name = member.value.traits.named(&member.name);
    match member.value.traits.at {
        Location::StatusCode => Ok(Some(json!(reply.status))),
        Location::Header => reply.header(name).map(|text| read_header(service, member, text)).transpose(),
        Location::Headers => {
            let prefix = member.value.traits.name.as_deref().unwrap_or_default().to_ascii_lowercase();
            let starts = |key: &str| key.to_ascii_lowercase().starts_with(&prefix);
            let all = reply.headers.iter().filter(|(key, _)| starts(key));
            let short = |key: &str| key.get(prefix.len()..).unwrap_or_default().to_owned();
            Ok(Some(Value::Object(all.map(|(key, value)| (short(key), json!(value))).collect())))
        }
        Location::Body | Location::Uri | Location::Query => Ok(None),
    }
}

fn of_payload(service: &Service, kind: Kind, member: &Member, reply: &Reply<'_>) -> Result<Option<Value>> {
    match service.resolve(&member.value.kind) {
        Type::Text => Ok(Some(json!(reply.text()?))),
        Type::Bytes => Ok(Some(json!(aws_smithy_types::base64::encode(reply.body)))),
        _ if reply.body.is_empty() && kind != Kind::Read => Ok(None),
        _ if service.about.protocol == Protocol::RestJson => {
            json::read(service, &member.value, &json::document(reply, kind)?).map(Some)
        }
        _ => xml_read::read(service, &member.value, &answer_root(reply)?).map(Some),
    }
}

fn of_body(
    service: &Service,
    operation: &Operation,
    structure: &Structure,
    reply: &Reply<'_>,
) -> Result<Value> {
    if service.about.protocol == Protocol::RestJson {
        return json::read_structure(service, structure, &json::document(reply, operation.kind)?);
    }
    if reply.body.is_empty() && operation.kind != Kind::Read {
        return Ok(json!({}));
    }
    let root = answer_root(reply)?;
    let inner = xml_read::unwrapped(&root, &operation.wrap)?;
    let known =
        |name: &str| structure.members.iter().any(|member| xml_read::element_name(service, member) == name);
    if operation.kind == Kind::Read
        && !inner.children.is_empty()
        && !inner.children.iter().any(|one| known(&one.name))
    {
        return Err(Bad::new(format!(
            "<{}> holds nothing that the model knows: not the service's answer",
            root.name
        )));
    }
    xml_read::read_structure(service, structure, inner)
}

fn read_header(service: &Service, member: &Member, text: &str) -> Result<Value> {
    let http = Some(member.value.traits.time.unwrap_or(TimeFormat::Http));
    match service.resolve(&member.value.kind) {
        Type::List(each) => {
            let one = |item: &str| {
                scalar::read(service.resolve(&each.kind), each.traits.time.or(http), item.trim())
            };
            text.split(',').map(one).collect::<Result<Vec<_>>>().map(Value::Array)
        }
        _ if member.value.traits.json => {
            let raw = aws_smithy_types::base64::decode(text).map_err(|_| Bad::new("expected base64"))?;
            serde_json::from_slice(&raw).map_err(|error| Bad::new(format!("expected JSON: {error}")))
        }
        kind => scalar::read(kind, http, text),
    }
}

fn answer_root(reply: &Reply<'_>) -> Result<xml::Element> {
    let root = xml::parse(reply.text()?)?;
    if root.name.eq_ignore_ascii_case("html") {
        return Err(Bad::new("the reply is a web page, not the service's answer"));
    }
    Ok(root)
}
