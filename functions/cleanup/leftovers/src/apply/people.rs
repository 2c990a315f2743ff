//! What a run did, for people: how much is gone and saved, what became of each, what to do about the rest.

use std::collections::BTreeMap;

use sundown_cleanup_engine::bucket::Bucket;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::plan::{Line, Plan};
use sundown_cleanup_engine::report::{Outcome, Report};
use sundown_engine::text::Lang;

use crate::page::{Page, Row, Table, figures, words};
use crate::plan::people::month;
use crate::purse::Purse;
use crate::say;
use crate::scan::words::shell_word;
use crate::scan::words::{called, failure, marked, place};
use crate::talk::lang::Say as _;
use sundown_cleanup_price::{Held, usd};

/// What it is told from.
pub struct Told<'t> {
    pub report: &'t Report,
    pub plan: &'t Plan,
    pub purse: Purse,
    pub lang: Lang,
}

impl Told<'_> {
    /// The lines that are gone, by us.
    #[must_use]
    pub fn gone(&self) -> Vec<Line> {
        let gone = self.report.outcomes.iter().filter(|outcome| outcome.bucket == Bucket::Gone);
        let lines: BTreeMap<&Key, &Line> = self.plan.by_key();
        gone.filter_map(|outcome| lines.get(&outcome.key).map(|line| (*line).clone())).collect()
    }

    /// What they cost.
    #[must_use]
    pub fn saved(&self) -> Option<Held> {
        Held::of(month(&self.gone()), None, self.plan.made_at, self.purse.rate).ok()
    }
}

/// The page of a run with the plan of this file.
#[must_use]
pub fn page(told: &Told<'_>, file: &str) -> Page {
    let (report, lang) = (told.report, told.lang);
    let mut page = Page::new(lang, answer(told));
    let columns = vec![
        words(say!(lang, "what", "자원")),
        words(say!(lang, "what became of it", "결과")),
        figures(say!(lang, "a month", "한 달")),
    ];
    let rows = report.outcomes.iter().map(|outcome| row(told, outcome)).collect();
    page.table(Table { title: say!(lang, "What happened", "결과"), columns, rows });
    let unrestored = report.unrestored.iter().map(ToString::to_string).collect();
    page.list(
        say!(
            lang,
            "Deletion protection that was switched off and could not be put back: switch it on",
            "해제한 뒤 되돌리지 못한 삭제 방지: 직접 다시 설정하십시오"
        ),
        unrestored,
    );
    let gaps = report
        .not_scanned
        .iter()
        .map(|gap| format!("{} {}: {}", place(&gap.region, lang), gap.kind, failure(gap.why, lang)));
    page.list(say!(lang, "Not scanned", "조사하지 못한 것"), gaps.collect());
    page.foot.extend(told.purse.rate_line(lang));
    let later = |outcome: &Outcome| matches!(outcome.bucket, Bucket::Deferred(_) | Bucket::NotReached);
    page.next.push(if report.outcomes.iter().any(later) {
        format!("leftovers apply {}", shell_word(file))
    } else {
        "leftovers scan".into()
    });
    page
}

fn answer(told: &Told<'_>) -> String {
    let lang = told.lang;
    let (gone, all) = (told.gone().len(), told.plan.lines.len());
    let (day, month) = told.saved().map_or_else(Default::default, |held| {
        (told.purse.say(held.day, lang), told.purse.say(held.month, lang))
    });
    let done = say!(
        lang,
        "{gone} of {all} deleted and verified, which saves {day} a day, {month} a month.",
        "{all}개 중 {gone}개를 삭제하고 확인했습니다. 절감액: 하루 {day}, 한 달 {month}.",
    );
    match &told.report.halted {
        None => done,
        Some(halt) => {
            let text = halt.text();
            let why = text.say(lang);
            say!(lang, "Halted: {why}. {done}", "중단됨: {why}. {done}")
        }
    }
}

fn row(told: &Told<'_>, outcome: &Outcome) -> Row {
    let lang = told.lang;
    let line = told.plan.lines.iter().find(|line| line.key == outcome.key);
    let month = line.and_then(|line| usd(line.price));
    let held = month.and_then(|month| Held::of(month, None, told.plan.made_at, told.purse.rate).ok());
    let cost = held.map_or_else(
        || vec![say!(lang, "not known", "알 수 없음")],
        |held| told.purse.lines(held.month, lang),
    );
    let became = vec![outcome.bucket.text().say(lang).to_owned()];
    Row { cells: vec![marked(called(&outcome.key, &outcome.name, lang), false), became, cost], part: false }
}
