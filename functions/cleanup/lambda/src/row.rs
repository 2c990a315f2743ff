//! Ledger items as DynamoDB writes them, and back: each value under its type's letter.

use serde_json::{Map, Value, json};
use sundown_cleanup_state::item::Item;
use sundown_cleanup_state::trouble::Fault;

const NUMBERS: [&str; 3] = ["schema", "fence", "expires"];

/// The item's attributes.
#[must_use]
pub fn attributes(item: &Item) -> Value {
    let plain = serde_json::to_value(item).unwrap_or_default();
    let typed = |(name, value): (&String, &Value)| {
        let typed = match value {
            Value::String(text) => json!({ "S": text }),
            other => json!({ "N": other.to_string() }),
        };
        (name.clone(), typed)
    };
    plain.as_object().map(|members| members.iter().map(typed).collect::<Map<_, _>>()).into()
}

/// The item of these attributes.
///
/// # Errors
/// When they are not an item of this format, or somebody changed them.
pub fn item(attributes: &Value) -> Result<Item, Fault> {
    let members = attributes.as_object().ok_or(Fault::Corrupt)?;
    let mut plain = Map::new();
    for (name, value) in members {
        let value = if NUMBERS.contains(&name.as_str()) {
            let number = value.get("N").and_then(Value::as_str).ok_or(Fault::Corrupt)?;
            number.parse::<i64>().map(Value::from).map_err(|_| Fault::Corrupt)?
        } else {
            value.get("S").filter(|text| text.is_string()).cloned().ok_or(Fault::Corrupt)?
        };
        plain.insert(name.clone(), value);
    }
    Item::read(&Value::Object(plain).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sundown_cleanup_engine::ledger::Entry;
    use sundown_cleanup_engine::moment::Moment;

    #[test]
    fn an_item_survives_the_table_and_a_changed_one_does_not() {
        let now = Moment::from_seconds(1_795_233_600);
        let entry = Entry::Ran { at: now, candidates: 3 };
        let made = Item::entry("111122223333", 7, 2, now, &entry, "").unwrap();
        let mut row = attributes(&made);
        assert_eq!(row["fence"], json!({ "N": "2" }));
        assert_eq!(row["previous"], json!({ "S": "" }));
        assert_eq!(item(&row), Ok(made));
        row["body"]["S"] = json!(r#"{"ran":{"at":"2026-11-21T00:00:00Z","candidates":4}}"#);
        assert_eq!(item(&row), Err(Fault::Corrupt));
        assert_eq!(item(&json!({ "account": { "N": "1" } })), Err(Fault::Corrupt));
        assert_eq!(item(&Value::Null), Err(Fault::Corrupt));
    }
}
