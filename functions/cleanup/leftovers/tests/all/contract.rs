//! JSON is a contract: the committed schemas are those of the code, and what is printed fits them.
//! `SNAPSHOTS=overwrite` writes the files anew.

use leftovers::{apply, plan, scan};
use schemars::schema_for;
use snapbox::{assert_data_eq, file};
use sundown_cleanup_engine::policy::Mode;
use sundown_cleanup_engine::report::Report;
use sundown_engine::text::Lang;

use crate::stage::{classroom, purse, seen, told};

fn pretty(schema: &schemars::Schema) -> String {
    serde_json::to_string_pretty(schema).unwrap() + "\n"
}

#[test]
fn the_schemas_are_current() {
    assert_data_eq!(pretty(&schema_for!(scan::json::Scan)), file!["../../schema/scan.schema.json"].raw());
    assert_data_eq!(pretty(&schema_for!(plan::json::Document)), file!["../../schema/plan.schema.json"].raw());
    assert_data_eq!(
        pretty(&schema_for!(apply::json::Document)),
        file!["../../schema/apply.schema.json"].raw()
    );
}

/// Every member the schema requires is printed, and none it does not know.
fn fits(schema: &schemars::Schema, value: &serde_json::Value) {
    let schema = serde_json::to_value(schema).unwrap();
    let known: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let printed: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert!(printed.iter().all(|member| known.contains(member)), "{printed:?}");
    let required = schema["required"].as_array().unwrap();
    assert!(required.iter().all(|member| value.get(member.as_str().unwrap()).is_some()), "{required:?}");
}

#[test]
fn what_is_printed_fits() {
    let seen = seen(classroom());
    let judged = seen.judged();
    let scanned = serde_json::to_value(scan::json::document(&told(&judged, &seen, Lang::Ko))).unwrap();
    fits(&schema_for!(scan::json::Scan), &scanned);
    assert!(scanned["leftovers"]["usd"]["day"].is_string(), "money is text");

    let engine_plan = seen.plan("kim");
    let planned = plan::Planned {
        digest: engine_plan.digest().unwrap(),
        plan: engine_plan.clone(),
        person: "kim".into(),
        stops: Vec::new(),
        waiting: Vec::new(),
        unknown_usd_month: 500,
        complete: true,
    };
    let document = serde_json::to_value(plan::json::document(&planned, &purse(), Lang::En).unwrap()).unwrap();
    fits(&schema_for!(plan::json::Document), &document);

    let report = Report::empty(Mode::Tagged);
    let told = apply::people::Told { report: &report, plan: &engine_plan, purse: purse(), lang: Lang::En };
    fits(
        &schema_for!(apply::json::Document),
        &serde_json::to_value(apply::json::document(&told).unwrap()).unwrap(),
    );
}

#[test]
fn a_plan_is_read_back_only_as_it_was_written() {
    let seen = seen(classroom());
    let plan = seen.plan("kim");
    let planned = plan::Planned {
        digest: plan.digest().unwrap(),
        plan,
        person: "kim".into(),
        stops: Vec::new(),
        waiting: Vec::new(),
        unknown_usd_month: 500,
        complete: true,
    };
    let text = serde_json::to_string(&plan::json::document(&planned, &purse(), Lang::En).unwrap()).unwrap();
    let temporary = tempfile::tempdir().unwrap();
    let file = temporary.path().join("plan.json");
    let read = |text: &str| {
        std::fs::write(&file, text).unwrap();
        plan::saved::read(file.to_str().unwrap())
    };
    let saved = read(&text).unwrap();
    assert_eq!((saved.plan, saved.person.as_str()), (planned.plan, "kim"));
    for (from, to) in [
        ("\"kind\":\"plan\"", "\"kind\":\"scan\""),
        ("ap-northeast-2", "us-east-1"),
        ("\"lines\":[", "\"lines\":[],\"more\":["),
        ("14900000", "0"),
    ] {
        assert!(text.contains(from), "{from}");
        assert!(
            read(&text.replacen(from, to, 1)).is_err() || read(&text.replace(from, to)).is_err(),
            "{from}"
        );
    }
    assert!(read("not json").is_err() && plan::saved::read("no/such/file").is_err());
}
