//! Who costs what: a row for each design with its bar, what is paid, what it would be at list price, what is free.

use sundown_engine::Decimal;
use unicode_width::UnicodeWidthStr;

use super::bar::bar;
use super::grid::{laid_out, left_of, widths};
use super::page::{Kind, Page};
use crate::answer::{Answer, Way, heading};
use crate::asked::Asked;

/// A bar shorter than this says nothing; one longer than this says no more.
const BAR: (usize, usize) = (6, 40);

const WIDEST_NAME: usize = 20;

pub(super) fn put(answer: &Answer, asked: &Asked, page: &mut Page) {
    let figures = columns(answer);
    let lang = asked.lang;
    let header: Vec<_> = figures.iter().map(|column| column.heading.in_lang(lang).to_owned()).collect();
    let rows: Vec<Vec<_>> =
        answer.ways.iter().map(|way| figures.iter().map(|column| (column.cell)(way)).collect()).collect();
    let name = answer.ways.iter().map(|way| way.name.width()).max().unwrap_or_default().min(WIDEST_NAME);
    let mut figure_widths = widths(&header, &rows);
    let mut keep = figure_widths.len();
    // In a narrow terminal the columns that matter least go first; what they say is in the other formats.
    while keep > 1 && left_of(page.columns(), figure_widths.get(..keep).unwrap_or_default()) < name + 2 {
        keep -= 1;
    }
    figure_widths.truncate(keep);
    let room = left_of(page.columns(), &figure_widths).saturating_sub(name + 4).min(BAR.1);
    let bars = bars(answer, room);

    let with_bars = room >= BAR.0;
    let mut all_widths = vec![name];
    all_widths.extend(with_bars.then_some(room));
    all_widths.extend(figure_widths);
    let line = |name: String, bar: String, cells: Vec<String>| -> Vec<String> {
        let bar = with_bars.then_some(bar);
        std::iter::once(name).chain(bar).chain(cells.into_iter().take(keep)).collect()
    };
    let rows = answer
        .ways
        .iter()
        .zip(rows)
        .zip(bars)
        .map(|((way, cells), bar)| line(way.name.clone(), bar, cells))
        .collect();
    let lefts = if with_bars { 2 } else { 1 };
    for row in laid_out(&line(String::new(), String::new(), header), &rows, &all_widths, lefts) {
        page.whole(Kind::Bar, &row);
    }
    alternatives(answer, asked, page);
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

fn alternatives(answer: &Answer, asked: &Asked, page: &mut Page) {
    let title = heading::ALTERNATIVES.in_lang(asked.lang);
    for way in answer.ways.iter().filter(|way| !way.alternatives.is_empty()) {
        let others: Vec<_> = way.alternatives.iter().map(|(what, usd)| format!("{what} {usd}")).collect();
        page.text(Kind::Faint, &format!("{}: {title}: {}", way.name, others.join(", ")));
    }
}
