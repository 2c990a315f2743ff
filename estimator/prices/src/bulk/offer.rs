//! Reads an offer file of any size for the few products somebody wants. Products and terms stand apart in it; if the terms
//! come first, the file is read a second time, so that memory stays bounded whatever the order.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use memchr::memmem::Finder;

use crate::bulk::scan::{Broken, Scanner};
use crate::problem::Problem;
use crate::product::{Offered, Product, Terms, Version};
use crate::select::{Selection, usage_suffixes};

/// Opens the file from its beginning: once, or twice.
pub type Open<'a> = dyn FnMut() -> Result<Box<dyn Read>, Problem> + 'a;

/// Puts what the selection is looking for into it, with the version of the offer.
pub fn read(
    place: &str,
    offer: &str,
    selection: &mut Selection<'_>,
    open: &mut Open<'_>,
) -> Result<(), Problem> {
    let mut reader = Reader::new(place, offer, selection);
    reader.walk(&mut Scanner::new(open()?))?;
    if reader.terms_came_first {
        reader.products_are_known = true;
        reader.walk(&mut Scanner::new(open()?))?;
    }
    let Reader { head, products, terms, .. } = reader;
    let (Some(version), Some(published)) = (head.version, head.published) else {
        return Err(format(place, "there is no version"));
    };
    for (sku, product) in products {
        let on_demand = terms.get(&sku).cloned().unwrap_or_default();
        selection.offer(offer, Offered { product, on_demand });
    }
    selection.offers.insert(offer.to_owned(), Version { version, published });
    Ok(())
}

#[derive(Default)]
struct Head {
    version: Option<String>,
    published: Option<String>,
}

struct Reader<'a> {
    place: &'a str,
    offer: &'a str,
    selection: &'a Selection<'a>,
    usages: BTreeSet<&'a str>,
    usage_type: Finder<'static>,
    head: Head,
    products: BTreeMap<String, Product>,
    terms: BTreeMap<String, Terms>,
    products_are_known: bool,
    terms_came_first: bool,
}

impl<'a> Reader<'a> {
    fn new(place: &'a str, offer: &'a str, selection: &'a Selection<'a>) -> Self {
        Self {
            place,
            offer,
            selection,
            usages: selection.usages(offer).into_iter().collect(),
            usage_type: Finder::new(b"\"usagetype\""),
            head: Head::default(),
            products: BTreeMap::new(),
            terms: BTreeMap::new(),
            products_are_known: false,
            terms_came_first: false,
        }
    }

    fn walk<R: Read>(&mut self, scan: &mut Scanner<R>) -> Result<(), Problem> {
        if scan.peek().map_err(|broken| self.broken(broken))? == b'<' {
            return Err(Problem::WebPage { place: self.place.to_owned() });
        }
        let seen = self.members(scan).map_err(|stop| self.stopped(stop))?;
        for needed in ["formatVersion", "offerCode", "products", "terms"] {
            if !seen.contains(needed) {
                return Err(format(self.place, &format!("`{needed}` is missing")));
            }
        }
        Ok(())
    }

    /// The members of the whole file; gives back which there were.
    fn members<R: Read>(&mut self, scan: &mut Scanner<R>) -> Result<BTreeSet<String>, Stop> {
        let mut seen = BTreeSet::new();
        scan.enter()?;
        while let Some(key) = scan.key(seen.is_empty())? {
            match key.as_str() {
                "formatVersion" => expect(&key, &scan.string()?, |found| found.starts_with("v1."))?,
                "offerCode" => expect(&key, &scan.string()?, |found| found == self.offer)?,
                "version" => self.head.version = Some(scan.string()?),
                "publicationDate" => self.head.published = Some(scan.string()?),
                "products" if !self.products_are_known => self.read_products(scan)?,
                "terms" if self.products_are_known || seen.contains("products") => self.read_terms(scan)?,
                "terms" => {
                    self.terms_came_first = true;
                    scan.skip()?;
                }
                _ => scan.skip()?,
            }
            if !seen.insert(key.clone()) {
                return Err(Stop::Format(format!("`{key}` is there twice")));
            }
        }
        scan.finish()?;
        Ok(seen)
    }

