//! Which product carries a meter's price. A meter names its offer, attributes and usage type (`engine::meter::Select`);
//! here these meet real products. Exactly one must match: nothing is guessed, nothing falls back in silence.

use std::collections::BTreeMap;

use sundown_engine::meter::{MeterId, Select};
use sundown_engine::price::{Price, PriceBook};

use crate::outcome::{Fetched, Outcome, Why};
use crate::problem::Problem;
use crate::product::{Offered, Product, Version};
use crate::regions::Region;
use crate::tiers::{rates, tiers};
use crate::units::same_measure;

/// A meter that is looked for, with its variant put into its selector.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub id: MeterId,
    select: &'static Select,
    pub usage: String,
    pub filters: Vec<(&'static str, String)>,
}

impl Wanted {
    /// None for what AWS gives away and has no product for.
    pub fn of(id: &MeterId) -> Option<Self> {
        let select = id.meter.select.as_ref()?;
        let filled = |text: &str| text.replace("{}", select.name_of(id.variant()));
        let filters = select.filters.iter().map(|(name, value)| (*name, filled(value))).collect();
        Some(Self { id: id.clone(), select, usage: filled(select.usage), filters })
    }

    pub fn offer(&self) -> &'static str {
        self.select.offer
    }

    /// The filters that are the same for every variant of the meter's family.
    pub fn family_filters(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.select.filters.iter().copied().filter(|(_, value)| !value.contains("{}"))
    }

    pub fn global(&self) -> bool {
        self.select.global
    }

    /// Whether that product is the one, by everything but its price.
    pub fn matches(&self, product: &Product, region: &Region) -> bool {
        let of_offer = product.attribute("servicecode").is_none_or(|code| code == self.offer());
        let of_place = if self.global() { true } else { sold_in(product, region) };
        let of_usage = is_named(product.usage_type(), &self.usage, self.global(), &region.code);
        of_offer && of_place && of_usage && in_use(product) && self.filters_hold(product)
    }

    fn filters_hold(&self, product: &Product) -> bool {
        self.filters.iter().all(|(name, value)| match *name {
            // Often absent, so its absence says nothing.
            "productFamily" => product.family.as_ref().is_none_or(|family| family == value),
            name => product.attribute(name) == Some(value),
        })
    }

    /// Exactly one of the products that match, as a price of this meter.
    fn price(&self, found: &[&Offered], source: String, today: &str) -> Result<Price, Why> {
        let mut sold = found.iter().filter_map(|offered| Some((offered, rates(&offered.on_demand)?)));
        let (offered, rates) = match (sold.next(), sold.next()) {
            (None, _) => return Err(Why::Nothing),
            (Some(one), None) => one,
            (Some(_), Some(_)) => {
                return Err(Why::Several(found.iter().map(|offered| offered.product.sku.clone()).collect()));
            }
        };
        let tiers = tiers(&offered.product.sku, rates, self.select.divide)?;
        let ours = self.id.meter.unit.id;
        let scaled = self.select.divide != 1;
        if let Some(rate) = rates.values().find(|rate| !same_measure(&rate.unit, ours, scaled)) {
            return Err(Why::Unit { list: rate.unit.clone(), ours });
        }
        Price::new(ours.to_owned(), tiers, today.to_owned(), source)
            .map_err(|bad| Why::Unreadable(bad.to_string()))
    }
}

/// The products found so far for a set of meters.
#[derive(Debug)]
pub struct Selection<'a> {
    region: &'a Region,
    wanted: Vec<Wanted>,
    /// Which of `wanted` are in an offer under a usage type.
    by_usage: BTreeMap<(String, String), Vec<usize>>,
    found: BTreeMap<(&'static str, String), Offered>,
    pub offers: BTreeMap<String, Version>,
    /// Offers that AWS does not know, and why it seems so.
    pub absent: BTreeMap<String, Problem>,
}

