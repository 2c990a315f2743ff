//! Who costs what: a row for each design with its bar, what is paid, what it would be at list price, what is free.

use sundown_engine::Decimal;
use sundown_engine::text::Lang;
use unicode_width::UnicodeWidthStr;

use super::bar::bar;
use super::grid::{BETWEEN, Rows, laid_out, left_of, widths};
use super::page::{Kind, Page};
use crate::answer::{Answer, Way, heading};
use crate::asked::Asked;

/// A bar shorter than this says nothing; one longer than this says no more.
const BAR: (usize, usize) = (6, 40);

const WIDEST_NAME: usize = 20;

pub(super) fn put(answer: &Answer, asked: &Asked, page: &mut Page) {
    let lang = asked.lang;
    let figures = columns(answer);
    let names: Vec<_> = answer.ways.iter().map(|way| named(way, lang)).collect();
    let header: Vec<_> = figures.iter().map(|column| column.heading.in_lang(lang).to_owned()).collect();
    let rows: Rows =
        answer.ways.iter().map(|way| figures.iter().map(|column| (column.cell)(way)).collect()).collect();
    let name = names.iter().map(|name| name.width()).max().unwrap_or_default().min(WIDEST_NAME);
    let fit = Fit::of(page.columns(), name, widths(&header, &rows));

    let bars = bars(answer, fit.bar);
    let line = |name: String, bar: String, cells: Vec<String>| -> Vec<String> {
        let bar = (fit.bar > 0).then_some(bar);
        std::iter::once(name).chain(bar).chain(cells.into_iter().take(fit.figures.len())).collect()
    };
    let lines =
        names.iter().zip(rows).zip(bars).map(|((name, cells), bar)| line(name.clone(), bar, cells)).collect();
    let bar = (fit.bar > 0).then_some(fit.bar);
    let all: Vec<_> = std::iter::once(name).chain(bar).chain(fit.figures.iter().copied()).collect();
    let words = all.len() - fit.figures.len();
    for row in laid_out(&line(String::new(), String::new(), header), &lines, &all, words) {
        page.whole(Kind::Bar, &row);
    }
    for way in &answer.ways {
        beneath(way, figures.get(fit.figures.len()..).unwrap_or_default(), lang, page);
    }
}

/// What a terminal of this width has room for.
struct Fit {
    /// Columns of a bar; 0 for none.
    bar: usize,
    /// Widths of the figures that stand in the table, the most important first.
    figures: Vec<usize>,
}

impl Fit {
    /// The bar is worth more than the lesser figures: these go beneath the table where there is no room for both.
    fn of(columns: usize, name: usize, mut figures: Vec<usize>) -> Self {
        let left = |figures: &[usize]| left_of(columns, figures).saturating_sub(name + 2 * BETWEEN);
        while figures.len() > 1 && left(&figures) < BAR.0 {
            figures.pop();
        }
        let bar = Some(left(&figures).min(BAR.1)).filter(|bar| *bar >= BAR.0).unwrap_or_default();
        Self { bar, figures }
    }
}

fn named(way: &Way, lang: Lang) -> String {
    let name = &way.name;
    if way.launchable { name.clone() } else { said!(lang, "{name} (refused)", "{name}(거부됨)") }
}

/// Figures that had no room in the table; the size, and the other sizes.
fn beneath(way: &Way, left_out: &[Column], lang: Lang, page: &mut Page) {
    let size = Some(way.size.clone()).filter(|size| !size.is_empty());
    let figures = left_out.iter().map(|column| (column.heading.in_lang(lang), (column.cell)(way)));
    let figures =
        figures.filter(|(_, figure)| !figure.is_empty()).map(|(what, figure)| format!("{what} {figure}"));
    let sizes =
        way.alternatives.iter().map(|(what, usd)| said!(lang, "or {what} {usd}", "또는 {what} {usd}"));
    // Apart, or the list price of what is built would read as that of another size.
    let (figures, sizes): (Vec<_>, Vec<_>) = (figures.collect(), size.into_iter().chain(sizes).collect());
    for said in [figures, sizes].iter().filter(|said| !said.is_empty()) {
        page.text(Kind::Faint, &format!("{}: {}", way.name, said.join(", ")));
    }
}

/// A column of figures.
struct Column {
    heading: sundown_engine::text::Text,
    cell: fn(&Way) -> String,
}

/// The most important first; columns in which nothing would stand are left out.
fn columns(answer: &Answer) -> Vec<Column> {
    let all = [
        Column { heading: heading::MONTH, cell: |way| way.net.clone() },
        Column { heading: heading::WITH_VAT, cell: |way| way.with_vat.clone().unwrap_or_default() },
        Column { heading: heading::FREE, cell: |way| way.free.clone() },
        Column { heading: heading::CREDITS, cell: |way| way.credits.clone() },
        Column { heading: heading::LIST, cell: |way| way.gross.clone() },
    ];
    let filled = |column: &Column| answer.ways.iter().any(|way| !(column.cell)(way).is_empty());
    all.into_iter().filter(filled).collect()
}

fn bars(answer: &Answer, columns: usize) -> Vec<String> {
    let most = answer.ways.iter().map(|way| way.sums.gross.dollars()).max().unwrap_or(Decimal::ZERO);
    let ways = answer.ways.iter();
    ways.map(|way| bar(way.sums.net.dollars(), way.sums.gross.dollars(), most, columns)).collect()
}
