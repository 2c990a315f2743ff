//! The recorded snapshot of an account as items: a head part and parts with at most a thousand resources each, because a
//! table's item holds 400 KB.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::survey::Baseline;

use crate::item::Item;
use crate::trouble::Trouble;

const KEYS_IN_A_PART: usize = 1_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    taken_at: Moment,
    complete: BTreeSet<String>,
    parts: usize,
}

/// The items of a baseline.
///
/// # Errors
/// When one can't be written as JSON.
pub fn items(baseline: &Baseline) -> Result<Vec<Item>, serde_json::Error> {
    let keys: Vec<_> = baseline.keys.iter().collect();
    let parts: Vec<BTreeMap<_, _>> =
        keys.chunks(KEYS_IN_A_PART).map(|part| part.iter().copied().collect()).collect();
    let first =
        First { taken_at: baseline.taken_at, complete: baseline.complete.clone(), parts: parts.len() };
    let account = &baseline.account;
    let mut items = vec![Item::new(account, sort(0), 0, None, &first, "")?];
    for (place, part) in parts.iter().enumerate() {
        let previous = items.last().map(|item| item.hash.clone()).unwrap_or_default();
        items.push(Item::new(account, sort(place + 1), 0, None, part, &previous)?);
    }
    Ok(items)
}

/// The baseline of the items in these lines.
///
/// # Errors
/// When a part is damaged or missing.
pub fn read(text: &str, account: &str, file: &str) -> Result<Baseline, Trouble> {
    let mut items = Vec::new();
    let corrupt = |line| Trouble::Corrupt { file: file.to_owned(), line };
    for (place, line) in text.lines().enumerate() {
        let item = Item::read(line).map_err(|fault| Trouble::of(fault, file, place + 1))?;
        let previous = items.last().map(|last: &Item| last.hash.as_str()).unwrap_or_default();
        if item.sort != sort(place) || item.previous != previous {
            return Err(corrupt(place + 1));
        }
        if item.account != account {
            return Err(Trouble::OtherAccount { file: file.to_owned() });
        }
        items.push(item);
    }
    let Some((first, parts)) = items.split_first() else { return Err(corrupt(1)) };
    let first: First = first.body().map_err(|_| corrupt(1))?;
    if first.parts != parts.len() {
        return Err(corrupt(items.len() + 1));
    }
    let mut keys = BTreeMap::new();
    for (place, part) in parts.iter().enumerate() {
        let part: BTreeMap<String, String> = part.body().map_err(|_| corrupt(place + 2))?;
        keys.extend(part);
    }
    let (taken_at, complete) = (first.taken_at, first.complete);
    Ok(Baseline { account: account.to_owned(), taken_at, keys, complete })
}

fn sort(place: usize) -> String {
    format!("baseline#{place:04}")
}
