//! A meter is one line AWS can bill. It knows its unit, its words and which product of the price list carries its
//! price; it knows no amount and no money.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;

use crate::text::Text;
use crate::unit::Unit;

/// One line AWS can bill, or a family of lines that differ by one word (the instance type).
#[derive(Debug)]
pub struct Meter {
    /// `service/what`, stable for ever.
    pub key: &'static str,
    pub unit: Unit,
    pub name: Text,
    /// Where its price is in AWS's price list; none for what AWS gives away and has no product for.
    pub select: Option<Select>,
}

/// How to find a meter's product in the price list: exactly one must match. `{}` stands for the meter's variant.
#[derive(Debug)]
pub struct Select {
    /// The offer: `AWSLambda`.
    pub offer: &'static str,
    /// Attributes that must be equal.
    pub filters: &'static [(&'static str, &'static str)],
    /// The usage type behind the region's prefix, which cannot be derived from the region.
    pub usage: &'static str,
    /// One product for the whole world.
    pub global: bool,
    /// What the price list calls our variants, where it has its own words.
    pub names: &'static [(&'static str, &'static str)],
    /// How many of the list's units make one of ours, inverted: a price per `GiBps` is 1,024 times one per `MiBps`.
    pub divide: u32,
}

impl Select {
    pub const fn of(offer: &'static str, usage: &'static str) -> Self {
        Self { offer, filters: &[], usage, global: false, names: &[], divide: 1 }
    }

    pub const fn when(mut self, filters: &'static [(&'static str, &'static str)]) -> Self {
        self.filters = filters;
        self
    }

    pub const fn global(mut self) -> Self {
        self.global = true;
        self
    }

    pub const fn named(mut self, names: &'static [(&'static str, &'static str)]) -> Self {
        self.names = names;
        self
    }

    /// The price list's word for a variant.
    pub fn name_of<'a>(&self, variant: &'a str) -> &'a str {
        self.names.iter().find(|(ours, _)| *ours == variant).map_or(variant, |(_, theirs)| *theirs)
    }

    pub const fn divided_by(mut self, divide: u32) -> Self {
        self.divide = divide;
        self
    }
}

impl Meter {
    /// This meter as it is.
    pub const fn whole(&'static self) -> MeterId {
        MeterId { meter: self, key: Cow::Borrowed(self.key) }
    }

    /// One of the family.
    pub fn of(&'static self, variant: impl fmt::Display) -> MeterId {
        MeterId { meter: self, key: Cow::Owned(format!("{}:{variant}", self.key)) }
    }

    /// The service it belongs to.
    pub fn service(&self) -> &'static str {
        self.key.split('/').next().unwrap_or(self.key)
    }
}

/// A meter, or one variant of a family: `ec2/linux:t3.micro`. It is its key: equal, ordered and looked up by it.
#[derive(Clone, Debug)]
pub struct MeterId {
    pub meter: &'static Meter,
    key: Cow<'static, str>,
}

impl MeterId {
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Which of its family it is; empty for a meter that is none.
    pub fn variant(&self) -> &str {
        self.key.split_once(':').map_or("", |(_, variant)| variant)
    }
}

impl fmt::Display for MeterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)
    }
}

impl Borrow<str> for MeterId {
    fn borrow(&self) -> &str {
        &self.key
    }
}

impl PartialEq for MeterId {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for MeterId {}

impl PartialOrd for MeterId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for MeterId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}
