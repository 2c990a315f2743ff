//! Metrics in CloudWatch's embedded format: a log line that CloudWatch also counts, so no call and no client.

use serde_json::{Value, json};

use crate::{clock, log};

const NAMESPACE: &str = "Sundown";

/// Counts `amount` of `name` for a function.
pub fn count(function: &str, name: &str, amount: u64) {
    measure(function, &[(name, "Count", amount.into())]);
}

/// Several numbers at once: name, CloudWatch's unit, value.
pub fn measure(function: &str, numbers: &[(&str, &str, Value)]) {
    log::print(embedded(function, numbers, clock::milliseconds()).to_string().into_bytes());
}

fn embedded(function: &str, numbers: &[(&str, &str, Value)], at: i64) -> Value {
    let metrics: Vec<Value> =
        numbers.iter().map(|(name, unit, _)| json!({ "Name": name, "Unit": unit })).collect();
    let directive = json!([{ "Namespace": NAMESPACE, "Dimensions": [["function"]], "Metrics": metrics }]);
    let mut line =
        json!({ "_aws": { "Timestamp": at, "CloudWatchMetrics": directive }, "function": function });
    if let Some(fields) = line.as_object_mut() {
        fields.extend(numbers.iter().map(|(name, _, value)| ((*name).to_owned(), value.clone())));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dimension_and_metric_named_is_there() {
        let line = embedded("notify", &[("NoticesLost", "Count", 1.into())], 1_790_000_000_123);
        let directive = &line["_aws"]["CloudWatchMetrics"][0];
        assert_eq!(line["_aws"]["Timestamp"], 1_790_000_000_123_i64);
        assert_eq!(directive["Namespace"], "Sundown");
        assert_eq!(line[directive["Dimensions"][0][0].as_str().unwrap()], "notify");
        assert_eq!(line[directive["Metrics"][0]["Name"].as_str().unwrap()], 1);
    }
}
