//! What `rest-json` and `rest-xml` share: members in the path, the query, the headers, and what is left in the body.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::{Bad, Reply, Request, Result, check_names, json, list, object, scalar, xml, xml_read, xml_write};
use crate::shape::{
    Kind, Location, Member, Operation, Protocol, Reference, Service, Structure, TimeFormat, Traits, Type,
};

/// Everything but RFC 3986's unreserved letters.
pub(crate) const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const GREEDY: &AsciiSet = &UNRESERVED.remove(b'/');

pub(crate) fn serialise(
    service: &Service,
    operation: &Operation,
    input: &Map<String, Value>,
) -> Result<Request> {
    let (path, constant) = operation.uri.split_once('?').unwrap_or((&operation.uri, ""));
    let mut request =
        Request { method: operation.method.clone(), path: path.to_owned(), ..Request::default() };
    let Some(structure) = service.structure(operation.input.as_ref()) else {
        request.query = constant.to_owned();
        return Ok(request);
    };
    check_names(structure, input)?;
    let mut query: Vec<String> =
        constant.split('&').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for member in &structure.members {
        let Some(value) = input.get(&member.0).filter(|value| !value.is_null()) else { continue };
        let placed = match member.2.at {
            Location::Uri => label(service, &mut request.path, member, value),
            Location::Query => parameters(service, &mut query, member, value),
            Location::Header => header(service, &mut request.headers, member, value),
            Location::Headers => header_map(&mut request.headers, member, value),
            Location::Body | Location::StatusCode => Ok(()),
        };
        placed.map_err(|bad| bad.under(&member.0))?;
    }
    if let Some(open) = request.path.find('{') {
        return Err(Bad::new(format!("the path needs {}", request.path.get(open..).unwrap_or_default())));
    }
    request.query = query.join("&");
    body(service, operation, structure, input, &mut request)?;
    Ok(request)
}

pub(crate) fn parse(service: &Service, operation: &Operation, reply: &Reply<'_>) -> Result<Value> {
    let Some(structure) = service.structure(operation.output.as_ref()) else { return Ok(json!({})) };
    let mut found = Map::new();
    for member in &structure.members {
        if let Some(value) = of_head(service, member, reply).map_err(|bad| bad.under(&member.0))? {
            found.insert(member.0.clone(), value);
        }
    }
    match payload(structure) {
        Some(member) => {
            if let Some(value) = of_payload(service, operation.kind, member, reply)? {
                found.insert(member.0.clone(), value);
            }
        }
        None if structure.members.iter().any(|member| member.2.at.in_reply_body()) => {
            if let Value::Object(rest) = of_body(service, operation, structure, reply)? {
                found.extend(rest);
            }
        }
        None => {}
    }
    Ok(Value::Object(found))
}

/// The labels that some operations put before the host.
pub(crate) fn host_labels(
    service: &Service,
    operation: &Operation,
    input: &Map<String, Value>,
) -> Result<String> {
    let mut host = operation.host.clone();
    let members = service.structure(operation.input.as_ref()).map(|structure| structure.members.as_slice());
    for member in members.unwrap_or_default().iter().filter(|member| member.2.label) {
        let text = input.get(&member.0).and_then(Value::as_str).unwrap_or_default();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
        {
            return Err(Bad::new("must be a host label").under(&member.0));
        }
        host = host.replace(&format!("{{{}}}", member.0), text);
    }
    Ok(host)
}

fn payload(structure: &Structure) -> Option<&Member> {
    let name = structure.payload.as_ref()?;
    structure.members.iter().find(|member| member.0 == *name)
}

/// An empty label would turn "delete this key" into "delete this bucket".
fn label(service: &Service, path: &mut String, member: &Member, value: &Value) -> Result<()> {
    let text = scalar::write(service.resolve(&member.1), member.2.time.unwrap_or(TimeFormat::Iso), value)?;
    if text.is_empty() {
        return Err(Bad::new("must not be empty: it is part of the path"));
    }
    let name = member.2.named(&member.0);
    let plain = utf8_percent_encode(&text, UNRESERVED).to_string();
    let greedy = utf8_percent_encode(&text, GREEDY).to_string();
    *path = path.replace(&format!("{{{name}}}"), &plain).replace(&format!("{{{name}+}}"), &greedy);
    Ok(())
}

