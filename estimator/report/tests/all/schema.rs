//! The contract: the committed schema is the one the types make, and what is printed keeps to it.

use crate::sample::{Outcome, Sample, asked};
use serde_json::Value;
use sundown_engine::text::Lang;
use sundown_report::{breakeven, json, prices};

/// `SNAPSHOTS=overwrite` writes it anew, as with the goldens.
#[test]
fn the_committed_schemas_are_current() -> Outcome<()> {
    let schemas = [
        ("comparison", json::schema()?),
        ("breakeven", breakeven::schema()?),
        ("prices-refresh", prices::refresh::schema()?),
        ("prices-diff", prices::diff::schema()?),
    ];
    for (kind, made) in schemas {
        let path =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schema/{kind}.schema.json"));
        if std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite") {
            std::fs::write(&path, &made)?;
        }
        assert_eq!(
            std::fs::read_to_string(&path)?,
            made,
            "run this test with SNAPSHOTS=overwrite and commit the file"
        );
    }
    Ok(())
}

#[test]
fn what_is_printed_keeps_to_the_schema() -> Outcome<()> {
    let schema: Value = serde_json::from_str(&json::schema()?)?;
    let sample = Sample::new()?;
    for lang in [Lang::En, Lang::Ko] {
        let asked = asked(lang)?;
        let printed = json::render(&sample.comparison(&asked)?, &asked, &sample.world())?;
        let document: Value = serde_json::from_str(&printed)?;
        assert_eq!(faults(&schema, &schema, &document, "$"), Vec::<String>::new());
    }
    Ok(())
}

#[test]
fn the_check_itself_finds_faults() -> Outcome<()> {
    let schema: Value = serde_json::from_str(&json::schema()?)?;
    let sample = Sample::new()?;
    let asked = asked(Lang::En)?;
    let good = serde_json::to_value(json::document(&sample.comparison(&asked)?, &asked, &sample.world()))?;
    let spoiled: [(&str, Value); 5] = [
        ("/deployments/0/net", Value::from(0.1)),
        ("/deployments/0/net", Value::from("1e5")),
        ("/deployments/0/charges/0/steps/0/kind", Value::from("gift")),
        ("/cheapest", Value::from(3)),
        ("/prices", Value::Object(serde_json::Map::new())),
    ];
    for (place, value) in spoiled {
        let mut document = good.clone();
        *document.pointer_mut(place).ok_or("no such place")? = value;
        assert!(
            !faults(&schema, &schema, &document, "$").is_empty(),
            "{place} was spoiled and nobody saw it"
        );
    }
    Ok(())
}

/// As much of JSON Schema as our types make; a keyword it does not know is a fault, so that nothing goes unchecked.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let Some(rules) = schema.as_object() else { return vec![format!("{at}: a schema that is no object")] };
    rules.iter().flat_map(|(keyword, rule)| broken(root, keyword, rule, rules, value, at)).collect()
}

fn broken(
    root: &Value,
    keyword: &str,
    rule: &Value,
    rules: &serde_json::Map<String, Value>,
    value: &Value,
    at: &str,
) -> Vec<String> {
    let fault =
        |holds: bool| if holds { Vec::new() } else { vec![format!("{at}: {keyword} {rule}: {value}")] };
    let empty = Vec::new();
    match keyword {
        "$schema" | "$defs" | "title" | "description" | "format" => empty,
        "$ref" => {
            let target = rule.as_str().and_then(|path| root.pointer(path.trim_start_matches('#')));
            target.map_or_else(|| fault(false), |target| faults(root, target, value, at))
        }
        "type" => {
            let kinds = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
            fault(kinds.iter().any(|kind| is(value, kind.as_str().unwrap_or_default())))
        }
        "const" => fault(value == rule),
        "minimum" => fault(value.as_f64() >= rule.as_f64()),
        "pattern" => fault(value.as_str().is_none_or(decimal)),
        "required" => {
            let names = rule.as_array().cloned().unwrap_or_default();
            fault(names.iter().all(|name| value.get(name.as_str().unwrap_or_default()).is_some()))
        }
        "properties" => {
            let fields = value.as_object().into_iter().flatten();
            let known = fields.map(|(name, field)| match rule.get(name) {
                Some(schema) => faults(root, schema, field, &format!("{at}.{name}")),
                None => vec![format!("{at}.{name}: not in the schema")],
            });
            known.flatten().collect()
        }
        "items" => {
            let items = value.as_array().into_iter().flatten().enumerate();
            items.flat_map(|(place, item)| faults(root, rule, item, &format!("{at}[{place}]"))).collect()
        }
        "anyOf" | "oneOf" => {
            let choices = rule.as_array().cloned().unwrap_or_default();
            fault(choices.iter().any(|choice| faults(root, choice, value, at).is_empty()))
        }
        other => vec![format!("{at}: unknown keyword {other} in {rules:?}")],
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_u64() || value.is_i64(),
        _ => false,
    }
}

/// The only pattern of the contract: a plain decimal without trailing zeros.
fn decimal(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "1"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction) && !fraction.ends_with('0')
}
