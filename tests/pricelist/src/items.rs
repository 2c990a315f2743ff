//! Products written as AWS writes them: as an item of GetProducts, or as an offer file around several. Attributes are given,
//! nothing is filled in, so that a test says all it relies on.

use serde_json::{Value, json};

/// The version every item here is of.
pub const VERSION: &str = "20260910195514";
pub const PUBLISHED: &str = "2026-09-10T19:55:14Z";

/// A product and what it costs in its tiers.
#[derive(Clone, Debug)]
pub struct Item {
    pub offer: String,
    pub sku: String,
    pub family: Option<String>,
    pub attributes: Vec<(String, String)>,
    pub unit: String,
    pub currency: String,
    pub term: String,
    /// Begin, end and price.
    pub tiers: Vec<(String, String, String)>,
}

impl Item {
    /// Sold on demand at one price.
    pub fn new(offer: &str, sku: &str, unit: &str, price: &str) -> Self {
        Self {
            offer: offer.to_owned(),
            sku: sku.to_owned(),
            family: None,
            attributes: vec![("servicecode".to_owned(), offer.to_owned())],
            unit: unit.to_owned(),
            currency: "USD".to_owned(),
            term: "JRTCKXETXF".to_owned(),
            tiers: vec![("0".to_owned(), "Inf".to_owned(), price.to_owned())],
        }
    }

    /// With this attribute, in the place of one of that name.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.retain(|(known, _)| known != name);
        if name == "productFamily" {
            self.family = Some(value.to_owned());
        } else {
            self.attributes.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    #[must_use]
    pub fn tiers(mut self, tiers: &[(&str, &str, &str)]) -> Self {
        let owned = |(begin, end, usd): &(&str, &str, &str)| {
            ((*begin).to_owned(), (*end).to_owned(), (*usd).to_owned())
        };
        self.tiers = tiers.iter().map(owned).collect();
        self
    }

    /// As GetProducts gives it: a JSON document to be put into a string.
    pub fn json(&self) -> String {
        json!({
            "product": self.product(),
            "serviceCode": self.offer,
            "terms": { "OnDemand": self.terms(), "Reserved": {} },
            "version": VERSION,
            "publicationDate": PUBLISHED,
        })
        .to_string()
    }

    fn product(&self) -> Value {
        let attributes: serde_json::Map<_, _> =
            self.attributes.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let mut product = json!({ "sku": self.sku, "attributes": attributes });
        if let (Some(family), Some(product)) = (&self.family, product.as_object_mut()) {
            product.insert("productFamily".to_owned(), json!(family));
        }
        product
    }

    fn terms(&self) -> Value {
        let key = format!("{}.{}", self.sku, self.term);
        let rate = |(at, (begin, end, price)): (usize, &(String, String, String))| {
            let code = format!("{key}.TIER{at}");
            let rate = json!({
                "rateCode": code, "unit": self.unit, "beginRange": begin, "endRange": end, "description": "",
                "appliesTo": [], "pricePerUnit": { self.currency.as_str(): price },
            });
            (code, rate)
        };
        let rates: serde_json::Map<_, _> = self.tiers.iter().enumerate().map(rate).collect();
        json!({ key: {
            "sku": self.sku, "offerTermCode": self.term, "effectiveDate": "2026-09-01T00:00:00Z",
            "termAttributes": {}, "priceDimensions": rates,
        } })
    }
}

/// An offer file around these items.
pub fn offer_file(offer: &str, items: &[Item], terms_first: bool) -> String {
    let by_sku = |part: &dyn Fn(&Item) -> Value| {
        let map: serde_json::Map<_, _> = items.iter().map(|item| (item.sku.clone(), part(item))).collect();
        Value::Object(map).to_string()
    };
    let products = format!("\"products\" : {}", by_sku(&Item::product));
    let terms = format!("\"terms\" : {{ \"OnDemand\" : {}, \"Reserved\" : {{}} }}", by_sku(&Item::terms));
    let (first, second) = if terms_first { (terms, products) } else { (products, terms) };
    format!(
        "{{ \"formatVersion\" : \"v1.0\", \"disclaimer\" : \"for tests\", \"offerCode\" : \"{offer}\",\n \
         \"version\" : \"{VERSION}\", \"publicationDate\" : \"{PUBLISHED}\",\n {first},\n {second} }}"
    )
}
