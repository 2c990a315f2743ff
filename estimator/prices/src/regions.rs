//! The regions we have prices for.

use serde::Deserialize;
use sundown_engine::error::nearest;

use crate::table::{BadSnapshot, rows};

/// A region as the price list names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Region {
    pub code: String,
    /// `Asia Pacific (Seoul)`.
    pub location: String,
    pub country: String,
}

pub fn regions() -> Result<Vec<Region>, BadSnapshot> {
    rows("regions.csv", include_str!("../data/regions.csv"))
}

/// The region of that code.
pub fn region(code: &str) -> Result<Region, NoBook> {
    let regions = regions()?;
    let known = regions.iter().find(|region| region.code == code).cloned();
    known.ok_or_else(|| unknown(code, regions.iter().map(|region| region.code.as_str())).into())
}

/// A region we have no prices for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no prices for region `{region}`")]
pub struct UnknownRegion {
    pub region: String,
    /// The known ones that are written alike.
    pub near: Vec<String>,
}

/// Why there is no book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoBook {
    #[error(transparent)]
    Region(#[from] UnknownRegion),
    #[error(transparent)]
    Bad(#[from] BadSnapshot),
}

/// Names the region and those that are written alike.
pub(crate) fn unknown<'a>(region: &str, known: impl IntoIterator<Item = &'a str>) -> UnknownRegion {
    let near = nearest(region, known).into_iter().map(str::to_owned).collect();
    UnknownRegion { region: region.to_owned(), near }
}
