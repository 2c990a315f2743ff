//! What changed between two books, meter by meter. What it does to a bill is found by pricing the same thing twice.

use std::collections::BTreeSet;

use sundown_engine::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::price::{Price, PriceBook};

/// What became of one meter's price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub meter: String,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Changed {
        old: Price,
        new: Price,
        /// Of the first tier that differs; none if a price was zero or only the bounds moved.
        percent: Option<Decimal>,
    },
    Appeared(Price),
    Vanished(Price),
}

/// Every meter whose price differs, in the order of their keys. A newer date alone is no change.
pub fn diff(old: &PriceBook, new: &PriceBook) -> Vec<Change> {
    let meters: BTreeSet<_> = old.prices.keys().chain(new.prices.keys()).collect();
    let change = |meter: &&String| {
        Some(Change { meter: (*meter).clone(), kind: kind(old.price(meter), new.price(meter))? })
    };
    meters.iter().filter_map(change).collect()
}

fn kind(old: Option<&Price>, new: Option<&Price>) -> Option<Kind> {
    match (old, new) {
        (None, None) => None,
        (None, Some(new)) => Some(Kind::Appeared(new.clone())),
        (Some(old), None) => Some(Kind::Vanished(old.clone())),
        (Some(old), Some(new)) => {
            let tiers =
                |price: &Price| -> Vec<_> { price.tiers.iter().map(|tier| (tier.from, tier.usd)).collect() };
            let same = old.unit == new.unit && tiers(old) == tiers(new);
            let changed = || Kind::Changed { old: old.clone(), new: new.clone(), percent: percent(old, new) };
            (!same).then(changed)
        }
    }
}

fn percent(old: &Price, new: &Price) -> Option<Decimal> {
    let differs = old.tiers.iter().zip(&new.tiers).find(|(old, new)| old.usd != new.usd);
    let (old, new) = differs.map(|(old, new)| (old.usd.dollars(), new.usd.dollars()))?;
    let ratio = new.minus(old).ok()?.times(Decimal::ONE_HUNDRED).ok()?.over(old).ok()?;
    Some(ratio.normalize())
}

#[cfg(test)]
mod tests {
    use sundown_engine::price::Tier;

    use super::*;

    fn book(prices: &[(&str, &[(i64, &str)])]) -> PriceBook {
        let tiers = |tiers: &[(i64, &str)]| {
            tiers
                .iter()
                .map(|(from, usd)| Tier { from: (*from).into(), usd: usd.parse().unwrap(), sku: "".into() })
                .collect()
        };
        let price = |of: &[(i64, &str)]| Price::new("GB".into(), tiers(of), "2026", "test").unwrap();
        let prices = prices.iter().map(|(meter, of)| ((*meter).to_owned(), price(of))).collect();
        PriceBook { prices, ..PriceBook::default() }
    }

    #[test]
    fn changed_appeared_and_vanished_are_told_apart() {
        let old = book(&[("a", &[(0, "0.10")]), ("b", &[(0, "1")]), ("same", &[(0, "2.50")])]);
        let mut new = book(&[("a", &[(0, "0.12")]), ("c", &[(0, "3")]), ("same", &[(0, "2.5")])]);
        new.prices.get_mut("same").unwrap().date = "2027".into();
        let changes = diff(&old, &new);
        let meters: Vec<_> = changes.iter().map(|change| change.meter.as_str()).collect();
        assert_eq!(meters, ["a", "b", "c"]);
        let Kind::Changed { percent, .. } = &changes[0].kind else { panic!("{changes:?}") };
        assert_eq!(percent.unwrap().to_string(), "20");
        assert!(matches!(changes[1].kind, Kind::Vanished(_)) && matches!(changes[2].kind, Kind::Appeared(_)));
    }

    #[test]
    fn a_moved_bound_and_a_price_from_zero_have_no_percent() {
        let percents = |old: &[(i64, &str)], new: &[(i64, &str)]| {
            let changes = diff(&book(&[("a", old)]), &book(&[("a", new)]));
            let Kind::Changed { percent, .. } = changes[0].kind else { panic!("{changes:?}") };
            percent
        };
        assert_eq!(percents(&[(0, "1"), (10, "0.5")], &[(0, "1"), (20, "0.5")]), None);
        assert_eq!(percents(&[(0, "0")], &[(0, "1")]), None);
        assert_eq!(percents(&[(0, "1"), (10, "0.4")], &[(0, "1"), (10, "0.3")]), Some((-25).into()));
    }
}
