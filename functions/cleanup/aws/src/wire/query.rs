//! `query` and its older relative `ec2`: a form is posted, XML comes back.

use percent_encoding::utf8_percent_encode;
use serde_json::{Map, Value, json};

use super::rest::UNRESERVED;
use super::{Bad, Reply, Request, Result, check_names, list, object, scalar, xml, xml_read};
use crate::shape::{Operation, Protocol, Reference, Service, Structure, TimeFormat, Traits, Type};

pub(crate) fn serialise(
    service: &Service,
    operation: &Operation,
    input: &Map<String, Value>,
) -> Result<Request> {
    let mut form = Form { service, ec2: service.about.protocol == Protocol::Ec2, pairs: Vec::new() };
    form.pairs.push(("Action".to_owned(), operation.name.clone()));
    form.pairs.push(("Version".to_owned(), service.about.version.clone()));
    if let Some(structure) = service.structure(operation.input.as_ref()) {
        form.structure("", structure, input)?;
    }
    let encode = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
    let pairs: Vec<_> =
        form.pairs.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
    let headers =
        vec![("content-type".to_owned(), "application/x-www-form-urlencoded; charset=utf-8".to_owned())];
    let (method, path) = (operation.method.clone(), "/".to_owned());
    Ok(Request { method, path, headers, body: pairs.join("&").into_bytes(), ..Request::default() })
}

/// Both answer in `<OperationResponse>`; `query` wraps what it found once more, and a wrapper that is missing is a
/// reply that is not ours.
pub(crate) fn parse(service: &Service, operation: &Operation, reply: &Reply<'_>) -> Result<Value> {
    let Some(structure) = service.structure(operation.output.as_ref()) else { return Ok(json!({})) };
    let root = xml::parse(reply.text()?)?;
    if root.name.eq_ignore_ascii_case("html") {
        return Err(Bad::new("the reply is a web page, not the service's answer"));
    }
    xml_read::read_structure(service, structure, xml_read::unwrapped(&root, &operation.wrap)?)
}

struct Form<'a> {
    service: &'a Service,
    ec2: bool,
    pairs: Vec<(String, String)>,
}

impl Form<'_> {
    fn structure(&mut self, prefix: &str, structure: &Structure, input: &Map<String, Value>) -> Result<()> {
        check_names(structure, input)?;
        for member in &structure.members {
            let Some(value) = input.get(&member.name).filter(|value| !value.is_null()) else { continue };
            let name = joined(prefix, &self.name(&member.value.traits, &member.name));
            self.value(&name, &member.value, value).map_err(|bad| bad.under(&member.name))?;
        }
        Ok(())
    }

    fn value(&mut self, name: &str, reference: &Reference, value: &Value) -> Result<()> {
        match self.service.resolve(&reference.kind) {
            Type::Structure(structure) => self.structure(name, structure, object(value)?),
            Type::List(each) => self.list(name, &reference.traits, each, list(value)?),
            Type::Map(key, each) => self.map(name, &reference.traits, (key, each), object(value)?),
            kind => {
                let text = scalar::write(kind, reference.traits.time.unwrap_or(TimeFormat::Iso), value)?;
                self.pairs.push((name.to_owned(), text));
                Ok(())
            }
        }
    }

    fn list(&mut self, name: &str, traits: &Traits, each: &Reference, items: &[Value]) -> Result<()> {
        if items.is_empty() && !self.ec2 {
            self.pairs.push((name.to_owned(), String::new()));
        }
        let stem = match (&each.traits.name, self.ec2, traits.flat) {
            (_, true, _) | (None, false, true) => name.to_owned(),
            (Some(own), false, true) => joined(name.rsplit_once('.').map_or("", |(parent, _)| parent), own),
            (own, false, false) => joined(name, own.as_deref().unwrap_or("member")),
        };
        for (index, item) in items.iter().enumerate() {
            let name = format!("{stem}.{}", index + 1);
            self.value(&name, each, item).map_err(|bad| bad.under(&index.to_string()))?;
        }
        Ok(())
    }

    fn map(
        &mut self,
        name: &str,
        traits: &Traits,
        (key, each): (&Reference, &Reference),
        entries: &Map<String, Value>,
    ) -> Result<()> {
        let stem = if traits.flat { name.to_owned() } else { joined(name, "entry") };
        for (index, (word, value)) in entries.iter().enumerate() {
            let stem = format!("{stem}.{}", index + 1);
            self.pairs.push((joined(&stem, key.traits.named("key")), word.clone()));
            self.value(&joined(&stem, each.traits.named("value")), each, value)
                .map_err(|bad| bad.under(word))?;
        }
        Ok(())
    }

    /// EC2 has its own names for parameters, else the reply's name with a capital.
    fn name(&self, traits: &Traits, member: &str) -> String {
        match (&traits.query, &traits.name) {
            (Some(own), _) if self.ec2 => own.clone(),
            (_, Some(name)) if self.ec2 => capital(name),
            (_, Some(name)) => name.clone(),
            (_, None) => member.to_owned(),
        }
    }
}

fn joined(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
