//! Who may know whom. The engine knows nobody; nothing of the estimator knows the functions.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Each package of ours and those of ours it may depend on.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("engine", &[]),
    ("prices", &["engine", "pricelist"]),
    ("pricelist", &[]),
    ("scenario", &["engine"]),
    ("report", &["engine"]),
    ("ask", &["engine", "prices", "scenario", "report"]),
    ("talk", &["engine"]),
    ("cli", &["ask", "engine", "prices", "scenario", "report", "talk"]),
    ("todo", &[]),
    ("store", &["todo"]),
    ("kit", &[]),
    ("media", &["todo", "store", "kit"]),
    ("notify", &["todo", "store", "kit"]),
    ("api", &["todo", "store", "kit", "media", "notify"]),
    ("quote", &["kit", "ask", "engine", "prices", "scenario", "report"]),
    ("cleanup-engine", &[]),
    ("cleanup-sim", &["cleanup-engine"]),
    ("cleanup-aws", &["cleanup-engine"]),
    ("cleanup-price", &["cleanup-engine", "engine", "prices"]),
    ("cleanup-state", &["cleanup-engine", "cleanup-aws"]),
    ("cleanup-account", &["cleanup-engine", "cleanup-aws", "cleanup-price"]),
    (
        "cleanup",
        &[
            "cleanup-account",
            "cleanup-aws",
            "cleanup-engine",
            "cleanup-price",
            "cleanup-sim",
            "cleanup-state",
            "kit",
        ],
    ),
    (
        "leftovers",
        &[
            "cleanup-account",
            "cleanup-aws",
            "cleanup-engine",
            "cleanup-price",
            "cleanup-sim",
            "cleanup-state",
            "engine",
            "prices",
            "report",
            "talk",
        ],
    ),
    ("tests", &["quote", "pricelist"]),
    ("bench-api", &["api", "todo", "kit"]),
];

fn known() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--locked"])
        .current_dir(sundown_tests::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let ours = |name: &str| name.strip_prefix("sundown-").map(str::to_owned);
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let name = package["name"].as_str().unwrap();
            let name = ours(name).unwrap_or_else(|| panic!("package `{name}` lacks the prefix sundown-"));
            let dependencies = package["dependencies"].as_array().unwrap().iter();
            (name, dependencies.filter_map(|dependency| ours(dependency["name"].as_str()?)).collect())
        })
        .collect()
}

#[test]
fn nobody_knows_more_than_it_may() {
    let allowed: BTreeMap<_, BTreeSet<_>> =
        MAY_KNOW.iter().map(|(name, known)| (*name, known.iter().copied().collect())).collect();
    for (name, known) in known() {
        let allowed =
            allowed.get(name.as_str()).unwrap_or_else(|| panic!("`{name}` is not on the list of rooms"));
        for other in known {
            assert!(allowed.contains(other.as_str()), "`{name}` may not know `{other}`");
        }
    }
}
