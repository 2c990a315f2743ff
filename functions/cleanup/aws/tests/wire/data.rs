//! The committed data: current, whole, and as careful as `operations.json` says.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;
use sundown_cleanup_aws::shape::{Kind, Service, service, services};

use crate::{botocore, models};

#[test]
fn the_data_is_what_the_extractor_writes() {
    let check =
        Command::new("python3").arg(models("extract.py")).arg(botocore()).arg("--check").output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn an_operation_that_could_hide_a_page_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(models("operations.json")).unwrap();
    for hidden in ["apprunner.ListServices", "ec2.DescribeLockedSnapshots", "events.ListEventBuses"] {
        std::fs::copy(models("extract.py"), folder.path().join("extract.py")).unwrap();
        let other = text.replace(&format!("\"{hidden}\""), "\"none.None\"");
        std::fs::write(folder.path().join("operations.json"), other).unwrap();
        let run =
            Command::new("python3").arg(folder.path().join("extract.py")).arg(botocore()).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{hidden}: {said}");
        assert!(said.contains(hidden) && said.contains("has no paginator"), "{said}");
    }
}

#[test]
fn every_service_of_the_list_is_read_and_no_other() {
    let text = std::fs::read_to_string(models("operations.json")).unwrap();
    let wanted: Value = serde_json::from_str(&text).unwrap();
    let listed: BTreeSet<&str> =
        wanted["operations"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(listed, services().collect());
    let mut operations = 0;
    for (name, kinds) in wanted["operations"].as_object().unwrap() {
        let service = service(name).unwrap().unwrap();
        for (kind, names) in kinds.as_object().unwrap() {
            for operation in names.as_array().unwrap() {
                let found = &service.operations[operation.as_str().unwrap()];
                let expected = match kind.as_str() {
                    "read" => Kind::Read,
                    "create" => Kind::Create,
                    _ => Kind::Change,
                };
                assert_eq!(found.kind, expected, "{name}.{operation}");
                operations += 1;
            }
        }
        assert_eq!(
            service.operations.len(),
            kinds.as_object().unwrap().values().map(|v| v.as_array().unwrap().len()).sum::<usize>()
        );
    }
    println!("{} services, {operations} operations", listed.len());
}

/// A list by hand can be wrong by hand: nothing called like a deletion may be marked as reading.
#[test]
fn what_is_marked_as_reading_is_called_like_it() {
    for name in services() {
        for operation in service(name).unwrap().unwrap().operations.values() {
            let asks = ["Describe", "Get", "Head", "List", "Query"]
                .iter()
                .any(|verb| operation.name.starts_with(verb));
            assert_eq!(operation.kind == Kind::Read, asks, "{name}.{}", operation.name);
        }
    }
}

#[test]
fn data_with_a_name_that_leads_nowhere_is_refused() {
    let text = r#"{"service":{"name":"x","protocol":"query","version":"1","prefix":"x","signing":"x"}}
{"list":{"name":"Things","each":["Thing"]}}"#;
    assert_eq!(Service::parse(text).unwrap_err().to_string(), "line 0: nothing is called `Thing`");
    assert!(Service::parse("{").is_err());
    assert!(Service::parse("").is_err());
}
