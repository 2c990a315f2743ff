//! The shape of a cached book on disk. Apart from the values it holds, so that these may change without the file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sundown_engine::money::Usd;
use sundown_engine::price::{Price, PriceBook, Tier};
use sundown_engine::{Date, Decimal};

use crate::cache::Book;
use crate::product::Version;

#[derive(Serialize, Deserialize)]
pub(crate) struct Stored {
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
    pub(crate) fn of(book: &Book) -> Self {
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
    pub(crate) fn book(self) -> Option<Book> {
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
