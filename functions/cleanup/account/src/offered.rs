//! Where a service does not exist, there is nothing of it. Two must agree: the list of AWS's endpoints that botocore keeps,
//! and the name service, which does not know the host. One alone proves nothing: lists grow old, and networks fail.

use crate::row::Row;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use sundown_cleanup_aws::Reader;

/// Is it certain that the type's service does not exist in the reader's region?
pub(crate) async fn nothing_there(reader: &Reader, row: &Row) -> bool {
    let Some(stage) = row.list.first() else { return false };
    if listed(&stage.call.service, reader.region()) {
        return false;
    }
    match reader.host(&stage.call.service) {
        Some(host) => tokio::net::lookup_host((host, 443)).await.is_err(),
        None => false,
    }
}

fn listed(service: &str, region: &str) -> bool {
    !GAPS.get(service).is_some_and(|regions| regions.contains(region))
}

static GAPS: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    // The file is part of the binary and a test reads it; a broken one names no gap, and every service is asked.
    serde_json::from_str(include_str!("../data/offered.json"))
        .map(|file: File| file.not_in)
        .unwrap_or_default()
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "read so that a file without its date is refused")]
    date: String,
    #[expect(dead_code, reason = "read so that a file without its source is refused")]
    source: String,
    not_in: BTreeMap<String, BTreeSet<String>>,
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn app_runner_is_not_in_seoul_and_the_rest_is() {
        assert!(!listed("apprunner", "ap-northeast-2") && listed("apprunner", "ap-northeast-1"));
        for service in ["ec2", "rds", "eks", "scheduler", "lambda", "no-such-service"] {
            assert!(listed(service, "ap-northeast-2"), "{service}");
        }
    }
}