    fn read_products<R: Read>(&mut self, scan: &mut Scanner<R>) -> Result<(), Stop> {
        scan.enter()?;
        let mut first = true;
        while let Some(sku) = scan.key(first)? {
            first = false;
            let written = scan.value()?;
            if !self.may_be_wanted(written) {
                continue;
            }
            let product: Product = strict(&sku, written)?;
            if product.sku != sku {
                return Err(Stop::Format(format!("product {} stands under {sku}", product.sku)));
            }
            if self.selection.asks_for(self.offer, &product)
                && self.products.insert(sku.clone(), product).is_some()
            {
                return Err(Stop::Format(format!("product {sku} is there twice")));
            }
        }
        Ok(())
    }

    /// Decides by the usage type alone, before anything is parsed. Says yes where it cannot tell.
    fn may_be_wanted(&self, product: &[u8]) -> bool {
        self.usage_type.find_iter(product).any(|at| {
            let behind = product.get(at + self.usage_type.needle().len()..).unwrap_or_default();
            let mut parts = behind.splitn(3, |byte| *byte == b'"');
            let (Some(colon), Some(value)) = (parts.next(), parts.next()) else { return true };
            if colon.trim_ascii() != b":" {
                return false;
            }
            match std::str::from_utf8(value) {
                Ok(usage) if !usage.contains('\\') => {
                    usage_suffixes(usage).any(|suffix| self.usages.contains(suffix))
                }
                _ => true,
            }
        })
    }

    fn read_terms<R: Read>(&mut self, scan: &mut Scanner<R>) -> Result<(), Stop> {
        scan.enter()?;
        let mut first = true;
        while let Some(kind) = scan.key(first)? {
            first = false;
            if kind == "OnDemand" { self.read_on_demand(scan)? } else { scan.skip()? }
        }
        Ok(())
    }

    fn read_on_demand<R: Read>(&mut self, scan: &mut Scanner<R>) -> Result<(), Stop> {
        scan.enter()?;
        let mut first = true;
        while let Some(sku) = scan.key(first)? {
            first = false;
            if !self.products.contains_key(&sku) {
                scan.skip()?;
                continue;
            }
            let terms: Terms = strict(&sku, scan.value()?)?;
            let rates = terms.values().flat_map(|term| term.price_dimensions.values());
            if let Some(rate) = rates.clone().find(|rate| !rate.price_per_unit.contains_key("USD")) {
                let found = rate.price_per_unit.keys().cloned().collect::<Vec<_>>().join(", ");
                return Err(Stop::Currency(found));
            }
            if self.terms.insert(sku.clone(), terms).is_some() {
                return Err(Stop::Format(format!("the terms of {sku} are there twice")));
            }
        }
        Ok(())
    }

    fn stopped(&self, stop: Stop) -> Problem {
        match stop {
            Stop::Broken(broken) => self.broken(broken),
            Stop::Format(cause) => format(self.place, &cause),
            Stop::Currency(found) => Problem::Currency { place: self.place.to_owned(), found },
        }
    }

    fn broken(&self, broken: Broken) -> Problem {
        let place = self.place.to_owned();
        match broken {
            Broken::Cut => Problem::Cut { place },
            Broken::Expected { what, at } => format(self.place, &format!("{what} expected at byte {at}")),
            Broken::Io(error) => Problem::File { path: place, cause: error.to_string() },
        }
    }
}

enum Stop {
    Broken(Broken),
    Format(String),
    Currency(String),
}

impl From<Broken> for Stop {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

fn expect(key: &str, found: &str, right: impl Fn(&str) -> bool) -> Result<(), Stop> {
    if right(found) { Ok(()) } else { Err(Stop::Format(format!("`{key}` is `{found}`"))) }
}

fn strict<T: serde::de::DeserializeOwned>(sku: &str, written: &[u8]) -> Result<T, Stop> {
    serde_json::from_slice(written).map_err(|error| Stop::Format(format!("{sku}: {error}")))
}

fn format(place: &str, cause: &str) -> Problem {
    Problem::Format { place: place.to_owned(), cause: cause.to_owned() }
}
