//! The prices inside the binary: one dated table a region, read when that region is asked for.

use std::collections::BTreeMap;

use sundown_engine::Decimal;
use sundown_engine::money::Usd;
use sundown_engine::price::{Price, PriceBook, Tier};

pub use crate::regions::NoBook;
use crate::regions::unknown;
pub use crate::table::BadSnapshot;
use crate::table::{bad, rows};

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
    let sources = sources()?;
    let mut prices = BTreeMap::new();
    for (name, table) in [("global.csv", GLOBAL), (region, *table)] {
        read(table, &sources, &mut prices).map_err(|problem| bad(name, &problem))?;
    }
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

/// A row of a price table: one tier of one meter.
struct Row<'a> {
    meter: &'a str,
    unit: &'a str,
    from: Decimal,
    usd: Usd,
    sku: &'a str,
    source: &'a Source,
}

/// Reads a table whose rows are sorted by meter, then tier.
fn read(
    table: &str,
    sources: &BTreeMap<String, Source>,
    prices: &mut BTreeMap<String, Price>,
) -> Result<(), String> {
    let mut open: Option<(String, String, Vec<Tier>, &Source)> = None;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let row = row(line, sources)?;
        let tier = Tier { from: row.from, usd: row.usd, sku: row.sku.into() };
        match &mut open {
            Some((meter, unit, tiers, _)) if meter == row.meter && unit == row.unit => tiers.push(tier),
            _ => {
                close(open.take(), prices)?;
                open = Some((row.meter.to_owned(), row.unit.to_owned(), vec![tier], row.source));
            }
        }
    }
    close(open, prices)
}

/// No field of a price table is quoted, and one is read at every start: a plain split does.
fn row<'a>(line: &'a str, sources: &'a BTreeMap<String, Source>) -> Result<Row<'a>, String> {
    let mut fields = line.split(',');
    let mut next = || fields.next().ok_or_else(|| format!("too few fields in `{line}`"));
    let (meter, unit, from, usd, sku, source) = (next()?, next()?, next()?, next()?, next()?, next()?);
    Ok(Row {
        meter,
        unit,
        from: from.parse().map_err(|error| format!("{meter}: {error}"))?,
        usd: usd.parse().map_err(|error| format!("{meter}: {error}"))?,
        sku,
        source: sources.get(source).ok_or_else(|| format!("{meter}: no source `{source}`"))?,
    })
}

fn close(
    open: Option<(String, String, Vec<Tier>, &Source)>,
    prices: &mut BTreeMap<String, Price>,
) -> Result<(), String> {
    let Some((meter, unit, tiers, source)) = open else { return Ok(()) };
    let price = Price::new(unit, tiers, source.as_of.as_str(), source.source.as_str())
        .map_err(|problem| format!("{meter} {problem}"))?;
    match prices.insert(meter.clone(), price) {
        Some(_) => Err(format!("{meter} is there twice")),
        None => Ok(()),
    }
}