fn parameters(service: &Service, query: &mut Vec<String>, member: &Member, value: &Value) -> Result<()> {
    let name = member.2.named(&member.0);
    match service.resolve(&member.1) {
        Type::List(each) => {
            list(value)?.iter().try_for_each(|item| parameter(service, query, name, each, item))
        }
        Type::Map(_, each) => {
            object(value)?.iter().try_for_each(|(key, item)| match service.resolve(&each.0) {
                Type::List(each) => {
                    list(item)?.iter().try_for_each(|one| parameter(service, query, key, each, one))
                }
                _ => parameter(service, query, key, each, item),
            })
        }
        _ => parameter(service, query, name, &Reference(member.1.clone(), member.2.clone()), value),
    }
}

fn parameter(
    service: &Service,
    query: &mut Vec<String>,
    name: &str,
    kind: &Reference,
    value: &Value,
) -> Result<()> {
    let text = scalar::write(service.resolve(&kind.0), kind.1.time.unwrap_or(TimeFormat::Iso), value)?;
    let encode = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
    query.push(format!("{}={}", encode(name), encode(&text)));
    Ok(())
}

fn header(
    service: &Service,
    headers: &mut Vec<(String, String)>,
    member: &Member,
    value: &Value,
) -> Result<()> {
    let text = match service.resolve(&member.1) {
        Type::List(each) => {
            let items = list(value)?.iter().filter(|item| !item.is_null());
            items.map(|item| header_item(service, each, item)).collect::<Result<Vec<_>>>()?.join(",")
        }
        _ if member.2.json => aws_smithy_types::base64::encode(value.to_string()),
        kind => scalar::write(kind, member.2.time.unwrap_or(TimeFormat::Http), value)?,
    };
    if value.as_array().is_none_or(|items| !items.is_empty()) {
        headers.push((member.2.named(&member.0).to_owned(), text));
    }
    Ok(())
}

fn header_item(service: &Service, each: &Reference, item: &Value) -> Result<String> {
    let kind = service.resolve(&each.0);
    let text = scalar::write(kind, each.1.time.unwrap_or(TimeFormat::Http), item)?;
    let quoted = matches!(kind, Type::Text) && text.contains(['"', ',']);
    Ok(if quoted { format!("\"{}\"", text.replace('"', "\\\"")) } else { text })
}

fn header_map(headers: &mut Vec<(String, String)>, member: &Member, value: &Value) -> Result<()> {
    for (key, item) in object(value)? {
        headers.push((format!("{}{key}", member.2.name.as_deref().unwrap_or_default()), scalar::text(item)?));
    }
    Ok(())
}

fn body(
    service: &Service,
    operation: &Operation,
    structure: &Structure,
    input: &Map<String, Value>,
    request: &mut Request,
) -> Result<()> {
    let json = service.about.protocol == Protocol::RestJson;
    if let Some(member) = payload(structure) {
        let value = input.get(&member.0).filter(|value| !value.is_null());
        let kind = service.resolve(&member.1);
        let reference = Reference(member.1.clone(), member.2.clone());
        request.body = match (kind, value) {
            (Type::Text, value) => value.map(scalar::text).transpose()?.unwrap_or_default().into_bytes(),
            (Type::Bytes, value) => value.map(scalar::bytes).transpose()?.unwrap_or_default(),
            (_, None) if json => b"{}".to_vec(),
            (_, None) => Vec::new(),
            (_, Some(value)) if json => json::write(service, &reference, value)?.to_string().into_bytes(),
            (_, Some(value)) => {
                let mut out = String::new();
                xml_write::write(service, &mut out, member.2.named(&member.0), &reference, value)?;
                out.into_bytes()
            }
        };
        if matches!(kind, Type::Text | Type::Bytes) {
            return Ok(());
        }
    } else if structure.members.iter().any(|member| member.2.at == Location::Body) {
        request.body = whole_body(service, operation, structure, input)?;
    }
    let typed = request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    if !request.body.is_empty() && !typed {
        let kind = if json { "application/json" } else { "application/xml" };
        request.headers.push(("content-type".to_owned(), kind.to_owned()));
    }
    Ok(())
}

