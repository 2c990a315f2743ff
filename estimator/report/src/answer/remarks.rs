//! What stands around the figures: whose account it is, what cannot be launched, notes, gaps, fees outside the month, and
//! where the prices are from.

use sundown_engine::charge::Step;
use sundown_engine::compare::{Candidate, Comparison};
use sundown_engine::estimate::World;
use sundown_engine::lab::Accounts;
use sundown_engine::money::Usd;
use sundown_engine::resource::Refusal;
use sundown_engine::text::Lang;

use crate::asked::{Asked, Prices};
use crate::money::exact_dollars;
use crate::words;

/// What must be known to read the verdict right.
pub fn asides(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> Vec<String> {
    let lang = asked.lang;
    let mut asides = Vec::new();
    if asked.accounts == Accounts::Organization {
        asides.push(said!(
            lang,
            "Joining an organization ends an account's credits and turns its free plan into a paid one.",
            "조직(Organizations)에 가입하면 크레딧이 사라지고 프리 플랜은 유료 플랜으로 바뀝니다.",
        ));
    }
    if world.account.opened.is_none() && world.account.plan.is_none() {
        asides.push(said!(
            lang,
            "Nothing was told of the account: only what every account gets free is counted (--opened, --plan, --credits).",
            "계정 정보가 없어 모든 계정에 적용되는 무료 이용만 계산했습니다(--opened, --plan, --credits로 지정).",
        ));
    }
    asides.extend(asked.remarks.iter().map(|remark| remark.in_lang(lang).to_owned()));
    asides.extend(refusals(comparison, lang));
    asides
}

/// Each reason once, with all the designs it stands against.
fn refusals(comparison: &Comparison, lang: Lang) -> Vec<String> {
    let mut reasons: Vec<(&Refusal, Vec<&str>)> = Vec::new();
    for candidate in &comparison.candidates {
        let name = words::way(&candidate.estimate.name, lang);
        for (_, refusal) in &candidate.estimate.refused {
            match reasons.iter_mut().find(|(known, _)| *known == refusal) {
                Some((_, names)) if names.last() == Some(&name) => {}
                Some((_, names)) => names.push(name),
                None => reasons.push((refusal, vec![name])),
            }
        }
    }
    let said = |(refusal, names): (&Refusal, Vec<&str>)| {
        let (names, why, rule) = (words::list(&names, lang), refusal.why.in_lang(lang), refusal.rule);
        said!(
            lang,
            "Refused on your plan: {names}: {why} ({rule})",
            "사용 중인 플랜에서 거부: {names}. {why}({rule})"
        )
    };
    reasons.into_iter().map(said).collect()
}

/// What was decided and assumed on the way, and what is free although its price is not known.
pub fn notes(comparison: &Comparison, lang: Lang, world: &World<'_>) -> Vec<String> {
    comparison.candidates.iter().flat_map(|candidate| notes_of(candidate, lang, world)).collect()
}

fn notes_of(candidate: &Candidate, lang: Lang, world: &World<'_>) -> Vec<String> {
    let name = words::way(&candidate.estimate.name, lang);
    let decided = candidate.notes.iter().map(|note| format!("{name}: {}", note.in_lang(lang)));
    let until = candidate.credits_until.map(|day| {
        said!(
            lang,
            "{name}: at this pace the credits last until {day}",
            "{name}: 이대로 쓰면 크레딧은 {day}까지 남습니다"
        )
    });
    decided.chain(until).chain(unknown_beyond(candidate, lang, world)).collect()
}

/// Wholly free lines without a price: what is beyond the allowance is not known. What is free without limit has nothing
/// beyond.
fn unknown_beyond(candidate: &Candidate, lang: Lang, world: &World<'_>) -> Vec<String> {
    let name = words::way(&candidate.estimate.name, lang);
    let limited =
        |rule: &str| world.facts.allowances.iter().any(|held| &*held.id == rule && held.amount.is_some());
    let unknown = |step: &Step| matches!(step, Step::Free { usd_each: None, rule, .. } if limited(rule));
    let charges = candidate.estimate.charges.iter().filter(|charge| charge.steps.iter().any(unknown));
    charges
        .map(|charge| {
            let key = charge.meter.to_string();
            let meter = words::meter(&key, lang);
            said!(
                lang,
                "{name}: {meter}: all of it is free; no price beyond that is needed or known",
                "{name}: {meter}: 모두 무료 범위 안입니다. 초과분 가격은 필요하지 않으며 알 수 없습니다",
            )
        })
        .collect()
}

/// What could not be priced.
pub fn gaps(comparison: &Comparison, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for candidate in &comparison.candidates {
        let name = words::way(&candidate.estimate.name, lang);
        for gap in &candidate.estimate.gaps {
            let (what, why) = (words::meter(gap.what.in_lang(lang), lang), gap.why.in_lang(lang));
            let resources = gap.resources.join(", ");
            lines.push(format!("{name}: {what} ({resources}): {why}"));
        }
    }
    lines
}

/// Fees of their own rhythm.
pub fn once(comparison: &Comparison, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for candidate in &comparison.candidates {
        let name = words::way(&candidate.estimate.name, lang);
        for (resource, once) in &candidate.estimate.once {
            let what = once.what.in_lang(lang);
            let usd = match once.usd {
                Some(usd) => exact_dollars(Usd::new(usd)),
                None => said!(lang, "price not told", "금액 미지정"),
            };
            lines.push(format!("{name}: {what} ({resource}): {usd}"));
        }
    }
    lines
}

/// Where the prices are from, of what days, and how money is shown.
pub fn foot(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> Vec<String> {
    let lang = asked.lang;
    let (book, region) = (source(&asked.prices, lang), &world.book.region);
    let (oldest, newest) = (&asked.prices.oldest, &asked.prices.newest);
    let gaps: usize = comparison.candidates.iter().map(|candidate| candidate.estimate.gaps.len()).sum();
    let mut foot = vec![said!(
        lang,
        "prices: {book}, {region}, of {oldest} to {newest}; items without a price: {gaps}",
        "가격: {book}, {region}, 기준일 {oldest} ~ {newest}, 가격을 찾지 못한 항목: {gaps}개",
    )];
    if asked.prices.source == "snapshot" {
        foot.push(said!(
            lang,
            "today's prices: estimate prices refresh",
            "오늘 가격 받기: estimate prices refresh"
        ));
    }
    foot.push(asked.money.vat_line(lang));
    foot.extend(asked.money.rate_line(lang));
    foot
}

/// Which book.
fn source(prices: &Prices, lang: Lang) -> String {
    let kept = prices.from_snapshot;
    let of_snapshot = if kept == 0 {
        String::new()
    } else {
        said!(lang, " ({kept} of the snapshot in this program)", "(그중 {kept}개는 내장된 가격표)")
    };
    match prices.source.as_str() {
        "snapshot" => said!(lang, "the snapshot in this program", "프로그램에 내장된 가격표"),
        "cache" => said!(lang, "your cache{of_snapshot}", "저장된 가격표{of_snapshot}"),
        "live" => said!(lang, "AWS's price list, live{of_snapshot}", "AWS 가격표(실시간){of_snapshot}"),
        other => other.to_owned(),
    }
}
