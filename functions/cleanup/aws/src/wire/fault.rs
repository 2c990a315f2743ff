//! What a service says when it refuses: its code, whatever form that comes in.

use serde_json::Value;

use super::{Reply, xml};
use crate::shape::{Protocol, Service};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fault {
    /// The service's code, or the HTTP status where it gives none.
    pub code: String,
    pub message: String,
    pub request_id: Option<String>,
    /// Where S3 says the bucket is.
    pub region: Option<String>,
}

/// Reads a refusal. Never fails: a body that cannot be read leaves the status as the code.
pub fn fault(service: &Service, reply: &Reply<'_>) -> Fault {
    let mut fault = match service.about.protocol {
        Protocol::Json | Protocol::RestJson => of_json(reply),
        Protocol::Ec2 | Protocol::Query | Protocol::RestXml => of_xml(reply),
    };
    if fault.code.is_empty() {
        fault.code = reply.status.to_string();
    }
    let id = reply.header("x-amzn-requestid").or_else(|| reply.header("x-amz-request-id"));
    fault.request_id = id.map(str::to_owned).or(fault.request_id);
    fault.region = reply.header("x-amz-bucket-region").map(str::to_owned).or(fault.region);
    fault
}

fn of_json(reply: &Reply<'_>) -> Fault {
    let body: Value = serde_json::from_slice(reply.body).unwrap_or_default();
    let text = |names: &[&str]| names.iter().find_map(|name| body.get(name)?.as_str().map(str::to_owned));
    let stated =
        reply.header("x-amzn-errortype").map(str::to_owned).or_else(|| text(&["__type", "code", "Code"]));
    let mut code = stated.as_deref().map(bare).unwrap_or_default().to_owned();
    // A service that once spoke `query` goes on saying its old code, and programs go on looking for it.
    if let Some((old, _)) = reply.header("x-amzn-query-error").and_then(|both| both.split_once(';'))
        && !old.is_empty()
    {
        code = old.to_owned();
    }
    let message = text(&["message", "Message", "errorMessage"]).unwrap_or_default();
    Fault { code, message, ..Fault::default() }
}

/// `com.amazonaws.x#Code:http://…` without what is around it.
fn bare(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or(code);
    code.rsplit('#').next().unwrap_or(code)
}

fn of_xml(reply: &Reply<'_>) -> Fault {
    let Some(root) = reply.text().ok().and_then(|text| xml::parse(text).ok()) else {
        return Fault::default();
    };
    let inner = root.child("Errors").unwrap_or(&root);
    let error = inner.child("Error").unwrap_or(inner);
    let text = |at: &xml::Element, name: &str| at.child(name).map(|child| child.text.trim().to_owned());
    Fault {
        code: text(error, "Code").unwrap_or_default(),
        message: text(error, "Message").unwrap_or_default(),
        request_id: ["RequestId", "RequestID"].iter().find_map(|name| text(&root, name)),
        region: text(error, "Region"),
    }
}

/// Whether a success is a refusal inside: XML whose root is `Error`.
pub fn is_error_document(reply: &Reply<'_>) -> bool {
    let text = reply.text().unwrap_or_default();
    text.contains("<Error") && xml::parse(text).is_ok_and(|root| root.name == "Error")
}
