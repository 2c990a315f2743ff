//! The first sentence: which is cheapest, how much, how many times cheaper than the next. Where that would promise too much
//! (nothing may be launched, two cost the same, a price is missing) it says that instead.

use sundown_engine::Decimal;
use sundown_engine::compare::{Candidate, Comparison};
use sundown_engine::estimate::Estimate;
use sundown_engine::exact::Exact;

use crate::asked::Asked;
use crate::number::{amount, rounded, times};
use crate::words;

pub(crate) fn verdict(comparison: &Comparison, asked: &Asked) -> String {
    let Some(first) = comparison.cheapest.and_then(|place| comparison.candidates.get(place)) else {
        return nothing(comparison, asked);
    };
    let mut others: Vec<&Candidate> = comparison
        .candidates
        .iter()
        .filter(|other| other.estimate.refused.is_empty() && other.estimate.name != first.estimate.name)
        .collect();
    others.sort_by_key(|other| other.estimate.net);
    let first = &first.estimate;
    let tied: Vec<&Estimate> = others
        .iter()
        .map(|other| &other.estimate)
        .filter(|other| other.net == first.net && !other.is_lower_bound())
        .collect();
    match others.first() {
        None => alone(first, asked),
        Some(_) if first.is_lower_bound() => unsure(first, asked),
        Some(_) if !tied.is_empty() => tie(first, &tied, asked),
        Some(next) => clear(first, &next.estimate, asked),
    }
}

fn nothing(comparison: &Comparison, asked: &Asked) -> String {
    if comparison.candidates.is_empty() {
        return said!(asked.lang, "There is nothing to estimate.", "계산할 구성이 없습니다.");
    }
    said!(
        asked.lang,
        "This account cannot launch any of these.",
        "이 계정에서는 시작할 수 있는 구성이 없습니다."
    )
}

fn alone(only: &Estimate, asked: &Asked) -> String {
    let (name, price, how) = (name(only, asked), price(only, asked), how(only, asked));
    said!(asked.lang, "{name}: {price} a month{how}.", "{name}: 한 달 {price}입니다{how}.")
}

fn unsure(first: &Estimate, asked: &Asked) -> String {
    let (name, price, gaps) = (name(first, asked), price(first, asked), first.gaps.len());
    let items = if gaps == 1 { "item has" } else { "items have" };
    said!(
        asked.lang,
        "{name} looks cheapest, {price} a month: {gaps} {items} no price, so this is not certain.",
        "가장 저렴해 보이는 구성: {name}, 한 달 {price}입니다. 가격을 찾지 못한 항목이 {gaps}개 있어 확실하지 않습니다.",
    )
}

fn tie(first: &Estimate, tied: &[&Estimate], asked: &Asked) -> String {
    let names: Vec<_> =
        std::iter::once(first).chain(tied.iter().copied()).map(|one| name(one, asked)).collect();
    let (names, price) = (words::list(&names, asked.lang), price(first, asked));
    let uses_less = tied.iter().all(|other| (first.credits, first.free) < (other.credits, other.free));
    let cheapest = name(first, asked);
    let why = match (uses_less, first.net.is_zero()) {
        (true, true) => said!(
            asked.lang,
            "; {cheapest} uses up less of what is free",
            " 무료 이용량과 크레딧을 덜 쓰는 구성: {cheapest}."
        ),
        _ => String::new(),
    };
    said!(
        asked.lang,
        "{names} cost the same, {price} a month{why}.",
        "비용이 같은 구성: {names}, 한 달 {price}입니다.{why}"
    )
}

fn clear(first: &Estimate, next: &Estimate, asked: &Asked) -> String {
    let (name_first, price_first, how) = (name(first, asked), price(first, asked), how(first, asked));
    let (name_next, price_next) = (name(next, asked), price(next, asked));
    let more = more(first.net.dollars(), next, asked);
    said!(
        asked.lang,
        "{name_first} is cheapest, {price_first} a month{how}; next is {name_next}, {price_next}{more}.",
        "가장 저렴한 구성: {name_first}, 한 달 {price_first}입니다{how}. 다음: {name_next}, {price_next}입니다{more}.",
    )
}

/// How many times as much the next costs; in percent where it is nearly the same; nothing beside zero.
fn more(first: Decimal, next: &Estimate, asked: &Asked) -> String {
    let least = if next.is_lower_bound() { said!(asked.lang, "at least ", "최소 ") } else { String::new() };
    let dollars = next.net.dollars();
    let Some(ratio) = times(dollars, first) else { return String::new() };
    let over = dollars.over(first).and_then(|ratio| ratio.minus(Decimal::ONE)).unwrap_or_default();
    if over.is_zero() {
        return String::new();
    }
    if over < Decimal::new(5, 2) {
        let percent = over.times(Decimal::ONE_HUNDRED).map_or(Decimal::ZERO, |percent| rounded(percent, 1));
        let percent = amount(percent.max(Decimal::new(1, 1)));
        return said!(asked.lang, ", {least}{percent} % more", "({least}{percent}% 차이)");
    }
    said!(asked.lang, ", {least}{ratio} times as much", "({least}{ratio}배)")
}

/// What makes a bill of nothing.
fn how(estimate: &Estimate, asked: &Asked) -> String {
    if !estimate.net.is_zero() || estimate.gross.is_zero() {
        return String::new();
    }
    let free = asked.money.show(estimate.free, asked.lang);
    let credits = asked.money.show(estimate.credits, asked.lang);
    match (estimate.free.is_zero(), estimate.credits.is_zero()) {
        (false, true) => said!(asked.lang, " (the free tier covers {free})", "(무료 이용 {free})"),
        (true, _) => said!(asked.lang, " (credits cover {credits})", "(크레딧 {credits})"),
        (false, false) => said!(
            asked.lang,
            " (the free tier covers {free}, credits {credits})",
            "(무료 이용 {free}, 크레딧 {credits})"
        ),
    }
}

fn name<'a>(estimate: &'a Estimate, asked: &Asked) -> &'a str {
    words::way(&estimate.name, asked.lang)
}

fn price(estimate: &Estimate, asked: &Asked) -> String {
    let price = asked.money.show(estimate.net, asked.lang);
    if estimate.is_lower_bound() { said!(asked.lang, "at least {price}", "최소 {price}") } else { price }
}