fn whole_body(
    service: &Service,
    operation: &Operation,
    structure: &Structure,
    input: &Map<String, Value>,
) -> Result<Vec<u8>> {
    if service.about.protocol == Protocol::RestJson {
        return json::write_structure(service, structure, input).map(|body| body.to_string().into_bytes());
    }
    let given = |member: &Member| input.get(&member.0).is_some_and(|value| !value.is_null());
    if !structure.members.iter().any(|member| member.2.at == Location::Body && given(member)) {
        return Ok(Vec::new());
    }
    let none = Traits::default();
    let traits = operation.input.as_ref().map_or(&none, |reference| &reference.1);
    let mut out = String::new();
    xml_write::structure_element(
        service,
        &mut out,
        (traits.named(&structure.name), traits),
        structure,
        input,
    )?;
    Ok(out.into_bytes())
}

/// What an answer says outside of its body.
fn of_head(service: &Service, member: &Member, reply: &Reply<'_>) -> Result<Option<Value>> {
    let name = member.2.named(&member.0);
    match member.2.at {
        Location::StatusCode => Ok(Some(json!(reply.status))),
        Location::Header => reply.header(name).map(|text| read_header(service, member, text)).transpose(),
        Location::Headers => {
            let prefix = member.2.name.as_deref().unwrap_or_default().to_ascii_lowercase();
            let starts = |key: &str| key.to_ascii_lowercase().starts_with(&prefix);
            let all = reply.headers.iter().filter(|(key, _)| starts(key));
            let short = |key: &str| key.get(prefix.len()..).unwrap_or_default().to_owned();
            Ok(Some(Value::Object(all.map(|(key, value)| (short(key), json!(value))).collect())))
        }
        Location::Body | Location::Uri | Location::Query => Ok(None),
    }
}

fn read_header(service: &Service, member: &Member, text: &str) -> Result<Value> {
    let http = Some(member.2.time.unwrap_or(TimeFormat::Http));
    match service.resolve(&member.1) {
        Type::List(each) => {
            let one = |item: &str| scalar::read(service.resolve(&each.0), each.1.time.or(http), item.trim());
            text.split(',').map(one).collect::<Result<Vec<_>>>().map(Value::Array)
        }
        _ if member.2.json => {
            let raw = aws_smithy_types::base64::decode(text).map_err(|_| Bad::new("expected base64"))?;
            serde_json::from_slice(&raw).map_err(|error| Bad::new(format!("expected JSON: {error}")))
        }
        kind => scalar::read(kind, http, text),
    }
}

fn of_payload(service: &Service, kind: Kind, member: &Member, reply: &Reply<'_>) -> Result<Option<Value>> {
    let reference = Reference(member.1.clone(), member.2.clone());
    match service.resolve(&member.1) {
        Type::Text => Ok(Some(json!(reply.text()?))),
        Type::Bytes => Ok(Some(json!(aws_smithy_types::base64::encode(reply.body)))),
        _ if reply.body.is_empty() && kind != Kind::Read => Ok(None),
        _ if service.about.protocol == Protocol::RestJson => {
            json::read(service, &reference, &json::document(reply, kind)?).map(Some)
        }
        _ => xml_read::read(service, &reference, &answer_root(reply)?).map(Some),
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

fn answer_root(reply: &Reply<'_>) -> Result<xml::Element> {
    let root = xml::parse(reply.text()?)?;
    if root.name.eq_ignore_ascii_case("html") {
        return Err(Bad::new("the reply is a web page, not the service's answer"));
    }
    Ok(root)
}
