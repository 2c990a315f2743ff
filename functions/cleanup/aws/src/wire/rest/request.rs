//! An input as a REST request.

use serde_json::{Map, Value};

use super::super::{Bad, Request, Result, check_names, json, scalar, xml_write};
use super::head::{header, header_map, label, parameters};
use super::payload;
use crate::shape::{Location, Member, Operation, Protocol, Service, Structure, Traits, Type};

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
        let Some(value) = input.get(&member.name).filter(|value| !value.is_null()) else { continue };
        let placed = match member.value.traits.at {
            Location::Uri => label(service, &mut request.path, member, value),
            Location::Query => parameters(service, &mut query, member, value),
            Location::Header => header(service, &mut request.headers, member, value),
            Location::Headers => header_map(&mut request.headers, member, value),
            Location::Body | Location::StatusCode => Ok(()),
        };
        placed.map_err(|bad| bad.under(&member.name))?;
    }
    if let Some(open) = request.path.find('{') {
        return Err(Bad::new(format!("the path needs {}", request.path.get(open..).unwrap_or_default())));
    }
    request.query = query.join("&");
    body(service, operation, structure, input, &mut request)?;
    Ok(request)
}

/// The labels that some operations put before the host.
pub(crate) fn host_labels(
    service: &Service,
    operation: &Operation,
    input: &Map<String, Value>,
) -> Result<String> {
    let mut host = operation.host.clone();
    let members = service.structure(operation.input.as_ref()).map(|structure| structure.members.as_slice());
    for member in members.unwrap_or_default().iter().filter(|member| member.value.traits.label) {
        let text = input.get(&member.name).and_then(Value::as_str).unwrap_or_default();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
        {
            return Err(Bad::new("must be a host label").under(&member.name));
        }
        host = host.replace(&format!("{{{}}}", member.name), text);
    }
    Ok(host)
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
        let value = input.get(&member.name).filter(|value| !value.is_null());
        let kind = service.resolve(&member.value.kind);
        request.body = match (kind, value) {
            (Type::Text, value) => value.map(scalar::text).transpose()?.unwrap_or_default().into_bytes(),
            (Type::Bytes, value) => value.map(scalar::bytes).transpose()?.unwrap_or_default(),
            (_, None) if json => b"{}".to_vec(),
            (_, None) => Vec::new(),
            (_, Some(value)) if json => json::write(service, &member.value, value)?.to_string().into_bytes(),
            (_, Some(value)) => {
                let mut out = String::new();
                xml_write::write(
                    service,
                    &mut out,
                    member.value.traits.named(&member.name),
                    &member.value,
                    value,
                )?;
                out.into_bytes()
            }
        };
        if matches!(kind, Type::Text | Type::Bytes) {
            return Ok(());
        }
    } else if structure.members.iter().any(|member| member.value.traits.at == Location::Body) {
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
    let given = |member: &Member| input.get(&member.name).is_some_and(|value| !value.is_null());
    if !structure.members.iter().any(|member| member.value.traits.at == Location::Body && given(member)) {
        return Ok(Vec::new());
    }
    let none = Traits::default();
    let traits = operation.input.as_ref().map_or(&none, |reference| &reference.traits);
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
