//! A scan for people: how many leftovers, what they cost a day and a month, what is not known and what was not seen; the
//! table; what to do next.

use std::collections::{BTreeMap, BTreeSet};

use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::policy::Mode;
use sundown_cleanup_engine::reason::{Class, Reason};
use sundown_cleanup_engine::survey::GLOBAL;
use sundown_engine::text::Lang;

use super::words::{called, costs, failure, held, marked, place, shell_word, since, summed};
use super::{Told, by};
use crate::judged::{Judged, Sum, Thing};
use crate::page::{Page, Row, Table, figures, words};
use crate::say;
use crate::talk::lang::Say as _;

/// Of what is kept so many are named; JSON and CSV name all.
const MOST_KEPT: usize = 20;

/// The page, summed up as asked.
#[must_use]
pub fn page(told: &Told<'_>, by: Option<&str>) -> Page {
    let (judged, lang) = (told.judged, told.lang);
    let mut page = Page::new(lang, answer(told));
    page.asides.extend(told.remarks.iter().cloned());
    page.asides.extend(unknown_prices(judged, lang));
    match by {
        Some("owner") => page.table(by::owner(told)),
        Some(by) => page.table(by::sums(told, by)),
        None => page.table(table(told, &judged.leftovers, say!(lang, "Left over", "남은 자원"))),
    }
    page.list(say!(lang, "Not scanned", "조사하지 못한 것"), not_scanned(judged, lang));
    page.list(say!(lang, "No leftovers, and why", "남은 자원이 아닌 것과 그 이유"), kept(told));
    page.foot = foot(told);
    page.next = next(told, by);
    page
}

fn answer(told: &Told<'_>) -> String {
    let (judged, lang) = (told.judged, told.lang);
    let (count, all) = (judged.targets().count(), judged.leftovers.len());
    let gaps = gaps(judged, lang);
    if count == 0 {
        return if judged.all_scanned() {
            say!(lang, "No leftovers.", "남은 자원이 없습니다.")
        } else {
            say!(
                lang,
                "No leftovers in what could be scanned; {gaps}.",
                "조사한 범위에는 남은 자원이 없습니다. {gaps}."
            )
        };
    }
    let sum = Sum::of(&judged.leftovers);
    let (day, month) = summed(sum, judged.at, &told.purse, lang);
    let parts =
        if all > count { say!(lang, " ({all} resources)", "(자원 {all}개)") } else { String::new() };
    let s = if count == 1 { "" } else { "s" };
    let verb = if count == 1 { "costs" } else { "cost" };
    let unknown = sum.unknown;
    let unknown = match unknown {
        0 => String::new(),
        _ => {
            say!(lang, "; the price of {unknown} is not known", ". 그중 {unknown}개는 가격을 알 수 없습니다")
        }
    };
    let gaps = if judged.all_scanned() { String::new() } else { say!(lang, "; {gaps}", ". {gaps}") };
    say!(
        lang,
        "{count} leftover{s}{parts} {verb} {day} a day, {month} a month{unknown}{gaps}.",
        "남은 자원 {count}개{parts}: 하루 {day}, 한 달 {month}{unknown}{gaps}.",
    )
}

fn gaps(judged: &Judged, lang: Lang) -> String {
    if judged.regions_unknown {
        return say!(
            lang,
            "which regions the account has could not be read",
            "계정의 리전 목록을 읽을 수 없었습니다"
        );
    }
    let listings = judged.not_scanned.len();
    let regions = judged.not_scanned.iter().map(|(region, ..)| region).collect::<BTreeSet<_>>().len();
    let s = |count: usize| if count == 1 { "" } else { "s" };
    let (of_listings, of_regions) = (s(listings), s(regions));
    say!(
        lang,
        "{listings} listing{of_listings} in {regions} region{of_regions} could not be scanned",
        "목록 {listings}개(리전 {regions}개)를 조사하지 못했습니다"
    )
}

fn unknown_prices(judged: &Judged, lang: Lang) -> Option<String> {
    let is_lower_bound = Sum::of(&judged.leftovers).unknown > 0;
    let each = judged.unknown_usd_month;
    is_lower_bound.then(|| {
        say!(
            lang,
            "The sum is a lower bound: a plan's dollar cap counts each unknown price as ${each} a month (`unknown_usd_month`).",
            "합계는 최솟값입니다. 계획의 달러 한도에서 가격을 알 수 없는 자원 하나의 값: 월 ${each}(`unknown_usd_month`).",
        )
    })
}

/// A table of resources with all their figures.
#[must_use]
pub fn table(told: &Told<'_>, things: &[Thing], title: String) -> Table {
    let lang = told.lang;
    let columns = vec![
        words(say!(lang, "what", "자원")),
        words(say!(lang, "owner", "소유자")),
        words(say!(lang, "since", "생성")),
        figures(say!(lang, "an hour", "시간당")),
        figures(say!(lang, "a day", "하루")),
        figures(say!(lang, "a month", "한 달")),
        figures(say!(lang, "so far", "지금까지")),
    ];
    let rows = things.iter().map(|thing| row(told, thing)).collect();
    Table { title, columns, rows }
}

