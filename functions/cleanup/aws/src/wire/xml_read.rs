//! An XML tree as the value its shape says.

use serde_json::{Map, Value, json};

use super::xml::Element;
use super::{Bad, Result, scalar};
use crate::shape::{Member, Reference, Service, Structure, Type};

/// Down through the wrappers, each of which must be there. The first may be the root itself.
pub(crate) fn unwrapped<'a>(root: &'a Element, wrap: &[String]) -> Result<&'a Element> {
    let mut here = root;
    for (depth, name) in wrap.iter().enumerate() {
        if depth == 0 && here.name == *name {
            continue;
        }
        let inner = here.child(name);
        here = inner
            .ok_or_else(|| Bad::new(format!("<{}> has no <{name}>: not the service's answer", here.name)))?;
    }
    Ok(here)
}

pub(crate) fn read_structure(service: &Service, structure: &Structure, element: &Element) -> Result<Value> {
    no_text(element)?;
    let mut found = Map::new();
    for member in structure.members.iter().filter(|member| member.value.traits.at.in_reply_body()) {
        let value = if member.value.traits.attribute {
            attribute(member, element)
        } else {
            of_member(service, member, element)?
        };
        if let Some(value) = value {
            found.insert(member.name.clone(), value);
        }
    }
    if structure.union && found.is_empty() {
        let [only] = element.children.as_slice() else {
            return Err(Bad::new(format!("{} must have exactly one member", structure.name)));
        };
        return Ok(json!({ "SDK_UNKNOWN_MEMBER": { "name": only.name } }));
    }
    Ok(Value::Object(found))
}

pub(crate) fn read(service: &Service, reference: &Reference, element: &Element) -> Result<Value> {
    match service.resolve(&reference.kind) {
        Type::Structure(structure) => read_structure(service, structure, element),
        Type::List(each) => {
            no_text(element)?;
            items(service, each, &element.children.iter().collect::<Vec<_>>())
        }
        Type::Map(key, each) => {
            no_text(element)?;
            entries(service, (key, each), &element.children.iter().collect::<Vec<_>>())
        }
        kind => match element.children.first() {
            Some(child) => Err(Bad::new(format!("expected text, found <{}>", child.name))),
            None => scalar::read(kind, reference.traits.time, &element.text),
        },
    }
}

/// The name of a member's elements: a list without an element of its own goes by its items' name.
pub(crate) fn element_name<'a>(service: &'a Service, member: &'a Member) -> &'a str {
    let own = match service.resolve(&member.value.kind) {
        Type::List(each) if member.value.traits.flat => each.traits.name.as_deref(),
        _ => None,
    };
    own.unwrap_or_else(|| member.value.traits.named(&member.name))
}

fn attribute(member: &Member, element: &Element) -> Option<Value> {
    let found = element.attributes.iter().find(|(name, _)| name == member.value.traits.named(&member.name));
    found.map(|(_, value)| Value::String(value.clone()))
}

fn of_member(service: &Service, member: &Member, element: &Element) -> Result<Option<Value>> {
    let name = element_name(service, member);
    let elements: Vec<&Element> = element.children.iter().filter(|child| child.name == name).collect();
    let Some(first) = elements.first() else { return Ok(None) };
    let value = match service.resolve(&member.value.kind) {
        Type::List(each) if member.value.traits.flat => items(service, each, &elements),
        Type::Map(key, each) if member.value.traits.flat => entries(service, (key, each), &elements),
        _ if elements.len() > 1 => Err(Bad::new("stands there more than once")),
        _ => read(service, &member.value, first),
    };
    value.map(Some).map_err(|bad| bad.under(name))
}

fn items(service: &Service, each: &Reference, elements: &[&Element]) -> Result<Value> {
    let read = |(index, element): (usize, &&Element)| {
        read(service, each, element).map_err(|bad| bad.under(&index.to_string()))
    };
    elements.iter().enumerate().map(read).collect::<Result<Vec<_>>>().map(Value::Array)
}

fn entries(service: &Service, (key, each): (&Reference, &Reference), elements: &[&Element]) -> Result<Value> {
    let mut found = Map::new();
    for entry in elements {
        let part =
            |name: &str| entry.child(name).ok_or_else(|| Bad::new(format!("an entry has no <{name}>")));
        let word = read(service, key, part(key.traits.named("key"))?)?;
        let value = read(service, each, part(each.traits.named("value"))?)?;
        found.insert(scalar::text(&word)?, value);
    }
    Ok(Value::Object(found))
}

/// Text where only elements belong is not a list that is empty.
fn no_text(element: &Element) -> Result<()> {
    if !element.plain {
        return Ok(());
    }
    Err(Bad::new(format!("<{}> holds text where elements belong", element.name)))
}
