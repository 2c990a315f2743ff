//! The prices inside the binary: one dated table a region, read when that region is asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use sundown_engine::price::{Price, PriceBook, Tier};

pub use crate::regions::NoBook;
use crate::regions::unknown;
pub use crate::table::BadSnapshot;
use crate::table::{bad, fields, lines, rows};

macro_rules! tables {
    ($($region:literal)*) => {
        &[$(($region, include_str!(concat!("../data/prices/", $region, ".csv"))),)*]
    };
}

/// Ascending by region.
const TABLES: &[(&str, &str)] = tables! {
    "af-south-1"
    "ap-east-1"
    "ap-east-2"
    "ap-northeast-1"
    "ap-northeast-2"
    "ap-northeast-3"
    "ap-south-1"
    "ap-south-2"
    "ap-southeast-1"
    "ap-southeast-2"
    "ap-southeast-3"
    "ap-southeast-4"
    "ap-southeast-5"
    "ap-southeast-6"
    "ap-southeast-7"
    "ca-central-1"
    "ca-west-1"
    "eu-central-1"
    "eu-central-2"
    "eu-north-1"
    "eu-south-1"
    "eu-south-2"
    "eu-west-1"
    "eu-west-2"
    "eu-west-3"
    "il-central-1"
    "me-central-1"
    "me-south-1"
    "mx-central-1"
    "sa-east-1"
    "us-east-1"
    "us-east-2"
    "us-gov-east-1"
    "us-gov-west-1"
    "us-west-1"
    "us-west-2"
};

/// What has one price for the whole world.
const GLOBAL: &str = include_str!("../data/prices/global.csv");

/// The codes of all regions with prices.
pub fn region_codes() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(region, _)| *region)
}

/// The embedded book of one region.
pub fn book(region: &str) -> Result<PriceBook, NoBook> {
    let (_, table) =
        TABLES.iter().find(|(code, _)| *code == region).ok_or_else(|| unknown(region, region_codes()))?;
    let origins = origins()?;
    let mut prices = Vec::new();
    for (name, table) in [("global.csv", GLOBAL), (region, *table)] {
        read(table, &origins, &mut prices).map_err(|problem| bad(name, &problem))?;
    }
    let prices = by_meter(prices).map_err(|problem| bad(region, &problem))?;
    Ok(PriceBook { region: region.to_owned(), source: "snapshot".to_owned(), prices })
}

/// Where a price is from, and of what day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Source {
    pub id: String,
    pub source: String,
    pub as_of: String,
    pub confidence: String,
    pub licence: String,
}

/// Every source of the snapshot, by its short name in the tables.
pub fn sources() -> Result<BTreeMap<String, Source>, BadSnapshot> {
    let sources: Vec<Source> = rows("sources.csv", include_str!("../data/sources.csv"))?;
    Ok(sources.into_iter().map(|source| (source.id.clone(), source)).collect())
}

/// What every price of a source shares.
struct Origin {
    date: Arc<str>,
    source: Arc<str>,
}

fn origins() -> Result<BTreeMap<String, Origin>, BadSnapshot> {
    let origin = |Source { as_of, source, .. }: Source| Origin { date: as_of.into(), source: source.into() };
    Ok(sources()?.into_iter().map(|(id, source)| (id, origin(source))).collect())
}

/// A row of a price table: one tier of one meter.
struct Row<'a> {
    meter: &'a str,
    unit: &'a str,
    tier: Tier,
    origin: &'a Origin,
}

/// Reads a table whose rows are sorted by meter, then tier.
fn read(
    table: &'static str,
    origins: &BTreeMap<String, Origin>,
    prices: &mut Vec<(String, Price)>,
) -> Result<(), String> {
    let mut open: Option<(&str, &str, Vec<Tier>, &Origin)> = None;
    for line in lines(table) {
        let row = row(line, origins)?;
        match &mut open {
            Some((meter, unit, tiers, _)) if *meter == row.meter && *unit == row.unit => tiers.push(row.tier),
            _ => {
                close(open.take(), prices)?;
                open = Some((row.meter, row.unit, vec![row.tier], row.origin));
            }
        }
    }
    close(open, prices)
}

fn row<'a>(line: &'a str, origins: &'a BTreeMap<String, Origin>) -> Result<Row<'a>, String> {
    let [meter, unit, from, usd, sku, origin] = fields(line)?;
    let tier = Tier {
        from: from.parse().map_err(|error| format!("{meter}: {error}"))?,
        usd: usd.parse().map_err(|error| format!("{meter}: {error}"))?,
        sku: sku.into(),
    };
    let origin = origins.get(origin).ok_or_else(|| format!("{meter}: no source `{origin}`"))?;
    Ok(Row { meter, unit, tier, origin })
}

fn close(
    open: Option<(&str, &str, Vec<Tier>, &Origin)>,
    prices: &mut Vec<(String, Price)>,
) -> Result<(), String> {
    let Some((meter, unit, tiers, origin)) = open else { return Ok(()) };
    let price = Price::new(unit.to_owned(), tiers, Arc::clone(&origin.date), Arc::clone(&origin.source))
        .map_err(|problem| format!("{meter} {problem}"))?;
    prices.push((meter.to_owned(), price));
    Ok(())
}

/// Each table is sorted, so that sorting both is a merge, and a map is made of it without a search for each.
fn by_meter(mut prices: Vec<(String, Price)>) -> Result<BTreeMap<String, Price>, String> {
    prices.sort_by(|(one, _), (other, _)| one.cmp(other));
    let twice = prices.windows(2).find_map(|pair| match pair {
        [(one, _), (next, _)] if one == next => Some(one),
        _ => None,
    });
    match twice {
        Some(meter) => Err(format!("{meter} is there twice")),
        None => Ok(prices.into_iter().collect()),
    }
}
