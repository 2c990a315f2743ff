//! One product of AWS's price list with its on-demand rates, in the one shape that GetProducts and the offer files share.
//! Only the shape is decided here; what a product means for a meter is `select`'s business.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What is sold: its SKU and its attributes, as AWS writes them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Product {
    pub sku: String,
    /// Often absent, even where its neighbours have one.
    #[serde(default, rename = "productFamily")]
    pub family: Option<String>,
    pub attributes: BTreeMap<String, String>,
}

impl Product {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn usage_type(&self) -> &str {
        self.attribute("usagetype").unwrap_or_default()
    }
}

/// The on-demand terms of a product, by `SKU.TERM`.
pub type Terms = BTreeMap<String, Term>;

/// One way to buy a product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Term {
    pub sku: String,
    pub offer_term_code: String,
    /// By rate code, in no order.
    pub price_dimensions: BTreeMap<String, Rate>,
}

/// What a unit costs in one range of amounts. Every number is a string, as AWS prints it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    pub rate_code: String,
    pub unit: String,
    pub begin_range: String,
    pub end_range: String,
    /// By currency: `USD` everywhere but in China.
    pub price_per_unit: BTreeMap<String, String>,
}

/// A product on offer: from one version of one offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub product: Product,
    pub on_demand: Terms,
}

/// One version of one offer: every offer has its own rhythm.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
pub struct Version {
    /// The publication time as digits: `20260910195514`.
    pub version: String,
    /// As AWS writes it: `2026-09-10T19:55:14Z`.
    pub published: String,
}

/// An item of GetProducts' `PriceList`: a JSON document inside a JSON string.
pub fn item(json: &str) -> Result<(Offered, Version), serde_json::Error> {
    let item: Item = serde_json::from_str(json)?;
    let version = Version { version: item.version, published: item.publication_date };
    Ok((Offered { product: item.product, on_demand: item.terms.on_demand }, version))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    product: Product,
    /// `{}` for what cannot be bought on demand.
    #[serde(default)]
    terms: ItemTerms,
    #[serde(default)]
    version: String,
    #[serde(default)]
    publication_date: String,
}

#[derive(Default, Deserialize)]
struct ItemTerms {
    #[serde(default, rename = "OnDemand")]
    on_demand: Terms,
}
