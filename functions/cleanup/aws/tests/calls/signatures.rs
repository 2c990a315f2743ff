//! Every signature recomputed by botocore's signer, from what came over the wire.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sundown_cleanup_aws::shape::{Kind, Operation, service, services};
use sundown_cleanup_aws::{Reader, Writer};

use crate::server::{Seen, Server, status};
use crate::{KEY, SECRET, botocore, session};

#[tokio::test]
async fn botocore_signs_the_same() {
    let server = Server::saying(&[status(403, "")]).await;
    let (reader, writer) =
        (Reader::new(session(&server.url)), Writer::that_changes_things(session(&server.url)));
    let mut names = Vec::new();
    for (name, operation, input) in calls() {
        let one = &service(&name).unwrap().unwrap().operations[&operation];
        let error = match one.kind {
            Kind::Read => reader.call(&name, &operation, input).await.map(drop).unwrap_err(),
            Kind::Create | Kind::Change => writer.call(&name, &operation, input).await.map(drop).unwrap_err(),
        };
        assert_eq!(error.attempts, 1, "{error}");
        names.push(name);
    }
    let seen = server.seen();
    assert_eq!(seen.len(), names.len());
    let requests: Vec<Value> = names.iter().zip(&seen).map(|(name, seen)| described(name, seen)).collect();
    let expected = resigned(&requests);
    for ((name, seen), expected) in names.iter().zip(&seen).zip(&expected) {
        assert_eq!(seen.header("authorization"), expected, "{name} {} {}", seen.method, seen.target);
    }
    println!("{} signatures of {} services recomputed", seen.len(), services().count());
    assert!(seen.len() >= 100, "{}", seen.len());
}

/// Every operation that needs nothing or only text, and S3's keys that are hard to sign.
fn calls() -> Vec<(String, String, Value)> {
    let mut calls = Vec::new();
    for name in services() {
        let service = service(name).unwrap().unwrap();
        for operation in service.operations.values() {
            if let Some(input) = simplest(service, operation) {
                calls.push((name.to_owned(), operation.name.clone(), input));
            }
        }
    }
    for key in ["a b", "a+b/c=d", "/./../x//y", "한글 é", "~!@#$%^&*()", "a%2Fb", "bell\u{7}"] {
        calls.push(("s3".to_owned(), "DeleteObject".to_owned(), json!({ "Bucket": "bucket", "Key": key })));
    }
    let arn = json!({ "Resource": "arn:aws:lambda:us-east-1:1:function:a b+c/é" });
    calls.push(("lambda".to_owned(), "ListTags".to_owned(), arn));
    calls
}

fn simplest(service: &sundown_cleanup_aws::shape::Service, operation: &Operation) -> Option<Value> {
    let Some(structure) = service.structure(operation.input.as_ref()) else { return Some(json!({})) };
    let mut input = serde_json::Map::new();
    for name in &structure.must {
        let member = structure.members.iter().find(|member| member.name == *name)?;
        if member.value.kind != "string" {
            return None;
        }
        input.insert(name.clone(), json!("some/thing with space+1"));
    }
    Some(Value::Object(input))
}

fn described(name: &str, seen: &Seen) -> Value {
    let authorization = seen.header("authorization");
    let part = |from: &str, to: char| {
        authorization.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap()
    };
    let signed: BTreeMap<&str, &str> =
        part("SignedHeaders=", ',').split(';').map(|header| (header, seen.header(header))).collect();
    let region = part("Credential=", ',').split('/').nth(2).unwrap();
    let body: String = seen.body.iter().map(|byte| format!("{byte:02x}")).collect();
    for header in ["host", "x-amz-date", "x-amz-security-token"] {
        assert!(signed.contains_key(header), "{name} does not sign {header}");
    }
    let signing = &service(name).unwrap().unwrap().about.signing;
    let url = format!("http://{}{}", seen.header("host"), seen.target);
    json!({ "method": seen.method, "url": url, "headers": signed, "body": body, "service": signing, "region": region })
}

fn resigned(requests: &[Value]) -> Vec<String> {
    let asked = json!({ "key": KEY, "secret": SECRET, "requests": requests });
    serde_json::from_value(botocore("resign.py", &asked)).unwrap()
}
