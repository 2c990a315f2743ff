//! A plan for people: what goes, in which order, what it saves; what waits; what to type next.

use sundown_cleanup_engine::ask::Op;
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_engine::plan::{Line, Plan};
use sundown_engine::money::Usd;
use sundown_engine::text::Lang;

use super::{NOBODY, Planned};
use crate::page::{Page, Row, Table, figures, words};
use crate::purse::Purse;
use crate::say;
use crate::scan::words::shell_word;
use crate::scan::words::{called, marked};
use crate::talk::lang::Say as _;
use sundown_cleanup_price::{Held, usd};

/// The page of a plan that was saved to `file`, if it was.
#[must_use]
pub fn page(planned: &Planned, purse: &Purse, lang: Lang, file: Option<&str>) -> Page {
    let mut page = shown(&planned.plan, &planned.digest, &planned.person, purse, lang);
    let unknown = unknown(&planned.plan);
    if unknown > 0 {
        let each = planned.unknown_usd_month;
        page.asides.push(say!(
            lang,
            "The price of {unknown} is not known; the policy's dollar cap counts each at ${each} a month.",
            "{unknown}개는 가격을 알 수 없습니다. 정책의 달러 한도에서 하나의 값: 월 ${each}.",
        ));
    }
    let stops = planned.stops.iter().map(|stop| stop.text().say(lang).to_owned()).collect();
    page.list(say!(lang, "This plan would be refused", "이 계획은 거부됩니다"), stops);
    let waits = |(key, name): &(_, String)| called(key, name, lang).join(" ");
    let waiting = planned.waiting.iter().map(waits).collect();
    page.list(
        say!(
            lang,
            "Waits for the schedule (notice and a day's grace)",
            "자동 정리를 기다리는 자원(알림과 하루의 유예 뒤)"
        ),
        waiting,
    );
    if !planned.complete {
        page.asides.push(say!(
            lang,
            "Not everything could be scanned; what depends on that is not in the plan.",
            "일부를 조사하지 못했습니다. 그와 관련된 자원은 계획에 없습니다."
        ));
    }
    let is_empty = planned.plan.lines.is_empty();
    match file {
        Some(file) if !is_empty && planned.stops.is_empty() => {
            page.next.push(format!("leftovers apply {}", shell_word(file)));
        }
        None if !is_empty => page.next.push("leftovers plan -o plan.json".into()),
        _ => {}
    }
    if is_empty && planned.person == NOBODY {
        page.next.push("leftovers plan --as YOU -o plan.json".into());
    }
    page
}

/// The plan itself, as it is shown again before consent.
#[must_use]
pub fn shown(plan: &Plan, digest: &str, person: &str, purse: &Purse, lang: Lang) -> Page {
    let mut page = Page::new(lang, answer(plan, purse, lang));
    page.table(table(plan, purse, lang));
    let (account, at) = (&plan.account, plan.made_at);
    let alias = plan.alias.as_deref().map(|alias| format!(" ({alias})")).unwrap_or_default();
    let person =
        if person == NOBODY { say!(lang, "nobody named", "지정하지 않음") } else { person.to_owned() };
    let short = digest.get(..8).unwrap_or(digest);
    page.foot.push(say!(
        lang,
        "account {account}{alias} · made {at} · for: {person} · digest {short} ({digest})",
        "계정 {account}{alias} · {at} 작성 · 본인: {person} · 다이제스트 {short} ({digest})",
    ));
    page.foot.extend(purse.rate_line(lang));
    page
}

/// What a plan's lines cost a month, as far as it is known.
#[must_use]
pub fn month(lines: &[Line]) -> Usd {
    Usd::sum(lines.iter().filter_map(|line| usd(line.price))).unwrap_or_default()
}

fn unknown(plan: &Plan) -> usize {
    plan.lines.iter().filter(|line| line.price == Price::Unknown).count()
}

fn answer(plan: &Plan, purse: &Purse, lang: Lang) -> String {
    let count = plan.lines.len();
    if count == 0 {
        return say!(
            lang,
            "Nothing may be deleted at once: nothing is yours, expired, or a stack of this project.",
            "바로 삭제할 수 있는 자원이 없습니다. 본인의 것, 만료된 것, 이 프로젝트가 배포한 스택이 없습니다.",
        );
    }
    let Ok(held) = Held::of(month(&plan.lines), None, plan.made_at, purse.rate) else {
        return count.to_string();
    };
    let (day, month) = (purse.say(held.day, lang), purse.say(held.month, lang));
    let bound = if unknown(plan) > 0 { say!(lang, "at least ", "최소 ") } else { String::new() };
    let s = if count == 1 { "" } else { "s" };
    say!(
        lang,
        "{count} resource{s} would be deleted, which saves {bound}{day} a day, {bound}{month} a month.",
        "자원 {count}개를 삭제합니다. 절감액: 하루 {bound}{day}, 한 달 {bound}{month}.",
    )
}

fn table(plan: &Plan, purse: &Purse, lang: Lang) -> Table {
    let columns = vec![
        words(say!(lang, "what, in this order", "자원(삭제 순서)")),
        words(say!(lang, "owner", "소유자")),
        words(say!(lang, "why", "이유")),
        words(say!(lang, "steps", "단계")),
        figures(say!(lang, "a month", "한 달")),
    ];
    let rows = plan.lines.iter().map(|line| row(line, plan, purse, lang)).collect();
    Table { title: say!(lang, "Would be deleted", "삭제할 자원"), columns, rows }
}

fn row(line: &Line, plan: &Plan, purse: &Purse, lang: Lang) -> Row {
    let part = line.goes_with.is_some();
    let what = marked(called(&line.key, &line.name, lang), part);
    let cost = usd(line.price).and_then(|month| Held::of(month, None, plan.made_at, purse.rate).ok());
    let cost = cost
        .map_or_else(|| vec![say!(lang, "not known", "알 수 없음")], |held| purse.lines(held.month, lang));
    let steps = line.steps.iter().map(|step| step_word(step, lang)).collect::<Vec<_>>().join(", ");
    let why = line.reason.text().say(lang).to_owned();
    let owner = line.owner.clone().unwrap_or_else(|| "-".into());
    Row { cells: vec![what, vec![owner], vec![why], vec![steps], cost], part }
}

/// A step in a word or two.
#[must_use]
pub fn step_word(step: &Op, lang: Lang) -> String {
    match step {
        Op::Unlock => say!(lang, "switch protection off", "삭제 방지 해제"),
        Op::Lock => say!(lang, "switch protection on", "삭제 방지 설정"),
        Op::ScaleToZero => say!(lang, "scale to zero", "0으로 축소"),
        Op::Stop => say!(lang, "stop", "중지"),
        Op::Disable => say!(lang, "disable", "비활성화"),
        Op::Empty => say!(lang, "empty", "비우기"),
        Op::Revoke { user } => {
            let user = &user.id;
            say!(lang, "revoke its rules in {user}", "규칙 제거: {user}")
        }
        Op::Detach { from } => {
            let from = &from.id;
            say!(lang, "detach from {from}", "분리: {from}")
        }
        Op::Delete { final_snapshot: None } => say!(lang, "delete", "삭제"),
        Op::Delete { final_snapshot: Some(name) } => {
            say!(lang, "delete, with final snapshot {name}", "삭제, 최종 스냅샷: {name}")
        }
    }
}
