//! Members that go outside of the body: into the path, the query and the headers.

use percent_encoding::{AsciiSet, utf8_percent_encode};
use serde_json::Value;

use super::super::{Bad, Result, list, object, scalar};
use super::UNRESERVED;
use crate::shape::{Member, Reference, Service, TimeFormat, Type};

const GREEDY: &AsciiSet = &UNRESERVED.remove(b'/');

/// An empty label would turn "delete this key" into "delete this bucket".
pub(super) fn label(service: &Service, path: &mut String, member: &Member, value: &Value) -> Result<()> {
    let text = scalar::write(
        service.resolve(&member.value.kind),
        member.value.traits.time.unwrap_or(TimeFormat::Iso),
        value,
    )?;
    if text.is_empty() {
        return Err(Bad::new("must not be empty: it is part of the path"));
    }
    let name = member.value.traits.named(&member.name);
    if path.contains(&format!("{{{name}}}")) && [".", ".."].contains(&text.as_str()) {
        return Err(Bad::new("must not be dots: in a path they mean another place"));
    }
    let plain = utf8_percent_encode(&text, UNRESERVED).to_string();
    let greedy = utf8_percent_encode(&text, GREEDY).to_string();
    *path = path.replace(&format!("{{{name}}}"), &plain).replace(&format!("{{{name}+}}"), &greedy);
    Ok(())
}

pub(super) fn parameters(
    service: &Service,
    query: &mut Vec<String>,
    member: &Member,
    value: &Value,
) -> Result<()> {
    let name = member.value.traits.named(&member.name);
    match service.resolve(&member.value.kind) {
        Type::List(each) => {
            list(value)?.iter().try_for_each(|item| parameter(service, query, name, each, item))
        }
        Type::Map(_, each) => {
            object(value)?.iter().try_for_each(|(key, item)| match service.resolve(&each.kind) {
                Type::List(each) => {
                    list(item)?.iter().try_for_each(|one| parameter(service, query, key, each, one))
                }
                _ => parameter(service, query, key, each, item),
            })
        }
        _ => parameter(service, query, name, &member.value, value),
    }
}

pub(super) fn header(
    service: &Service,
    headers: &mut Vec<(String, String)>,
    member: &Member,
    value: &Value,
) -> Result<()> {
    let text = match service.resolve(&member.value.kind) {
        Type::List(each) => {
            let items = list(value)?.iter().filter(|item| !item.is_null());
            items.map(|item| header_item(service, each, item)).collect::<Result<Vec<_>>>()?.join(",")
        }
        _ if member.value.traits.json => aws_smithy_types::base64::encode(value.to_string()),
        kind => scalar::write(kind, member.value.traits.time.unwrap_or(TimeFormat::Http), value)?,
    };
    if value.as_array().is_none_or(|items| !items.is_empty()) {
        headers.push((member.value.traits.named(&member.name).to_owned(), text));
    }
    Ok(())
}

pub(super) fn header_map(headers: &mut Vec<(String, String)>, member: &Member, value: &Value) -> Result<()> {
    for (key, item) in object(value)? {
        headers.push((
            format!("{}{key}", member.value.traits.name.as_deref().unwrap_or_default()),
            scalar::text(item)?,
        ));
    }
    Ok(())
}

fn header_item(service: &Service, each: &Reference, item: &Value) -> Result<String> {
    let kind = service.resolve(&each.kind);
    let text = scalar::write(kind, each.traits.time.unwrap_or(TimeFormat::Http), item)?;
    let quoted = matches!(kind, Type::Text) && text.contains(['"', ',']);
    Ok(if quoted { format!("\"{}\"", text.replace('"', "\\\"")) } else { text })
}

fn parameter(
    service: &Service,
    query: &mut Vec<String>,
    name: &str,
    kind: &Reference,
    value: &Value,
) -> Result<()> {
    let text =
        scalar::write(service.resolve(&kind.kind), kind.traits.time.unwrap_or(TimeFormat::Iso), value)?;
    let encode = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
    query.push(format!("{}={}", encode(name), encode(&text)));
    Ok(())
}