fn row(told: &Told<'_>, thing: &Thing) -> Row {
    let (lang, now) = (told.lang, told.judged.at);
    let part = thing.with.is_some();
    let what = marked(called(&thing.key, &thing.name, lang), part);
    let [hour, day, month, so_far] = costs(thing, now, &told.purse, lang);
    let owner = vec![thing.owner.clone().unwrap_or_else(|| "-".into())];
    Row { cells: vec![what, owner, since(thing.created, now, lang), hour, day, month, so_far], part }
}

/// What could not be listed: whole regions in one line, the rest by type.
#[must_use]
pub fn not_scanned(judged: &Judged, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if judged.regions_unknown {
        lines.push(say!(
            lang,
            "the list of regions: name one with --region, or allow ec2:DescribeRegions",
            "리전 목록: --region으로 지정하거나 ec2:DescribeRegions 권한을 추가하십시오"
        ));
    }
    let mut regions: BTreeMap<&str, BTreeMap<Failure, Vec<Kind>>> = BTreeMap::new();
    for (region, kind, why) in &judged.not_scanned {
        regions.entry(region).or_default().entry(*why).or_default().push(*kind);
    }
    for (region, failures) in regions {
        let kinds_here = Kind::all().filter(|kind| kind.row().global == (region == GLOBAL)).count();
        let place = place(region, lang);
        if failures.values().map(Vec::len).sum::<usize>() == kinds_here {
            let whys: Vec<&str> = failures.keys().map(|why| failure(*why, lang)).collect();
            let whys = whys.join(", ");
            lines.push(say!(lang, "{place}: everything: {whys}", "{place}: 전체: {whys}"));
            continue;
        }
        for (why, kinds) in failures {
            let kinds = kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
            lines.push(format!("{place}: {kinds}: {}", failure(why, lang)));
        }
    }
    lines
}

/// What is no leftover: the dearest of what costs this account something one by one, the rest counted by its reason.
fn kept(told: &Told<'_>) -> Vec<String> {
    let (judged, lang) = (told.judged, told.lang);
    let mut lines = Vec::new();
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for thing in &judged.kept {
        let reason = thing.reason.text();
        let reason = reason.say(lang);
        let costs_us = thing.month().is_none_or(|month| !month.is_zero())
            && thing.class != Class::Owned
            && thing.reason != Reason::OtherAccount;
        if costs_us && lines.len() < MOST_KEPT {
            let month = match held(thing, judged.at, &told.purse) {
                None => say!(lang, "price not known", "가격을 알 수 없음"),
                Some(held) => {
                    let month = told.purse.say(held.month, lang);
                    say!(lang, "{month} a month", "한 달 {month}")
                }
            };
            let what = called(&thing.key, &thing.name, lang).join(" ");
            lines.push(format!("{what}: {reason}: {month}"));
        } else {
            *counted.entry(reason.to_owned()).or_default() += 1;
        }
    }
    let more = |(reason, count)| say!(lang, "{count} more: {reason}", "그 밖에 {count}개: {reason}");
    lines.extend(counted.into_iter().map(more));
    lines
}

fn foot(told: &Told<'_>) -> Vec<String> {
    let (judged, lang) = (told.judged, told.lang);
    let account = match &judged.alias {
        Some(alias) => format!("{} ({alias})", judged.account),
        None => judged.account.clone(),
    };
    let at = judged.at;
    let policy = told.policy.map_or_else(|| say!(lang, "no policy", "정책 없음"), str::to_owned);
    let mode = format!("{:?}", told.mode).to_lowercase();
    let mut foot = vec![say!(
        lang,
        "account {account} · {at} · {policy}, mode {mode} · list prices without free tier, tax and traffic",
        "계정 {account} · {at} · {policy}, 모드 {mode} · 정가 기준(무료 이용, 세금, 트래픽 제외)",
    )];
    if !judged.regions_left_out.is_empty() {
        let left_out = judged.regions_left_out.join(", ");
        foot.push(say!(
            lang,
            "not looked at, as asked: {left_out}",
            "요청에 따라 조사하지 않은 리전: {left_out}"
        ));
    }
    foot.extend(told.purse.rate_line(lang));
    foot
}

fn next(told: &Told<'_>, by: Option<&str>) -> Vec<String> {
    let mut next = Vec::new();
    if let Some(thing) = told.judged.targets().next() {
        next.push(format!("leftovers explain {}", shell_word(&thing.key.id)));
        if by.is_none() {
            next.push("leftovers --by owner".into());
        }
        next.push(match told.mode {
            Mode::Report => "leftovers init".into(),
            _ => "leftovers plan --as YOU -o plan.json".into(),
        });
    }
    next
}
