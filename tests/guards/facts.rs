//! Every file of facts says where its facts are from, and of what day.

use std::path::Path;

use sundown_tests::{files, root};

/// Files whose facts are dated by their own source column, source table or header.
fn is_dated(path: &Path, text: &str) -> bool {
    let prices = path.parent().is_some_and(|folder| folder.ends_with("data/prices"));
    let rows_name_a_source = || {
        text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).all(|line| {
            let last = line.rsplit(',').next().unwrap_or_default();
            last.strip_prefix('s').is_some_and(|number| number.parse::<u32>().is_ok())
        })
    };
    if prices {
        return rows_name_a_source();
    }
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    says(&["source", "machine"]) && says(&["as_of", "as of", "2026"])
}

#[test]
fn every_fact_file_carries_its_source_and_its_day() {
    let data = Path::new("estimator/prices/data");
    let facts: Vec<_> = files()
        .into_iter()
        .filter(|path| path.starts_with(data))
        .filter(|path| path.extension().is_some_and(|kind| kind == "csv" || kind == "json" || kind == "toml"))
        .collect();
    assert!(facts.len() > 40, "{} files", facts.len());
    for path in facts {
        let text = std::fs::read_to_string(root().join(&path)).unwrap();
        // Lists of names: what stands in them is priced, dated and sourced in the tables beside them.
        let listed =
            ["regions.csv", "gaps.csv", "zeros.csv"].contains(&path.file_name().unwrap().to_str().unwrap());
        assert!(listed || is_dated(&path, &text), "{}: no source, or no day", path.display());
    }
}
