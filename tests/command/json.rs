//! The JSON is a contract: what is printed keeps to the committed schema, whatever is asked.

use std::fs;

use serde_json::Value;

use crate::console::{self, Lang};
use crate::estimate::empty;
use crate::labs::LABS;

pub(crate) fn schema(kind: &str) -> jsonschema::Validator {
    let path = sundown_tests::root().join(format!("estimator/report/schema/{kind}.schema.json"));
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

pub(crate) fn faults(validator: &jsonschema::Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

fn printed(typed: &str, lang: Lang) -> Value {
    let answer =
        console::line(&format!("{typed} --on 2026-12-01 --format json"), empty().path(), lang).answer();
    serde_json::from_str(&answer).unwrap()
}

#[test]
fn every_comparison_keeps_to_the_schema() {
    let validator = schema("comparison");
    let asked = [
        "estimate",
        "estimate compare --currency KRW --vat 10 --students 30 --for 5h",
        "estimate compare --opened 2026-10-01 --plan free --credits 100",
        "estimate compare --region us-gov-west-1",
        "estimate compare --only serverless --accounts organization",
    ];
    for typed in asked.map(str::to_owned).into_iter().chain(LABS.map(|lab| format!("estimate lab {lab}"))) {
        for lang in Lang::BOTH {
            assert_eq!(faults(&validator, &printed(&typed, lang)), Vec::<String>::new(), "{typed}");
        }
    }
}

#[test]
fn every_break_even_keeps_to_the_schema() {
    let validator = schema("breakeven");
    for typed in ["estimate breakeven", "estimate breakeven --stack django --credits 50 --opened 2026-10-01"]
    {
        for lang in Lang::BOTH {
            assert_eq!(faults(&validator, &printed(typed, lang)), Vec::<String>::new(), "{typed}");
        }
    }
}

/// A program that reads no Korean reads the same figures.
#[test]
fn languages_change_sentences_only() {
    let sentences = ["lang", "answer", "why", "notes", "claims", "source", "what", "truth", "claim", "size"];
    for typed in ["estimate", "estimate lab eks", "estimate breakeven"] {
        let [en, ko] = Lang::BOTH.map(|lang| without(printed(typed, lang), &sentences));
        assert_eq!(en, ko, "{typed}");
    }
}

fn without(value: Value, keys: &[&str]) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(key, _)| !keys.contains(&key.as_str()));
            Value::Object(kept.map(|(key, value)| (key, without(value, keys))).collect())
        }
        Value::Array(all) => Value::Array(all.into_iter().map(|value| without(value, keys)).collect()),
        other => other,
    }
}

#[test]
fn the_check_itself_finds_faults() {
    let validator = schema("comparison");
    let mut document = printed("estimate", Lang::En);
    document["deployments"][0]["net"] = Value::from(1.5);
    assert_eq!(faults(&validator, &document).len(), 1, "money is a string");
    document.as_object_mut().unwrap().remove("schema");
    assert_eq!(faults(&validator, &document).len(), 2, "a field is missing");
}
