//! What Route 53 does otherwise: it prints an id with its kind before it (`/hostedzone/Z1`) and takes it only without, as
//! CloudFormation and people write it.

use serde_json::Value;

/// Takes the kind off every id.
pub(crate) fn bare_ids(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(bare_ids),
        Value::Object(members) => members.values_mut().for_each(bare_ids),
        Value::String(text) => {
            let kinds = ["/hostedzone/", "/change/", "/delegationset/"];
            if let Some(bare) = kinds.iter().find_map(|kind| text.strip_prefix(kind)) {
                *text = bare.to_owned();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::bare_ids;
    use serde_json::json;

    #[test]
    fn ids_lose_their_kind_and_nothing_else_does() {
        let mut listing =
            json!({ "HostedZones": [{ "Id": "/hostedzone/Z1", "Name": "a.example." }], "Next": "Z2" });
        bare_ids(&mut listing);
        assert_eq!(listing, json!({ "HostedZones": [{ "Id": "Z1", "Name": "a.example." }], "Next": "Z2" }));
    }
}
