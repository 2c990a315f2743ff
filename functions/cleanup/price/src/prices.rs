//! The door of this room: the embedded books, each opened once, and the price of a document by them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Price;
use sundown_engine::Date;
use sundown_engine::facts::Facts;
use sundown_engine::price::PriceBook;
use sundown_prices::facts::facts;
use sundown_prices::snapshot::{self, BadSnapshot};

use crate::document::Doc;
use crate::kinds;
use crate::month::Month;
use crate::why::{Told, Why};
use crate::worth::Worth;

/// Prices of a day. Shared between threads as it is.
#[derive(Debug)]
pub struct Prices {
    on: Date,
    facts: Facts,
    /// None: the book can't be read.
    books: BTreeMap<&'static str, OnceLock<Option<PriceBook>>>,
}

/// What is the same in the whole world is in every book.
const ANYWHERE: &str = "us-east-1";

impl Prices {
    /// The embedded snapshot. The day decides which versions are in extended support.
    pub fn snapshot(on: Date) -> Result<Self, BadSnapshot> {
        let books = snapshot::region_codes().map(|region| (region, OnceLock::new())).collect();
        Ok(Self { on, facts: facts()?, books })
    }

    /// What a finding of this kind costs a month.
    #[must_use]
    pub fn month(&self, kind: Kind, region: &str, document: &Value) -> Price {
        self.worth(kind, region, document).price
    }

    /// The same with its lines and its reasons.
    #[must_use]
    pub fn worth(&self, kind: Kind, region: &str, document: &Value) -> Worth {
        self.told(kind, region, Doc(document)).unwrap_or_else(Worth::unknown)
    }

    fn told(&self, kind: Kind, region: &str, document: Doc<'_>) -> Told<Worth> {
        let book = self.book(region)?;
        let mut month = Month::new(kind.name(), &book.region, self.on, &self.facts);
        kinds::rule(kind)(document, &mut month)?;
        month.priced(book)
    }

    fn book(&self, region: &str) -> Told<&PriceBook> {
        let code = if region == "global" { ANYWHERE } else { region };
        let book =
            self.books.get(code).and_then(|book| book.get_or_init(|| snapshot::book(code).ok()).as_ref());
        book.ok_or_else(|| Why::no_book(region))
    }
}
