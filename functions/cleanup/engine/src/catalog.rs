//! The resource types as data: waves, creation time, protections, owners, users, steps, delete call. One row a type;
//! `data/generate.py` fills the file. A `Kind` is proof that the type is in the table: an unknown one can't be built.

use crate::text::Text;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// A resource type of the table, such as `ec2:instance`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Kind(&'static str);

impl Kind {
    pub const STACK: Self = Self("cloudformation:stack");

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        CATALOG.rows.get_key_value(name).map(|(name, _)| Self(name))
    }

    pub fn all() -> impl Iterator<Item = Self> {
        CATALOG.rows.keys().map(|name| Self(name))
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// Every type whose resources can use one of this type, own one, or be owned by one: to judge about one, all of
    /// these must have been listed.
    #[must_use]
    pub fn around(self) -> &'static [Self] {
        AROUND.get(&self).map_or(&[], Vec::as_slice)
    }

    /// Its row. There is always one, because only names of the table become kinds.
    #[must_use]
    pub fn row(self) -> &'static Row {
        CATALOG.rows.get(self.0).unwrap_or(&CATALOG.nothing)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.0)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        Self::parse(&name).ok_or_else(|| de::Error::custom(format!("unknown resource type {name:?}")))
    }
}

/// What the engine must know about a type.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub kind: String,
    /// Lower waves go first, where nothing more certain is known about two resources.
    pub wave: u16,
    pub global: bool,
    pub discover: Vec<String>,
    /// Where the creation time is read; `None` when AWS never tells it.
    pub created: Option<String>,
    pub tags: TagCall,
    pub tag_source: String,
    pub protections: Vec<String>,
    pub owner_rules: String,
    pub owned_by: Vec<String>,
    pub used_by: Vec<String>,
    pub steps: Vec<StepName>,
    pub delete: String,
    pub iam_action: String,
    pub final_snapshot: bool,
    /// What one costs when idle, roughly, in Seoul; a hint for people, never for the caps.
    pub micro_usd_month: u64,
    pub report_only: Option<Text>,
}

impl Row {
    #[must_use]
    pub fn has_step(&self, step: StepName) -> bool {
        self.steps.contains(&step)
    }
}

/// Whether listing a type tells its tags or a second call must.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TagCall {
    Inline,
    #[default]
    Separate,
}

/// A step that can precede a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepName {
    Unlock,
    ScaleToZero,
    Stop,
    Disable,
    Empty,
    Revoke,
    Detach,
}

/// The day of the table's facts.
#[must_use]
pub fn facts_date() -> &'static str {
    &CATALOG.date
}

struct Catalog {
    date: String,
    rows: BTreeMap<&'static str, Row>,
    nothing: Row,
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    // The file is part of the binary and a test reads all of it; a broken one yields an empty table, which finds nothing.
    let file: File = serde_json::from_str(include_str!("../data/resource_types.json")).unwrap_or_default();
    let rows =
        file.types.into_iter().map(|row| (&*Box::leak(row.kind.clone().into_boxed_str()), row)).collect();
    Catalog {
        date: file.date,
        rows,
        nothing: Row { report_only: Some(Text::new("unknown", "알 수 없음")), ..Row::default() },
    }
});

static AROUND: LazyLock<BTreeMap<Kind, Vec<Kind>>> = LazyLock::new(|| {
    let around = |kind: Kind| {
        let row = kind.row();
        let above = row.used_by.iter().chain(&row.owned_by).filter_map(|name| Kind::parse(name));
        let below = Kind::all().filter(|other| other.row().owned_by.iter().any(|owner| owner == kind.0));
        above.chain(below).collect()
    };
    Kind::all().map(|kind| (kind, around(kind))).collect()
});

#[derive(Default, Deserialize)]
struct File {
    date: String,
    #[expect(dead_code, reason = "read so that a file without its source is refused")]
    source: String,
    types: Vec<Row>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(Kind::all().count(), 63);
        assert_eq!(facts_date(), "2026-11-21");
        for kind in Kind::all() {
            let row = kind.row();
            assert!(
                !row.delete.is_empty() && !row.iam_action.is_empty() && !row.discover.is_empty(),
                "{kind}"
            );
            for other in row.owned_by.iter().chain(&row.used_by) {
                assert!(Kind::parse(other).is_some(), "{kind} mentions {other}");
            }
            if let Some(why) = &row.report_only {
                assert!(why.en.len() > 10 && why.ko.chars().any(|letter| letter >= '가'), "{kind}");
            }
        }
        assert_eq!(Kind::parse("ec2:instnace"), None);
    }

    #[test]
    fn what_aws_does_not_tell_is_marked() {
        assert_eq!(Kind::all().filter(|kind| kind.row().created.is_none()).count(), 18);
        assert_eq!(Kind::all().filter(|kind| kind.row().tags == TagCall::Separate).count(), 28);
    }
}
