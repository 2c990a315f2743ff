//! The documents of the tests: shaped as AWS's API answers them, each with its month's price worked out by hand from the
//! prices of Seoul (or of the region that it names).

use serde::Deserialize;
use serde_json::Value;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_price::{Prices, Worth};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    #[serde(default = "seoul")]
    pub(crate) region: String,
    /// None: unknown.
    pub(crate) month: Option<String>,
    #[serde(default)]
    pub(crate) at_most: bool,
    /// Words that the reason must have.
    #[serde(default)]
    pub(crate) why: String,
    #[serde(default)]
    pub(crate) by_hand: String,
    pub(crate) document: Value,
}

pub(crate) fn seoul() -> String {
    "ap-northeast-2".into()
}

impl Case {
    pub(crate) fn worth(&self, prices: &Prices) -> Worth {
        prices.worth(self.kind, &self.region, &self.document)
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let files = [
        include_str!("../documents/compute.json"),
        include_str!("../documents/network.json"),
        include_str!("../documents/database.json"),
        include_str!("../documents/storage.json"),
    ];
    files.iter().flat_map(|file| serde_json::from_str::<Vec<Case>>(file).unwrap()).collect()
}

pub(crate) fn case(name: &str) -> Case {
    cases().into_iter().find(|case| case.name == name).unwrap_or_else(|| panic!("no document `{name}`"))
}

pub(crate) fn prices() -> Prices {
    Prices::snapshot(jiff::civil::date(2026, 11, 21)).unwrap()
}
