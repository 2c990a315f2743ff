//! A cached book, and its file: a line with the version and a checksum, then the book as JSON. The shape in the file stands
//! apart from the values, so that these may change without it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sundown_engine::money::Usd;
use sundown_engine::price::{Price, PriceBook, Tier};
use sundown_engine::{Date, Decimal};

use crate::product::Version;

/// What is in the cache for a region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    pub region: String,
    /// The day of the latest refresh, which confirmed what it found.
    pub confirmed: Date,
    pub book: PriceBook,
    /// The version of each offer the prices are from.
    pub offers: BTreeMap<String, Version>,
}

/// Why a cached book cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    Newer(u32),
    Broken,
}

/// The first line of a book names this, before anything else is read.
const SCHEMA: u32 = 1;
const MAGIC: &str = "sundown-prices";

/// `sundown-prices SCHEMA SHA256`, then the book as JSON.
pub(crate) fn read(text: &[u8]) -> Result<Book, Why> {
    let end = text.iter().position(|byte| *byte == b'\n').ok_or(Why::Broken)?;
    let (head, body) = text.split_at_checked(end + 1).ok_or(Why::Broken)?;
    let head = std::str::from_utf8(head).map_err(|_| Why::Broken)?;
    let mut words = head.split_whitespace();
    let (magic, schema, sum) = (words.next(), words.next(), words.next());
    let schema: u32 = schema.and_then(|word| word.parse().ok()).ok_or(Why::Broken)?;
    match (magic == Some(MAGIC), schema) {
        (true, SCHEMA) if sum == Some(&checksum(body)) => {}
        (true, newer) if newer > SCHEMA => return Err(Why::Newer(newer)),
        _ => return Err(Why::Broken),
    }
    let stored: Stored = serde_json::from_slice(body).map_err(|_| Why::Broken)?;
    stored.book().ok_or(Why::Broken)
}

/// What stands in the book's file.
pub(crate) fn written(book: &Book) -> serde_json::Result<Vec<u8>> {
    let body = serde_json::to_vec(&Stored::of(book))?;
    let head = format!("{MAGIC} {SCHEMA} {}\n", checksum(&body));
    Ok([head.into_bytes(), body].concat())
}

fn checksum(body: &[u8]) -> String {
    Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Serialize, Deserialize)]
struct Stored {
    region: String,
    confirmed: Date,
    offers: BTreeMap<String, Version>,
    prices: BTreeMap<String, StoredPrice>,
}

#[derive(Serialize, Deserialize)]
struct StoredPrice {
    unit: String,
    date: String,
    source: String,
    tiers: Vec<StoredTier>,
}

#[derive(Serialize, Deserialize)]
struct StoredTier {
    from: Decimal,
    usd: Decimal,
    sku: String,
}

impl Stored {
    fn of(book: &Book) -> Self {
        let tier =
            |tier: &Tier| StoredTier { from: tier.from, usd: tier.usd.dollars(), sku: tier.sku.to_string() };
        let price = |price: &Price| StoredPrice {
            unit: price.unit.clone(),
            date: price.date.to_string(),
            source: price.source.to_string(),
            tiers: price.tiers.iter().map(tier).collect(),
        };
        Self {
            region: book.region.clone(),
            confirmed: book.confirmed,
            offers: book.offers.clone(),
            prices: book.book.prices.iter().map(|(meter, of)| (meter.clone(), price(of))).collect(),
        }
    }

    /// None if a price in it cannot be.
    fn book(self) -> Option<Book> {
        let tier = |tier: StoredTier| Tier { from: tier.from, usd: Usd::new(tier.usd), sku: tier.sku.into() };
        let price = |(meter, stored): (String, StoredPrice)| {
            let tiers = stored.tiers.into_iter().map(tier).collect();
            Some((meter, Price::new(stored.unit, tiers, stored.date, stored.source).ok()?))
        };
        let prices = self.prices.into_iter().map(price).collect::<Option<_>>()?;
        let book = PriceBook { region: self.region.clone(), source: "cache".to_owned(), prices };
        Some(Book { region: self.region, confirmed: self.confirmed, book, offers: self.offers })
    }
}