impl<'a> Selection<'a> {
    pub fn new(region: &'a Region, meters: &[MeterId]) -> Self {
        let wanted: Vec<_> = meters.iter().filter_map(Wanted::of).collect();
        let mut by_usage: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, meter) in wanted.iter().enumerate() {
            by_usage.entry((meter.offer().to_owned(), meter.usage.clone())).or_default().push(index);
        }
        Self {
            region,
            wanted,
            by_usage,
            found: BTreeMap::new(),
            offers: BTreeMap::new(),
            absent: BTreeMap::new(),
        }
    }

    pub fn region(&self) -> &Region {
        self.region
    }

    pub fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// The usage types, behind any prefix, that somebody looks for in an offer: for readers that decide early.
    pub fn usages(&self, offer: &str) -> Vec<&str> {
        self.by_usage.keys().filter(|(of, _)| *of == offer).map(|(_, usage)| usage.as_str()).collect()
    }

    /// Whether any meter of that offer is looking for this product.
    pub fn asks_for(&self, offer: &str, product: &Product) -> bool {
        self.meters_for(offer, product).next().is_some()
    }

    /// Keeps a product if a meter is looking for it; says whether.
    pub fn offer(&mut self, offer: &str, offered: Offered) -> bool {
        let Some(meter) = self.meters_for(offer, &offered.product).next() else { return false };
        let offer = meter.offer();
        self.found.insert((offer, offered.product.sku.clone()), offered);
        true
    }

    fn meters_for(&self, offer: &str, product: &Product) -> impl Iterator<Item = &Wanted> {
        let named = usage_suffixes(product.usage_type())
            .filter_map(|suffix| self.by_usage.get(&(offer.to_owned(), suffix.to_owned())))
            .flatten()
            .filter_map(|index| self.wanted.get(*index));
        named.filter(|meter| meter.matches(product, self.region))
    }

    /// What became of every meter, seen from the book before. `today` is the day that confirms the prices.
    pub fn settle(self, previous: &PriceBook, today: &str) -> Result<Fetched, Problem> {
        // One unknown offer is a matter of its meters; if nothing else answered, it is a matter of the whole.
        if let (true, Some(problem)) = (self.offers.is_empty(), self.absent.values().next()) {
            return Err(problem.clone());
        }
        let outcome = |meter: &Wanted| {
            let key = meter.id.key().to_owned();
            let outcome = match self.price(meter, today) {
                Ok(price) => Outcome::Priced(price),
                Err(why) => keep(why, previous.price(&key), today),
            };
            (key, outcome)
        };
        let outcomes = self.wanted.iter().map(outcome).collect();
        Ok(Fetched { region: self.region.code.clone(), outcomes, offers: self.offers })
    }

    fn price(&self, meter: &Wanted, today: &str) -> Result<Price, Why> {
        let offer = meter.offer();
        let all = self.found.iter().filter(|((of, _), _)| *of == offer).map(|(_, offered)| offered);
        let found: Vec<_> = all.filter(|offered| meter.matches(&offered.product, self.region)).collect();
        if found.is_empty() && self.absent.contains_key(offer) {
            return Err(Why::NoOffer(offer.to_owned()));
        }
        let version = self.offers.get(offer);
        let version =
            version.map_or(String::new(), |of| format!(" {}, published {}", of.version, of.published));
        meter.price(&found, format!("AWS Price List {offer}{version}"), today)
    }
}

/// A meter that costs nothing, and is known to (`data/zeros.csv`), is confirmed by a zero; everything else is a question.
fn keep(why: Why, previous: Option<&Price>, today: &str) -> Outcome {
    match previous {
        Some(price) if why == Why::Zero && price.tiers.iter().all(|tier| tier.usd.is_zero()) => {
            Outcome::Priced(Price { date: today.into(), ..price.clone() })
        }
        previous => Outcome::Kept { why, had: previous.is_some() },
    }
}

/// The usage type as it is, and behind a prefix: two to four letters, perhaps a digit, or a region's own code.
pub fn usage_suffixes(usage_type: &str) -> impl Iterator<Item = &str> {
    let behind = usage_type.split_once('-').filter(|(prefix, _)| is_prefix(prefix)).map(|(_, rest)| rest);
    std::iter::once(usage_type).chain(behind).chain(behind_region(usage_type))
}

/// KMS writes `ap-northeast-2-KMS-Keys`, as bills show it: lower case up to a number that stands alone.
fn behind_region(usage_type: &str) -> Option<&str> {
    let is_number = |part: &str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut rest = usage_type;
    for place in 0..4 {
        let (part, behind) = rest.split_once('-')?;
        rest = behind;
        if place > 1 && is_number(part) {
            return Some(rest);
        }
        if !is_word(part) {
            return None;
        }
    }
    None
}

fn is_prefix(prefix: &str) -> bool {
    let letters = prefix.trim_end_matches(|last: char| last.is_ascii_digit());
    let upper = letters.bytes().all(|byte| byte.is_ascii_uppercase());
    upper && (2..=4).contains(&letters.len()) && prefix.len() - letters.len() <= 1
}

/// A region's prefix ends in a digit, Ireland's `EU` alone excepted; letters alone are part of the name
/// (`IA-ReadRequestUnits`, `TS-LoadBalancerUsage`). CloudFront's places (`JP`, `AP`) are letters, but these are global.
fn is_named(usage_type: &str, usage: &str, global: bool, region: &str) -> bool {
    let Some(prefix) = usage_type.strip_suffix(usage) else { return false };
    let Some(prefix) = prefix.strip_suffix('-') else { return prefix.is_empty() };
    if prefix == region {
        return true;
    }
    is_prefix(prefix) && (global || prefix == "EU" || prefix.ends_with(|last: char| last.is_ascii_digit()))
}

/// Sold in the region itself: not in a Local Zone or an Outpost, and not the free tier's product for `Any` location.
fn sold_in(product: &Product, region: &Region) -> bool {
    let is = |name, value: &str| product.attribute(name).map(|found| found == value);
    let zone = is("locationType", "AWS Region").or(is("fromLocationType", "AWS Region"));
    // Data transfer has no region of its own, only the one it starts from.
    let place = is("regionCode", &region.code)
        .or(is("fromRegionCode", &region.code))
        .or(is("location", &region.location))
        .or(is("fromLocation", &region.location));
    zone != Some(false) && place == Some(true)
}

/// Capacity that is reserved, unused or sold in blocks carries no price of its own, often $0.
fn in_use(product: &Product) -> bool {
    let is = |name, value: &str| product.attribute(name).is_none_or(|found| found == value);
    is("capacitystatus", "Used") && is("marketoption", "OnDemand")
}
