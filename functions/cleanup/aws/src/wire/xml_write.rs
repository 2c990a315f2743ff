//! A value as XML, members in the order of the shape: some services take no other.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::{Bad, Result, check_names, list, object, scalar};
use crate::shape::{Location, Reference, Service, Structure, TimeFormat, Traits, Type};

/// One element and what is in it.
pub(crate) fn write(
    service: &Service,
    out: &mut String,
    name: &str,
    reference: &Reference,
    value: &Value,
) -> Result<()> {
    let traits = &reference.traits;
    match service.resolve(&reference.kind) {
        Type::Structure(structure) => {
            structure_element(service, out, (name, traits), structure, object(value)?)
        }
        Type::List(each) if traits.flat => items(service, out, name, each, list(value)?),
        Type::List(each) => {
            open(out, name, traits, "");
            items(service, out, each.traits.named("member"), each, list(value)?)?;
            close(out, name)
        }
        Type::Map(key, each) if traits.flat => entries(service, out, name, (key, each), object(value)?),
        Type::Map(key, each) => {
            open(out, name, traits, "");
            entries(service, out, "entry", (key, each), object(value)?)?;
            close(out, name)
        }
        kind => {
            let text = scalar::write(kind, traits.time.unwrap_or(TimeFormat::Iso), value)?;
            open(out, name, traits, "");
            out.push_str(&escaped(&text)?);
            close(out, name)
        }
    }
}

/// The body of a message: the structure's members that have no other place.
pub(crate) fn structure_element(
    service: &Service,
    out: &mut String,
    (name, traits): (&str, &Traits),
    structure: &Structure,
    input: &Map<String, Value>,
) -> Result<()> {
    check_names(structure, input)?;
    let (mut attributes, mut inner) = (String::new(), String::new());
    for member in structure.members.iter().filter(|member| member.value.traits.at == Location::Body) {
        let Some(value) = input.get(&member.name).filter(|value| !value.is_null()) else { continue };
        let named = member.value.traits.named(&member.name);
        let written = if member.value.traits.attribute {
            attribute(&mut attributes, named, value)
        } else {
            write(service, &mut inner, named, &member.value, value)
        };
        written.map_err(|bad| bad.under(&member.name))?;
    }
    open(out, name, traits, &attributes);
    out.push_str(&inner);
    close(out, name)
}

fn items(service: &Service, out: &mut String, name: &str, each: &Reference, values: &[Value]) -> Result<()> {
    for (index, value) in values.iter().enumerate() {
        write(service, out, name, each, value).map_err(|bad| bad.under(&index.to_string()))?;
    }
    Ok(())
}

fn entries(
    service: &Service,
    out: &mut String,
    name: &str,
    (key, each): (&Reference, &Reference),
    values: &Map<String, Value>,
) -> Result<()> {
    for (word, value) in values {
        open(out, name, &Traits::default(), "");
        write(service, out, key.traits.named("key"), key, &Value::String(word.clone()))?;
        write(service, out, each.traits.named("value"), each, value).map_err(|bad| bad.under(word))?;
        close(out, name)?;
    }
    Ok(())
}

fn attribute(out: &mut String, name: &str, value: &Value) -> Result<()> {
    let _ = write!(out, " {name}=\"{}\"", escaped(&scalar::text(value)?)?);
    Ok(())
}

fn open(out: &mut String, name: &str, traits: &Traits, attributes: &str) {
    out.push('<');
    out.push_str(name);
    if let Some(ns) = &traits.ns {
        let prefix = ns.prefix.as_deref().map(|prefix| format!(":{prefix}")).unwrap_or_default();
        let _ = write!(out, " xmlns{prefix}=\"{}\"", ns.uri);
    }
    out.push_str(attributes);
    out.push('>');
}

fn close(out: &mut String, name: &str) -> Result<()> {
    let _ = write!(out, "</{name}>");
    Ok(())
}

/// XML 1.0 has no way at all to hold a control character: what holds one has to go another way than in a body.
fn escaped(text: &str) -> Result<String> {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\r' => safe.push_str("&#xD;"),
            '\n' => safe.push_str("&#xA;"),
            '\t' => safe.push_str("&#x9;"),
            control if control.is_ascii_control() || matches!(control, '\u{FFFE}' | '\u{FFFF}') => {
                return Err(Bad::new(
                    "holds a control character, which XML cannot: send it in a path, one at a time",
                ));
            }
            plain => safe.push(plain),
        }
    }
    Ok(safe)
}
