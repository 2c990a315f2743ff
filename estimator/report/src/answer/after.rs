//! What the lab costs when it is deleted, when it is forgotten, and what goes on after stopping: for one student and for
//! the class.

use sundown_engine::compare::{Candidate, Comparison};
use sundown_engine::lab::{Accounts, LabCost, Outcome};
use sundown_engine::money::Usd;
use sundown_engine::text::Text;

use super::bounded;
use crate::asked::Asked;
use crate::number::{amount, grouped};
use crate::words;
use sundown_engine::Decimal;
use sundown_engine::quantity::Quantity;

#[derive(Clone, Debug)]
pub struct After {
    /// "A lab of 3 hours".
    pub title: String,
    /// The columns' names.
    pub ways: Vec<String>,
    pub groups: Vec<Group>,
}

/// For one student, or for all.
#[derive(Clone, Debug)]
pub struct Group {
    pub name: String,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub when: &'static str,
    /// One cell a way, in their order.
    pub cells: Vec<Cell>,
    /// The row nobody should meet unprepared.
    pub worst: bool,
}

#[derive(Clone, Debug)]
pub struct Cell {
    pub shown: String,
    /// Whether money is paid.
    pub paid: bool,
}

type Take = fn(&Outcome) -> Usd;

const WHEN: [(Text, Take, bool); 5] = [
    (Text::new("deleted afterwards", "끝나고 바로 삭제"), |outcome| outcome.deleted, false),
    (Text::new("forgotten for a day", "하루 방치"), |outcome| outcome.forgotten_day, false),
    (Text::new("forgotten for a week", "일주일 방치"), |outcome| outcome.forgotten_week, false),
    (Text::new("forgotten for a month", "한 달 방치"), |outcome| outcome.forgotten_month, true),
    (Text::new("only stopped: each month", "중지만 하면 매달"), |outcome| outcome.after_stop_month, false),
];

/// The table, where a lab was asked for.
pub(super) fn after(comparison: &Comparison, asked: &Asked) -> Option<After> {
    let lab = asked.lab?;
    let lang = asked.lang;
    let hours = amount(lab.hours.number());
    let students = grouped(Decimal::from(lab.students));
    let accounts = accounts(lab.accounts).in_lang(lang);
    let each = Group {
        name: said!(lang, "one student", "학생 1명"),
        rows: rows(comparison, asked, |lab| &lab.per_student),
    };
    let class = Group {
        name: said!(
            lang,
            "the class: {students} students, {accounts}",
            "수업 전체: 학생 {students}명, {accounts}"
        ),
        rows: rows(comparison, asked, |lab| &lab.class),
    };
    Some(After {
        title: said!(
            lang,
            "A lab of {hours} h, all costs from its start",
            "실습 {hours}시간: 시작부터의 총비용"
        ),
        ways: comparison
            .candidates
            .iter()
            .map(|candidate| words::way(&candidate.estimate.name, lang).to_owned())
            .collect(),
        groups: if lab.students > 1 { vec![each, class] } else { vec![each] },
    })
}

fn rows(comparison: &Comparison, asked: &Asked, whose: fn(&LabCost) -> &Outcome) -> Vec<Row> {
    let cell = |candidate: &Candidate, take: Take| {
        let usd = candidate.lab.as_ref().map(|lab| take(whose(lab)));
        let shown = usd.map_or_else(|| "–".to_owned(), |usd| asked.money.show(usd, asked.lang));
        Cell {
            shown: bounded(shown, candidate.estimate.is_lower_bound()),
            paid: usd.is_some_and(|usd| !usd.is_zero()),
        }
    };
    let cells = |take| comparison.candidates.iter().map(|candidate| cell(candidate, take)).collect();
    WHEN.into_iter()
        .map(|(when, take, worst)| Row { when: when.in_lang(asked.lang), cells: cells(take), worst })
        .collect()
}

fn accounts(accounts: Accounts) -> Text {
    match accounts {
        Accounts::Own => Text::new("an account each", "각자 계정"),
        Accounts::Shared => Text::new("one shared account", "공용 계정 하나"),
        Accounts::Organization => {
            Text::new("accounts of one organization", "한 조직(Organizations)의 계정들")
        }
    }
}
