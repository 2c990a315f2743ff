//! The account as AWS itself knows it, laid over what was told: plan, credits, the day a free plan ends, and what is left of
//! this month's allowances. What AWS does not say stays as it was told, and that is said.

use jiff::ToSpan;
use sundown_engine::Date;
use sundown_engine::account::{Account, Plan, Programme};
use sundown_engine::allowance::Allowances;
use sundown_engine::text::Sentence;
use sundown_prices::account::Seen;

/// What was told, with what AWS knows better, and the sentences about it.
pub(crate) fn over(seen: &Seen, told: Account, programme: &Programme) -> (Account, Vec<Sentence>) {
    let mut account = seen.over(told);
    let mut remarks = Vec::new();
    if let Some(ends) = seen.expires.filter(|_| account.plan == Some(Plan::Free)) {
        account.opened = Some(opened(ends, programme));
    }
    if let Some(what) = said(seen) {
        remarks.push(what);
    }
    remarks.extend(seen.untold.iter().map(sundown_prices::account::Untold::sentence));
    (account, remarks)
}

/// The allowances with what is left of them, and a sentence for each that is partly used. Another month has its own.
pub(crate) fn left(seen: &Seen, whole: &Allowances, today: Date, on: Date) -> (Allowances, Vec<Sentence>) {
    if (today.year(), today.month()) != (on.year(), on.month()) {
        let remark = Sentence::new(
            format!("AWS says what is left in {}; allowances of the month of {on} are whole", month(today)),
            format!(
                "AWS가 알려 주는 잔여량은 {} 기준입니다. {on}이 속한 달의 무료 이용량은 전부 남은 것으로 봅니다",
                month(today)
            ),
        );
        return (whole.clone(), vec![remark]);
    }
    let left = seen.left_of(whole);
    let used = whole.iter().zip(left.iter()).filter(|(whole, left)| whole.amount != left.amount);
    let remarks = used.filter_map(|(whole, left)| {
        let (id, unit, of, left) =
            (&whole.id, &whole.unit, whole.amount?.normalize(), left.amount?.normalize());
        Some(Sentence::new(
            format!("left this month of {id}: {left} of {of} {unit}"),
            format!("이번 달 잔여 무료 이용량: {id} {left} / {of} {unit}"),
        ))
    });
    let mut remarks: Vec<_> = remarks.collect();
    let unknown: Vec<_> = seen.unknown_rows(whole).map(|row| row.usage_type.as_str()).collect();
    if !unknown.is_empty() {
        let unknown = unknown.join(", ");
        remarks.push(Sentence::new(
            format!("AWS also tracks these free amounts, which are not taken off here: {unknown}"),
            format!("AWS가 알려 주었지만 계산에 반영하지 못한 무료 이용량: {unknown}"),
        ));
    }
    (left, remarks)
}

/// AWS tells when a free plan ends; everything else about it follows from the day it began.
fn opened(ends: Date, programme: &Programme) -> Date {
    ends.saturating_sub(programme.free_plan_months.months())
}

fn said(seen: &Seen) -> Option<Sentence> {
    let plan = seen.plan.map(|plan| match plan {
        Plan::Free => ("free plan".to_owned(), "프리 플랜".to_owned()),
        Plan::Paid => ("paid plan".to_owned(), "유료 플랜".to_owned()),
    });
    let credits = seen
        .credits
        .map(|credits| (format!("${credits} of credits left"), format!("남은 크레딧 ${credits}")));
    let ends =
        seen.expires.map(|day| (format!("the free plan ends on {day}"), format!("프리 플랜 종료일 {day}")));
    let (en, ko): (Vec<_>, Vec<_>) = [plan, credits, ends].into_iter().flatten().unzip();
    let (en, ko) = (en.join(", "), ko.join(", "));
    (!en.is_empty()).then(|| {
        Sentence::new(format!("AWS says of this account: {en}."), format!("AWS가 알려 준 계정 정보: {ko}."))
    })
}

fn month(day: Date) -> String {
    format!("{}-{:02}", day.year(), day.month())
}
