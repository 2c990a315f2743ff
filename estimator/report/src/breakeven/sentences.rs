//! What is said of meetings and intervals.

use std::cmp::Ordering;

use sundown_engine::breakeven::{BreakEven, Interval, Meeting};
use sundown_engine::text::Lang;

use super::requests;
use crate::asked::Asked;
use crate::html::curves::Curves;
use crate::words::way;

/// How far it was looked.
pub(super) fn foot(found: &BreakEven, lang: Lang) -> String {
    let most = requests(found.intervals.last().map_or(0, |last| last.to));
    said!(
        lang,
        "Looked at from 1 to {most} requests a month, everything else as asked; both sides of every meeting are priced.",
        "월 요청 1건부터 {most}건까지, 다른 조건은 그대로 두고 계산했습니다. 모든 교차점은 앞뒤 요청 수의 가격을 다시 계산해 확인했습니다."
    )
}

/// Who is cheapest, from where on.
pub(super) fn verdict(found: &BreakEven, names: &[String], lang: Lang) -> String {
    let name = |place: usize| way(names.get(place).map_or("", String::as_str), lang);
    match &found.intervals[..] {
        [] => said!(lang, "There is nothing to compare.", "비교할 구성이 없습니다."),
        [only] => {
            let name = name(only.cheapest);
            said!(
                lang,
                "{name} is the cheapest at any number of requests looked at.",
                "조사한 모든 요청 수에서 가장 저렴한 구성: {name}"
            )
        }
        [first, second, ..] => {
            let (before, after, from) = (name(first.cheapest), name(second.cheapest), requests(second.from));
            said!(
                lang,
                "{before} is the cheapest below {from} requests a month; from there on {after} is.",
                "월 요청 {from}건 전까지 가장 저렴한 구성: {before}. 그 이후: {after}"
            )
        }
    }
}

pub(super) fn interval(interval: &Interval, names: &[String], lang: Lang) -> String {
    let name = way(names.get(interval.cheapest).map_or("", String::as_str), lang);
    let (from, to) = (requests(interval.from), requests(interval.to));
    said!(lang, "{from} to {to}: {name}", "{from}건 ~ {to}건: {name}")
}

/// Which becomes cheaper than which, where, and at what cost. A jump is told by both sides; where lines cross, both sides
/// are the same to the cent.
pub(super) fn meeting(meeting: &Meeting, names: &[String], asked: &Asked) -> String {
    let lang = asked.lang;
    let name = |place: usize| way(names.get(place).map_or("", String::as_str), lang);
    let (first, second) = (name(meeting.pair.0), name(meeting.pair.1));
    let show = |usd| asked.money.show(usd, lang);
    let to = requests(meeting.requests.1);
    let [before, after] = meeting.costs;
    let (cheaper, other, cost) = match meeting.order.1 {
        Ordering::Less => (first, second, show(after.0)),
        Ordering::Greater => (second, first, show(after.1)),
        Ordering::Equal => {
            let cost = show(after.0);
            return said!(
                lang,
                "At {to} requests a month {first} and {second} cost the same: {cost}.",
                "월 {to}건에서 비용이 같은 구성: {first}, {second}({cost})."
            );
        }
    };
    if !meeting.jump {
        return said!(
            lang,
            "From {to} requests a month on {cheaper} costs less than {other}; they cross at {cost}.",
            "월 {to}건부터 더 저렴한 구성: {cheaper}({other} 대비). 교차점의 비용: {cost}."
        );
    }
    let (a, b, c, d) = (show(before.0), show(after.0), show(before.1), show(after.1));
    said!(
        lang,
        "From {to} requests a month on {cheaper} costs less than {other}, by a jump: {first} {a} → {b}, {second} {c} → {d}.",
        "월 {to}건부터 더 저렴한 구성: {cheaper}({other} 대비). 계단처럼 바뀝니다: {first} {a} → {b}, {second} {c} → {d}."
    )
}

/// What the figure of an HTML report is drawn from.
pub fn curves(found: &BreakEven, names: &[String], asked: &Asked) -> Curves {
    let lang = asked.lang;
    Curves {
        names: names.iter().map(|name| way(name, lang).to_owned()).collect(),
        points: found.looks.iter().map(|(requests, costs)| ((*requests).into(), costs.clone())).collect(),
        crossings: found
            .meetings
            .iter()
            .map(|one| (one.requests.1.into(), meeting(one, names, asked)))
            .collect(),
    }
}
