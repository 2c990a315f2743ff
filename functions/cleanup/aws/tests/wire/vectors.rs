//! botocore's own protocol vectors, all but the ones on botocore's own list of exceptions, through the extractor and
//! the wire: `models/extract.py --vectors` writes each case as our data, so a wrong extraction fails here too.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::{Value, json};
use sundown_cleanup_aws::shape::Service;
use sundown_cleanup_aws::wire::{self, Reply};

use crate::{botocore, compare, models};

/// What the list held when it was last looked at: fewer would mean that vectors are lost on the way.
const INPUTS: usize = 305;
const OUTPUTS: usize = 297;

#[test]
fn inputs_are_written_as_botocore_writes_them() {
    assert_eq!(run("input", input), INPUTS);
}

#[test]
fn outputs_are_read_as_botocore_reads_them() {
    assert_eq!(run("output", output), OUTPUTS);
}

/// Runs one side; how many passed, all of those that should.
fn run(side: &str, judge: fn(&Value, &Service) -> Result<(), String>) -> usize {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for vector in vectors().iter().filter(|vector| vector["side"] == side) {
        let count = counts.entry(vector["file"].as_str().unwrap().to_owned()).or_default();
        count.1 += 1;
        if vector["ignored"] == true {
            continue;
        }
        let text = vector["service"].as_str().unwrap_or_else(|| panic!("refused: {}", vector["refused"]));
        match Service::parse(text).map_err(|bad| bad.to_string()).and_then(|service| judge(vector, &service))
        {
            Ok(()) => count.0 += 1,
            Err(why) => failures.push(format!("{} {}: {why}", vector["file"], vector["id"])),
        }
    }
    println!("{side}: file, passed, all: {counts:?}");
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
    counts.values().map(|(passed, _)| passed).sum()
}

fn input(vector: &Value, service: &Service) -> Result<(), String> {
    let operation = &service.operations[vector["operation"].as_str().unwrap()];
    let shape = operation.input.as_ref().map(|reference| reference.kind.clone());
    let params = compare::base64_blobs(service, shape.as_deref(), &vector["case"]["params"]);
    let request =
        wire::serialise(service, operation, params.as_object().unwrap()).map_err(|bad| bad.to_string())?;
    compare::request(vector, &request)
}

fn output(vector: &Value, service: &Service) -> Result<(), String> {
    let (case, response) = (&vector["case"], &vector["case"]["response"]);
    let operation = &service.operations[vector["operation"].as_str().unwrap()];
    let headers: Vec<(String, String)> = response["headers"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned()))
        .collect();
    // Where a vector has no body, botocore's runner gives `query` an empty element.
    let absent = if vector["file"] == "query" { "<xml/>" } else { "" };
    let body = response["body"].as_str().unwrap_or(absent);
    let status = u16::try_from(response["status_code"].as_u64().unwrap()).unwrap();
    let reply = Reply { status, headers: &headers, body: body.as_bytes() };
    let expected = if case.get("error").is_some() {
        let fault = wire::fault(service, &reply);
        compare::equal("the code", &json!(fault.code), &case["errorCode"])?;
        compare::equal("the message", &json!(fault.message), case.get("errorMessage").unwrap_or(&json!("")))?;
        &case["error"]
    } else {
        &case["result"]
    };
    let found = wire::parse(service, operation, &reply).map_err(|bad| bad.to_string())?;
    let shape = operation.output.as_ref().map(|reference| reference.kind.clone());
    compare::equal("the output", &compare::as_botocore(service, shape.as_deref(), &found), expected)
}

fn vectors() -> Vec<Value> {
    let suites = botocore().join("tests/unit/protocols");
    let python = Command::new("python3").arg(models("extract.py")).arg("--vectors").arg(&suites).output();
    let output = python.expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
