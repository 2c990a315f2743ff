//! What costs nothing while it is left alone, and why: data with source and date, because a 0 without its reason is a
//! guess.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use sundown_cleanup_engine::text::Text;

/// Why a kind costs nothing, always or in one case of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Idle {
    pub kind: String,
    /// Empty: always.
    #[serde(default)]
    pub case: String,
    pub why: Text,
    pub source: String,
    pub date: String,
}

/// Every known 0 with its reason.
pub fn idle_reasons() -> impl Iterator<Item = &'static Idle> {
    ROWS.values()
}

/// The reason for this kind and case; none where the table has none, which makes the price unknown.
pub(crate) fn idle(kind: &str, case: &str) -> Option<&'static Idle> {
    ROWS.get(&(kind.to_owned(), case.to_owned()))
}

static ROWS: LazyLock<BTreeMap<(String, String), Idle>> = LazyLock::new(|| {
    // The file is part of the binary and a test reads all of it; a broken one yields nothing, and then no 0 is known.
    let rows: Vec<Idle> = serde_json::from_str(include_str!("../data/idle.json")).unwrap_or_default();
    rows.into_iter().map(|row| ((row.kind.clone(), row.case.clone()), row)).collect()
});

#[cfg(test)]
mod tests {
    use sundown_cleanup_engine::catalog::Kind;

    use super::*;

    #[test]
    fn every_row_is_of_a_known_kind_and_says_why_in_both_languages() {
        let rows: Vec<Idle> = serde_json::from_str(include_str!("../data/idle.json")).unwrap();
        assert_eq!(rows.len(), ROWS.len(), "no row twice");
        for row in rows {
            assert!(Kind::parse(&row.kind).is_some(), "{}", row.kind);
            assert!(row.why.en.len() > 10 && row.why.ko.chars().any(|letter| letter >= '가'), "{}", row.kind);
            assert!(!row.source.is_empty() && row.date.starts_with("20"), "{}", row.kind);
        }
    }
}
