//! What "the same" means for a vector: forms and queries as sets, JSON by value, XML as trees, times as numbers.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use sundown_cleanup_aws::shape::{Service, Type};
use sundown_cleanup_aws::wire::{Request, xml};

pub(crate) fn request(vector: &Value, found: &Request) -> Result<(), String> {
    let (expected, protocol) = (&vector["case"]["serialized"], vector["file"].as_str().unwrap());
    let (path, query) = expected["uri"]
        .as_str()
        .unwrap_or("/")
        .split_once('?')
        .unwrap_or((expected["uri"].as_str().unwrap_or("/"), ""));
    same("the path", &found.path.as_str(), &path)?;
    same("the query", &parts(&found.query), &parts(query))?;
    if let Some(method) = expected["method"].as_str() {
        same("the method", &found.method.as_str(), &method)?;
    }
    if let (Some(host), Some(endpoint)) = (expected["host"].as_str(), client_host(vector)) {
        same("the host", &format!("{}{endpoint}", found.host), &host.to_owned())?;
    }
    if let Some(text) = expected["body"].as_str() {
        body(protocol, found, text)?;
    }
    for (name, value) in expected["headers"].as_object().into_iter().flatten() {
        header(protocol, found, name, value.as_str().unwrap())?;
    }
    for name in expected["forbidHeaders"].as_array().into_iter().flatten() {
        let there = found.headers.iter().any(|(key, _)| key.eq_ignore_ascii_case(name.as_str().unwrap()));
        if there {
            return Err(format!("the header {name} is forbidden"));
        }
    }
    Ok(())
}

fn client_host(vector: &Value) -> Option<&str> {
    Some(vector["endpoint"].as_str()?.trim_start_matches("https://").trim_end_matches('/'))
}

fn body(protocol: &str, found: &Request, expected: &str) -> Result<(), String> {
    let text = std::str::from_utf8(&found.body).map_err(|error| error.to_string())?;
    if protocol == "query" || protocol == "ec2" {
        return same("the form", &parts(text), &parts(expected));
    }
    if let (Ok(found), Ok(expected)) =
        (serde_json::from_str::<Value>(text), serde_json::from_str::<Value>(expected))
    {
        return equal("the body", &found, &expected);
    }
    if let (Ok(mut found), Ok(mut expected)) = (xml::parse(text), xml::parse(expected)) {
        tidy(&mut found);
        tidy(&mut expected);
        return same("the XML", &found, &expected);
    }
    same("the body", &text, &expected)
}

fn tidy(element: &mut xml::Element) {
    element.text = element.text.trim().to_owned();
    element.attributes.sort();
    element.children.iter_mut().for_each(tidy);
    // The entries of a map have no order of their own.
    if element
        .children
        .iter()
        .all(|child| child.children.len() == 2 && child.name == element.children[0].name)
    {
        element.children.sort_by_key(|child| format!("{child:?}"));
    }
}

/// botocore sets no content type for XML and for raw payloads, and its runner looks past it; so does this one.
fn header(protocol: &str, found: &Request, name: &str, expected: &str) -> Result<(), String> {
    if name.eq_ignore_ascii_case("content-type") {
        if protocol == "rest-xml" || (protocol == "rest-json" && expected != "application/json") {
            return Ok(());
        }
        if protocol == "query" || protocol == "ec2" {
            return header_is(found, name, &format!("{expected}; charset=utf-8"));
        }
    }
    header_is(found, name, expected)
}

fn header_is(found: &Request, name: &str, expected: &str) -> Result<(), String> {
    let value =
        found.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
    let squeezed = |text: &str| text.replace(", ", ",");
    same(name, &value.map(squeezed), &Some(squeezed(expected)))
}

fn parts(text: &str) -> BTreeSet<&str> {
    text.split('&').filter(|part| !part.is_empty()).collect()
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: found {found:?}, expected {expected:?}")) }
}

/// By value, with 1 and 1.0 the same number.
pub(crate) fn equal(what: &str, found: &Value, expected: &Value) -> Result<(), String> {
    let alike = match (found, expected) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            return one.iter().zip(other).try_for_each(|(one, other)| equal(what, one, other));
        }
        (Value::Object(one), Value::Object(other)) if one.len() == other.len() => {
            return other.iter().try_for_each(|(key, other)| {
                equal(&format!("{what}.{key}"), one.get(key).unwrap_or(&Value::Null), other)
            });
        }
        _ => found == expected,
    };
    if alike { Ok(()) } else { Err(format!("{what}: found {found}, expected {expected}")) }
}

/// The vectors' bytes are plain text; ours are base64.
pub(crate) fn base64_blobs(service: &Service, name: Option<&str>, value: &Value) -> Value {
    converted(service, name, value, &|kind, value| match (kind, value.as_str()) {
        (Type::Bytes, Some(text)) => Value::String(aws_smithy_types::base64::encode(text)),
        _ => value.clone(),
    })
}

/// Bytes as the text they are, times as epoch seconds.
pub(crate) fn as_botocore(service: &Service, name: Option<&str>, value: &Value) -> Value {
    converted(service, name, value, &|kind, value| match (kind, value.as_str()) {
        (Type::Bytes, Some(text)) => {
            Value::String(String::from_utf8(aws_smithy_types::base64::decode(text).unwrap()).unwrap())
        }
        (Type::Time, Some(text)) => {
            let format = aws_smithy_types::date_time::Format::DateTime;
            aws_smithy_types::DateTime::from_str(text, format).unwrap().as_secs_f64().into()
        }
        _ => value.clone(),
    })
}

fn converted(
    service: &Service,
    name: Option<&str>,
    value: &Value,
    leaf: &dyn Fn(Type<'_>, &Value) -> Value,
) -> Value {
    let Some(name) = name else { return value.clone() };
    match (service.resolve(name), value) {
        (Type::Structure(structure), Value::Object(entries)) => {
            let kind = |key: &String| {
                structure.members.iter().find(|one| one.name == *key).map(|one| one.value.kind.as_str())
            };
            let all =
                entries.iter().map(|(key, value)| (key.clone(), converted(service, kind(key), value, leaf)));
            Value::Object(all.collect::<Map<_, _>>())
        }
        (Type::List(each), Value::Array(items)) => {
            items.iter().map(|item| converted(service, Some(&each.kind), item, leaf)).collect()
        }
        (Type::Map(_, each), Value::Object(entries)) => {
            let all = entries
                .iter()
                .map(|(key, value)| (key.clone(), converted(service, Some(&each.kind), value, leaf)));
            Value::Object(all.collect::<Map<_, _>>())
        }
        (kind, value) => leaf(kind, value),
    }
}
