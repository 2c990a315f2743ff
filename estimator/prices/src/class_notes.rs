//! What class notes claim of AWS, and what is so today: data, because both change.

use serde::Deserialize;

use crate::table::{BadSnapshot, bad};

/// A claim and the truth about it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ClassNote {
    pub id: String,
    pub claim_ko: String,
    pub claim_en: String,
    pub truth_en: String,
    pub truth_ko: String,
    /// The lab it concerns, `all` for every one; none for claims about accounts.
    pub lab: Option<String>,
    #[serde(default)]
    pub rules: Vec<String>,
}

pub fn class_notes() -> Result<Vec<ClassNote>, BadSnapshot> {
    serde_json::from_str(include_str!("../data/class_notes.json"))
        .map_err(|error| bad("class_notes.json", &error))
}
