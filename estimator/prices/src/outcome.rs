//! What became of each meter when prices were fetched: a new price, or the one it had and why. Never silence.

use std::collections::BTreeMap;

use sundown_engine::price::{Price, PriceBook};
use sundown_engine::text::Sentence;

use crate::product::Version;

/// Why a meter has no new price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No product matches the meter's selector.
    Nothing,
    /// AWS has no such offer, or not any more.
    NoOffer(String),
    /// More than one does, by their SKUs.
    Several(Vec<String>),
    /// A price of zero where AWS charges.
    Zero,
    /// Priced in other money.
    Currency(String),
    /// Priced per another unit than we meter in.
    Unit { list: String, ours: &'static str },
    /// What was found is not what the price list writes.
    Unreadable(String),
}

impl Why {
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Nothing => {
                Sentence::new("no product of the price list matches", "가격표에 해당하는 제품이 없습니다")
            }
            Self::NoOffer(offer) => Sentence::new(
                format!("the price list has no offer `{offer}`"),
                format!("가격표에 없는 서비스 코드입니다: `{offer}`"),
            ),
            Self::Several(skus) => Sentence::new(
                format!("several products match: {}", skus.join(", ")),
                format!("여러 제품이 해당합니다: {}", skus.join(", ")),
            ),
            Self::Zero => Sentence::new(
                "the price list says $0 where AWS charges",
                "AWS가 요금을 받는 항목인데 가격표에 $0으로 적혀 있습니다",
            ),
            Self::Currency(found) => Sentence::new(
                format!("priced in {found}, not in USD"),
                format!("USD가 아닌 통화로 적혀 있습니다: {found}"),
            ),
            Self::Unit { list, ours } => Sentence::new(
                format!("the price list prices it per `{list}`, we meter it in `{ours}`"),
                format!("가격표의 단위가 다릅니다. 가격표: `{list}`, 우리 단위: `{ours}`"),
            ),
            Self::Unreadable(what) => Sentence::new(
                format!("the price list cannot be read: {what}"),
                format!("가격표를 읽을 수 없습니다: {what}"),
            ),
        }
    }
}

/// What became of one meter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Priced(Price),
    /// It keeps its previous price; `had` is false where there was none: then it is not sold here or a gap stays a gap.
    Kept {
        why: Why,
        had: bool,
    },
}

/// What a refresh brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    pub region: String,
    /// Every meter that was asked for, by its key.
    pub outcomes: BTreeMap<String, Outcome>,
    /// The version of each offer that was read.
    pub offers: BTreeMap<String, Version>,
}

impl Fetched {
    /// The new prices.
    pub fn prices(&self) -> impl Iterator<Item = (&String, &Price)> {
        self.outcomes.iter().filter_map(|(meter, outcome)| match outcome {
            Outcome::Priced(price) => Some((meter, price)),
            Outcome::Kept { .. } => None,
        })
    }

    /// The meters that kept what they had, and why: what a report must say.
    pub fn kept(&self) -> impl Iterator<Item = (&String, &Why)> {
        self.outcomes.iter().filter_map(|(meter, outcome)| match outcome {
            Outcome::Kept { why, had: true } => Some((meter, why)),
            _ => None,
        })
    }

    /// The meters that had no price and still have none.
    pub fn absent(&self) -> impl Iterator<Item = (&String, &Why)> {
        self.outcomes.iter().filter_map(|(meter, outcome)| match outcome {
            Outcome::Kept { why, had: false } => Some((meter, why)),
            _ => None,
        })
    }

    /// The previous book with the new prices in it.
    pub fn over(&self, previous: &PriceBook, source: &str) -> PriceBook {
        let mut book = previous.clone();
        source.clone_into(&mut book.source);
        for (meter, price) in self.prices() {
            book.prices.insert(meter.clone(), price.clone());
        }
        book
    }
}
