//! What became of prices: what a refresh brought, and how two books differ. Values come in, a table for people or JSON for
//! programs goes out.

pub mod diff;
pub mod refresh;

use schemars::JsonSchema;
use serde::Serialize;
use sundown_engine::Decimal;
use sundown_engine::money::Usd;
use sundown_engine::price::Price;
use sundown_engine::text::Lang;

use crate::json::figure::Figure;
use crate::json::pretty;
use crate::number::{grouped, rounded};

/// The price of one meter in two books.
#[derive(Clone, Debug)]
pub struct Change {
    pub meter: String,
    pub old: Option<Price>,
    pub new: Option<Price>,
    /// Of the first tier that differs; none where a price was zero or only the bounds moved.
    pub percent: Option<Decimal>,
}

/// A change as programs read it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangeJson {
    pub meter: String,
    /// `changed`, `appeared`, `vanished`.
    pub kind: &'static str,
    pub unit: String,
    /// Null where it appeared.
    pub old: Option<Vec<TierJson>>,
    /// Null where it vanished.
    pub new: Option<Vec<TierJson>>,
    /// Of the first tier that differs, rounded to four decimals; null where a price was zero or only the bounds moved.
    pub percent: Option<Figure>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TierJson {
    /// Above so many units a month.
    pub from: Figure,
    pub usd_each: Figure,
}

impl Change {
    fn json(&self) -> ChangeJson {
        let tiers = |price: &Price| -> Vec<TierJson> {
            let tier = |tier: &sundown_engine::price::Tier| TierJson {
                from: tier.from.into(),
                usd_each: tier.usd.into(),
            };
            price.tiers.iter().map(tier).collect()
        };
        let unit = self.new.as_ref().or(self.old.as_ref()).map(|price| price.unit.clone());
        ChangeJson {
            meter: self.meter.clone(),
            kind: match (&self.old, &self.new) {
                (Some(_), Some(_)) => "changed",
                (None, _) => "appeared",
                (_, None) => "vanished",
            },
            unit: unit.unwrap_or_default(),
            old: self.old.as_ref().map(tiers),
            new: self.new.as_ref().map(tiers),
            percent: self.percent.map(|percent| rounded(percent, 4).into()),
        }
    }

    /// One line: what it was, what it is, by how much.
    fn line(&self, lang: Lang) -> String {
        let meter = &self.meter;
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => {
                let by = self.percent.map_or(String::new(), |percent| format!(" ({})", signed(percent)));
                format!("{meter}: {} → {}{by}", tiers(old, lang), tiers(new, lang))
            }
            (None, Some(new)) => {
                let new = tiers(new, lang);
                said!(lang, "{meter}: new, {new}", "{meter}: 새로 생김, {new}")
            }
            (Some(old), None) => {
                let old = tiers(old, lang);
                said!(lang, "{meter}: gone, was {old}", "{meter}: 없어짐, 이전 {old}")
            }
            (None, None) => meter.clone(),
        }
    }
}

/// Every tier of a price: `$0.126 / GB, $0.122 above 10,240`.
fn tiers(price: &Price, lang: Lang) -> String {
    let tier = |tier: &sundown_engine::price::Tier| {
        let (usd, from) = (exact(tier.usd), grouped(tier.from.normalize()));
        match lang {
            _ if tier.from.is_zero() => format!("{usd} / {}", price.unit),
            Lang::En => format!("{usd} above {from}"),
            Lang::Ko => format!("{from} 초과 {usd}"),
        }
    };
    price.tiers.iter().map(tier).collect::<Vec<_>>().join(", ")
}

fn exact(usd: Usd) -> String {
    format!("${}", usd.dollars().normalize())
}

/// A difference with its sign, two decimals.
fn signed(percent: Decimal) -> String {
    let shown = rounded(percent, 2).normalize();
    if shown.is_sign_negative() { format!("{shown}%") } else { format!("+{shown}%") }
}
