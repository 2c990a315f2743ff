//! What is to be fetched, whatever it is fetched from.

use std::collections::BTreeSet;

use sundown_engine::Date;
use sundown_engine::meter::{Meter, MeterId};
use sundown_engine::price::PriceBook;
use sundown_engine::services::meters;

use crate::regions::Region;
use crate::snapshot::{NoBook, book, region_codes};

#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    pub region: &'a Region,
    pub meters: &'a [MeterId],
    /// The book whose prices stay where nothing better is found.
    pub previous: &'a PriceBook,
    /// The day that confirms what is found.
    pub on: Date,
}

/// Every meter with a product in the price list: of a family, every variant that any region has a price for, so that what
/// comes to a region is found as well.
pub fn all_meters() -> Result<Vec<MeterId>, NoBook> {
    let mut keys = BTreeSet::new();
    for region in region_codes() {
        keys.extend(book(region)?.prices.into_keys());
    }
    let sold = meters().filter(|meter| meter.select.is_some());
    let ids = sold.flat_map(|meter| {
        let family = format!("{}:", meter.key);
        let of_family = |key: &String| key.strip_prefix(&family).map(|variant| meter.of(variant.to_owned()));
        let mut ids: Vec<_> = keys.iter().filter_map(of_family).collect();
        if !is_family(meter) {
            ids.push(meter.whole());
        }
        ids
    });
    Ok(ids.collect())
}

/// Whether its selector has a place for a variant.
pub fn is_family(meter: &Meter) -> bool {
    meter.select.as_ref().is_some_and(|select| {
        select.usage.contains("{}") || select.filters.iter().any(|(_, value)| value.contains("{}"))
    })
}
