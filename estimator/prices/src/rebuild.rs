//! The embedded tables with fetched prices in them: what a new snapshot is made of. Lines of meters that were not fetched
//! stay as they are, to the byte, so that the diff of a commit shows what AWS changed and nothing else.

use std::collections::BTreeMap;

use sundown_engine::meter::Meter;
use sundown_engine::price::Price;
use sundown_engine::services::meters;

use crate::outcome::Fetched;

/// The tables a region's prices stand in, as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    pub region: String,
    /// What has one price for the whole world.
    pub global: String,
    pub sources: String,
}

impl Tables {
    /// With the fetched prices in the place of the old ones.
    pub fn with(&self, fetched: &Fetched) -> Self {
        let (mut region, mut global) = (Lines::read(&self.region), Lines::read(&self.global));
        let mut sources = Sources { text: self.sources.clone() };
        for (meter, price) in fetched.prices() {
            let source = sources.id(price);
            let table = if is_global(meter) { &mut global } else { &mut region };
            table.by_meter.insert(meter.clone(), rows(meter, price, &source));
        }
        Self { region: region.text(), global: global.text(), sources: sources.text }
    }
}

/// A table by its meters, with the comment it opens with.
struct Lines<'a> {
    head: Vec<&'a str>,
    by_meter: BTreeMap<String, String>,
}

impl<'a> Lines<'a> {
    fn read(text: &'a str) -> Self {
        let (head, rows): (Vec<_>, Vec<_>) = text.lines().partition(|line| line.starts_with('#'));
        let mut by_meter: BTreeMap<String, String> = BTreeMap::new();
        for row in rows {
            let meter = row.split(',').next().unwrap_or_default().to_owned();
            let lines = by_meter.entry(meter).or_default();
            lines.push_str(row);
            lines.push('\n');
        }
        Self { head, by_meter }
    }

    fn text(&self) -> String {
        let head = self.head.iter().map(|line| format!("{line}\n"));
        head.chain(self.by_meter.values().cloned()).collect()
    }
}

fn rows(meter: &str, price: &Price, source: &str) -> String {
    let row = |tier: &sundown_engine::price::Tier| {
        format!("{meter},{},{},{},{},{source}\n", price.unit, tier.from, tier.usd, tier.sku)
    };
    price.tiers.iter().map(row).collect()
}

struct Sources {
    text: String,
}

impl Sources {
    /// The short name of a price's source, which is written down if it is new.
    fn id(&mut self, price: &Price) -> String {
        let rest = format!("\"{}\",{},high,AWS data", price.source, price.date);
        let known = self.text.lines().find_map(|line| line.strip_suffix(&rest)?.strip_suffix(','));
        if let Some(id) = known {
            return id.to_owned();
        }
        let numbers =
            self.text.lines().filter_map(|line| line.split(',').next()?.strip_prefix('s')?.parse().ok());
        let id = format!("s{}", numbers.max().unwrap_or(0_u32) + 1);
        self.text.push_str(&format!("{id},{rest}\n"));
        id
    }
}

fn is_global(meter: &str) -> bool {
    let of = |known: &&'static Meter| meter == known.key || meter.starts_with(&format!("{}:", known.key));
    meters().find(of).and_then(|known| known.select.as_ref()).is_some_and(|select| select.global)
}
