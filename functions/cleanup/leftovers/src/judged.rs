//! What a scan means: which resources are left over, with what goes with them, what is kept and why, and what all of it
//! costs. Pure: a survey and its verdicts in, a value out; every report is written from it.

use std::collections::{BTreeMap, BTreeSet};

use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::classify::Classified;
use sundown_cleanup_engine::context::Context;
use sundown_cleanup_engine::found::{Fact, Found, Key, Price};
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::reason::{Class, Reason, Verdict};
use sundown_engine::money::Usd;

use sundown_cleanup_price::usd;

/// One resource and what is to be said of it.
#[derive(Clone, Debug)]
pub struct Thing {
    pub key: Key,
    pub name: String,
    pub class: Class,
    pub reason: Reason,
    /// The leftover it goes with; `None` for a leftover itself and for what is kept.
    pub with: Option<Key>,
    pub leftover: bool,
    pub price: Price,
    pub created: Option<Moment>,
    /// By its own tag, else by that of the leftover it goes with.
    pub owner: Option<String>,
    /// Carries the lab's tag.
    pub in_lab: bool,
    /// A stack that this project deployed.
    pub ours: bool,
}

/// A sum of prices, of which some may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub month: Usd,
    pub unknown: usize,
}

/// A scan, judged.
#[derive(Clone, Debug)]
pub struct Judged {
    pub at: Moment,
    pub account: String,
    pub alias: Option<String>,
    /// Leftovers, the dearest family first, each followed by what goes with it.
    pub leftovers: Vec<Thing>,
    pub kept: Vec<Thing>,
    pub not_scanned: Vec<(String, Kind, Failure)>,
    /// The list of the account's regions could not be read, and nobody named one.
    pub regions_unknown: bool,
    pub regions_left_out: Vec<String>,
    pub unknown_usd_month: u64,
}

impl Thing {
    #[must_use]
    pub fn month(&self) -> Option<Usd> {
        usd(self.price)
    }
}

impl Sum {
    #[must_use]
    pub fn of<'t>(things: impl IntoIterator<Item = &'t Thing>) -> Self {
        let nothing = Self { month: Usd::default(), unknown: 0 };
        things.into_iter().fold(nothing, |sum, thing| match thing.month() {
            Some(month) => Self { month: sum.month.plus(month).unwrap_or(sum.month), ..sum },
            None => Self { unknown: sum.unknown + 1, ..sum },
        })
    }
}

impl Judged {
    #[must_use]
    pub fn of(context: &Context<'_>, classified: &Classified<'_>) -> Self {
        let survey = context.survey;
        let mut things: Vec<Thing> = classified
            .verdicts
            .iter()
            .filter_map(|(key, verdict)| {
                let found = survey.found.get(*key)?;
                Some(thing(context, found, verdict, target(classified, key)))
            })
            .collect();
        inherit_owners(&mut things);
        let (leftovers, mut kept): (Vec<_>, Vec<_>) = things.into_iter().partition(|thing| thing.leftover);
        kept.sort_by_cached_key(|thing| (std::cmp::Reverse(dear(thing)), thing.key.clone()));
        let not_scanned = survey.not_scanned();
        Self {
            at: survey.taken_at,
            account: survey.identity.account.clone(),
            alias: survey.identity.alias.clone(),
            leftovers: dearest_first(leftovers),
            kept,
            not_scanned: not_scanned.map(|(region, kind, why)| (region.to_owned(), kind, why)).collect(),
            regions_unknown: survey.regions_unknown(),
            regions_left_out: survey.regions_left_out.iter().cloned().collect(),
            unknown_usd_month: context.policy.caps.unknown_usd_month,
        }
    }

    /// Leftovers that are not part of another one.
    pub fn targets(&self) -> impl Iterator<Item = &Thing> {
        self.leftovers.iter().filter(|thing| thing.with.is_none())
    }

    #[must_use]
    pub fn all_scanned(&self) -> bool {
        self.not_scanned.is_empty() && !self.regions_unknown
    }
}

fn thing(context: &Context<'_>, found: &Found, verdict: &Verdict, with: Option<&Key>) -> Thing {
    let select = &context.policy.select;
    let tag = |key: &str| found.readable_tags().and_then(|tags| tags.get(key));
    let lab = tag(&select.lab_tag);
    Thing {
        key: found.key.clone(),
        name: found.name.clone(),
        class: verdict.class,
        reason: verdict.reason.clone(),
        leftover: verdict.class == Class::Candidate || with.is_some(),
        with: with.cloned(),
        price: found.price,
        created: match found.created {
            Fact::Known(created) => created,
            Fact::Unknown => None,
        },
        owner: tag(&select.owner_tag).cloned(),
        in_lab: lab.is_some_and(|value| select.lab_values.is_empty() || select.lab_values.contains(value)),
        ours: found.ours,
    }
}

/// The leftover that takes this resource with it, however many owners lie between.
fn target<'c>(classified: &'c Classified<'_>, key: &Key) -> Option<&'c Key> {
    let mut seen = BTreeSet::new();
    let mut verdict = classified.verdicts.get(key)?;
    while let Reason::OwnedBy(owner) = &verdict.reason {
        if !seen.insert(owner) {
            return None;
        }
        verdict = classified.verdicts.get(owner)?;
        if verdict.class == Class::Candidate {
            return Some(owner);
        }
    }
    None
}

fn inherit_owners(things: &mut [Thing]) {
    let owners: BTreeMap<Key, String> =
        things.iter().filter_map(|thing| Some((thing.key.clone(), thing.owner.clone()?))).collect();
    for thing in things.iter_mut().filter(|thing| thing.owner.is_none()) {
        thing.owner = thing.with.as_ref().and_then(|target| owners.get(target)).cloned();
    }
}

fn dearest_first(mut leftovers: Vec<Thing>) -> Vec<Thing> {
    let family = |thing: &Thing| thing.with.clone().unwrap_or_else(|| thing.key.clone());
    let mut sums: BTreeMap<Key, Dear> = BTreeMap::new();
    for thing in &leftovers {
        let sum = sums.entry(family(thing)).or_default();
        let (unknown, micro) = dear(thing);
        *sum = (sum.0 | unknown, sum.1.saturating_add(micro));
    }
    leftovers.sort_by_cached_key(|thing| {
        let family = family(thing);
        let part = thing.with.is_some().then(|| (std::cmp::Reverse(dear(thing)), thing.key.clone()));
        (std::cmp::Reverse(sums.get(&family).copied()), family, part)
    });
    leftovers
}

/// Unknown before everything else, then by dollars.
type Dear = (bool, u64);

fn dear(thing: &Thing) -> Dear {
    match thing.price {
        Price::MicroUsdMonth(micro) => (false, micro),
        Price::Unknown => (true, 0),
    }
}
