//! Leftovers summed up: by owner as a table that a teacher can read out, by type or region as sums.

use std::collections::BTreeMap;

use sundown_cleanup_engine::policy::Mode;
use sundown_engine::text::Lang;

use super::Told;
use super::words::{called, place, since, summed};
use crate::judged::{Judged, Sum, Thing};
use crate::page::{Row, Table, figures, words};
use crate::say;

/// Who, what, since when, a day, how to keep it or delete it. What goes with a leftover is counted into it.
#[must_use]
pub fn owner(told: &Told<'_>) -> Table {
    let lang = told.lang;
    let families = families(told.judged);
    let mut owners: BTreeMap<Option<&str>, Vec<&Family<'_>>> = BTreeMap::new();
    for family in &families {
        owners.entry(family.target.owner.as_deref()).or_default().push(family);
    }
    let mut groups: Vec<_> = owners.into_iter().collect();
    // Nobody's come last: there is nobody to read them to.
    let month = |group: &[&Family<'_>]| Sum::of(group.iter().flat_map(|family| family.members())).month;
    groups.sort_by_cached_key(|(owner, group)| (owner.is_none(), std::cmp::Reverse(month(group)), *owner));
    let mut rows = Vec::new();
    for (owner, group) in groups {
        let things: Vec<&Thing> = group.iter().flat_map(|family| family.members()).collect();
        let (day, _) = summed(Sum::of(things.iter().copied()), told.judged.at, &told.purse, lang);
        let who = owner.map_or_else(|| say!(lang, "no owner", "소유자 없음"), str::to_owned);
        let count = group.len();
        let what = say!(lang, "{count} in all", "모두 {count}개");
        rows.push(Row { cells: vec![vec![who], vec![what], Vec::new(), vec![day], Vec::new()], part: false });
        rows.extend(group.iter().map(|family| family_row(told, family)));
    }
    let columns = vec![
        words(say!(lang, "who", "누가")),
        words(say!(lang, "what", "무엇을")),
        words(say!(lang, "since", "언제부터")),
        figures(say!(lang, "a day", "하루")),
        words(say!(lang, "how to keep or delete it", "보존 또는 삭제 방법")),
    ];
    Table { title: say!(lang, "By owner", "소유자별"), columns, rows }
}

/// Sums by type or region.
#[must_use]
pub fn sums(told: &Told<'_>, by: &str) -> Table {
    let lang = told.lang;
    let of = |thing: &Thing| match by {
        "region" => place(&thing.key.region, lang),
        _ => thing.key.kind.to_string(),
    };
    let mut groups: BTreeMap<String, Vec<&Thing>> = BTreeMap::new();
    for thing in &told.judged.leftovers {
        groups.entry(of(thing)).or_default().push(thing);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_cached_key(|(name, things)| {
        (std::cmp::Reverse(Sum::of(things.iter().copied()).month), name.clone())
    });
    let row = |(name, things): &(String, Vec<&Thing>)| {
        let (day, month) = summed(Sum::of(things.iter().copied()), told.judged.at, &told.purse, lang);
        Row {
            cells: vec![vec![name.clone()], vec![things.len().to_string()], vec![day], vec![month]],
            part: false,
        }
    };
    let (first, title) = match by {
        "region" => (say!(lang, "region", "리전"), say!(lang, "By region", "리전별")),
        _ => (say!(lang, "type", "유형"), say!(lang, "By type", "유형별")),
    };
    let columns = vec![
        words(first),
        figures(say!(lang, "how many", "개수")),
        figures(say!(lang, "a day", "하루")),
        figures(say!(lang, "a month", "한 달")),
    ];
    Table { title, columns, rows: groups.iter().map(row).collect() }
}

/// How one can be kept or deleted, in a few words.
#[must_use]
pub fn keep_or_delete(thing: &Thing, mode: Mode, lang: Lang) -> String {
    if let Some(target) = &thing.with {
        let target = &target.id;
        return say!(lang, "goes with {target}", "함께 삭제됨: {target}");
    }
    let service = thing.key.kind.row().delete.replacen('.', " ", 1);
    if thing.ours {
        return say!(
            lang,
            "keep: tag `keep` · delete: `make destroy`, or leftovers plan",
            "보존: `keep` 태그 · 삭제: `make destroy` 또는 leftovers plan"
        );
    }
    match (&thing.owner, thing.in_lab) {
        (Some(owner), true) => {
            let owner = super::words::shell_word(owner);
            let first = if mode == Mode::Report { "leftovers init, " } else { "" };
            say!(
                lang,
                "keep: tag `keep` · delete: {first}leftovers plan --as {owner} -o plan.json",
                "보존: `keep` 태그 · 삭제: {first}leftovers plan --as {owner} -o plan.json"
            )
        }
        _ => say!(
            lang,
            "keep: tag `keep` · delete: in the console ({service})",
            "보존: `keep` 태그 · 삭제: 콘솔에서({service})"
        ),
    }
}

/// A leftover and what goes with it.
struct Family<'j> {
    target: &'j Thing,
    parts: Vec<&'j Thing>,
}

impl<'j> Family<'j> {
    fn members(&self) -> impl Iterator<Item = &'j Thing> {
        std::iter::once(self.target).chain(self.parts.iter().copied())
    }
}

fn families(judged: &Judged) -> Vec<Family<'_>> {
    let parts = |target: &Thing| {
        judged.leftovers.iter().filter(|thing| thing.with.as_ref() == Some(&target.key)).collect()
    };
    judged.targets().map(|target| Family { target, parts: parts(target) }).collect()
}

fn family_row(told: &Told<'_>, family: &Family<'_>) -> Row {
    let (lang, now) = (told.lang, told.judged.at);
    let thing = family.target;
    let mut what = called(&thing.key, &thing.name, lang);
    let parts = family.parts.len();
    if parts > 0 {
        what.push(say!(lang, "with {parts} more", "딸린 자원 {parts}개"));
    }
    let sum = Sum::of(family.members());
    let day = if sum.unknown > 0 && sum.month.is_zero() {
        say!(lang, "not known", "알 수 없음")
    } else {
        summed(sum, now, &told.purse, lang).0
    };
    let how = keep_or_delete(thing, told.mode, lang);
    let since = since(thing.created, now, lang);
    Row { cells: vec![Vec::new(), what, since, vec![day], vec![how]], part: true }
}
