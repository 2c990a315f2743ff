//! How two price books differ, meter by meter, and what that does to the bill of a scenario.

use schemars::JsonSchema;
use serde::Serialize;
use sundown_engine::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::money::Usd;
use sundown_engine::text::{Lang, Text};

use super::refresh::CHANGED;
use super::{Change, ChangeJson, pretty, signed};
use crate::answer::{bounded, heading};
use crate::json::figure::Figure;
use crate::money::Money;
use crate::number::{grouped, rounded};
use crate::table::Terminal;
use crate::table::grid::{laid_out, widths};
use crate::table::page::{Kind, Page};
use crate::words;

/// Two books beside each other.
#[derive(Clone, Debug)]
pub struct Diff {
    pub region: String,
    pub old: Book,
    pub new: Book,
    pub changes: Vec<Change>,
    pub bills: Vec<Bill>,
}

/// One of the books.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Book {
    /// `snapshot`, `cache`, or the file.
    pub name: String,
    /// How many prices it has of its own.
    pub prices: usize,
    pub oldest: String,
    pub newest: String,
}

/// A deployment's month by either book.
#[derive(Clone, Debug)]
pub struct Bill {
    pub deployment: String,
    pub old: Sum,
    pub new: Sum,
}

#[derive(Clone, Copy, Debug)]
pub struct Sum {
    pub net: Usd,
    pub lower_bound: bool,
}

/// How two price books differ. What a book does not have is taken from the snapshot when bills are made.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "estimate: prices diff")]
pub struct Document {
    /// The contract's version.
    pub schema: u32,
    /// Always `prices-diff`.
    pub kind: &'static str,
    pub lang: &'static str,
    pub region: String,
    pub old: Book,
    pub new: Book,
    pub changes: Vec<ChangeJson>,
    /// What it does to each deployment's month.
    pub bills: Vec<BillJson>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BillJson {
    pub deployment: String,
    pub old_net: Figure,
    pub new_net: Figure,
    /// new − old.
    pub difference: Figure,
    /// Rounded to four decimals; null where the old bill is zero.
    pub percent: Option<Figure>,
    /// Whether something has no price in the old book: the sum is the least it can be.
    pub old_lower_bound: bool,
    pub new_lower_bound: bool,
}

impl Bill {
    fn difference(&self) -> Option<Usd> {
        self.new.net.minus(self.old.net).ok()
    }

    fn percent(&self) -> Option<Decimal> {
        let difference = self.difference()?.dollars().times(Decimal::ONE_HUNDRED).ok()?;
        difference.over(self.old.net.dollars()).ok()
    }

    fn json(&self) -> BillJson {
        BillJson {
            deployment: self.deployment.clone(),
            old_net: self.old.net.into(),
            new_net: self.new.net.into(),
            difference: self.difference().unwrap_or_default().into(),
            percent: self.percent().map(|percent| rounded(percent, 4).into()),
            old_lower_bound: self.old.lower_bound,
            new_lower_bound: self.new.lower_bound,
        }
    }
}

pub fn json(diff: &Diff, lang: Lang) -> serde_json::Result<String> {
    pretty(&Document {
        schema: 1,
        kind: "prices-diff",
        lang: lang.code(),
        region: diff.region.clone(),
        old: diff.old.clone(),
        new: diff.new.clone(),
        changes: diff.changes.iter().map(Change::json).collect(),
        bills: diff.bills.iter().map(Bill::json).collect(),
    })
}

/// The JSON Schema of [`Document`], as it is committed.
pub fn schema() -> serde_json::Result<String> {
    pretty(&schemars::schema_for!(Document))
}

pub fn table(diff: &Diff, lang: Lang, terminal: Terminal) -> String {
    let mut page = Page::new(terminal);
    page.text(Kind::Answer, &verdict(diff, lang));
    if !diff.changes.is_empty() {
        page.heading(CHANGED.in_lang(lang));
        for change in &diff.changes {
            page.item("- ", &change.line(lang));
        }
    }
    page.heading(BILLS.in_lang(lang));
    let header = [heading::WAY, OLD, NEW, CHANGE].map(|word| word.in_lang(lang).to_owned());
    let rows: Vec<_> = diff.bills.iter().map(|bill| row(bill, lang)).collect();
    for line in laid_out(&header, &rows, &widths(&header, &rows), 1) {
        page.whole(Kind::Plain, &line);
    }
    page.blank();
    for (title, book) in [(OLD, &diff.old), (NEW, &diff.new)] {
        let (title, name, count) = (title.in_lang(lang), &book.name, grouped(book.prices.into()));
        let (oldest, newest) = (&book.oldest, &book.newest);
        page.text(
            Kind::Faint,
            &said!(
                lang,
                "{title}: {name}, {count} prices of {oldest} to {newest}",
                "{title}: {name}, 가격 {count}개, 기준일 {oldest} ~ {newest}"
            ),
        );
    }
    page.finish()
}

fn verdict(diff: &Diff, lang: Lang) -> String {
    let (region, old, new) = (&diff.region, &diff.old.name, &diff.new.name);
    if diff.changes.is_empty() {
        return said!(
            lang,
            "{region}: no price differs between {old} and {new}.",
            "{region}: 두 가격표에 차이가 없습니다({old}, {new})."
        );
    }
    let count = |of: fn(&Change) -> bool| diff.changes.iter().filter(|change| of(change)).count();
    let changed = count(|change| change.old.is_some() && change.new.is_some());
    let (appeared, vanished) = (count(|change| change.old.is_none()), count(|change| change.new.is_none()));
    said!(
        lang,
        "{region}, from {old} to {new}: {changed} prices changed, {appeared} appeared, {vanished} vanished.",
        "{region}, {old} → {new}: 변경 {changed}개, 추가 {appeared}개, 삭제 {vanished}개."
    )
}

fn row(bill: &Bill, lang: Lang) -> Vec<String> {
    let show = |sum: Sum| bounded(Money::default().show(sum.net, lang), sum.lower_bound);
    let change = match (bill.difference(), bill.percent()) {
        (Some(difference), _) if difference.is_zero() => SAME.in_lang(lang).to_owned(),
        (_, Some(percent)) => signed(percent),
        _ => "–".to_owned(),
    };
    vec![words::way(&bill.deployment, lang).to_owned(), show(bill.old), show(bill.new), change]
}

const BILLS: Text =
    Text::new("What a month of the scenario costs by each", "각 가격표로 계산한 시나리오의 한 달 비용");
const OLD: Text = Text::new("old", "이전");
const NEW: Text = Text::new("new", "이후");
const CHANGE: Text = Text::new("change", "변화");
const SAME: Text = Text::new("same", "같음");
