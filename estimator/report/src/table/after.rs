//! Deleted, forgotten, stopped: one table for a student and one for the class; stacked where the columns do not fit.

use unicode_width::UnicodeWidthStr;

use super::grid::{Rows, laid_out, left_of, widths};
use super::page::{Kind, Page};
use crate::answer::Answer;
use crate::answer::after::{After, Cell, Group};

/// The least room in which the first column can be read.
const LEAST_LABEL: usize = 14;

pub(super) fn put(answer: &Answer, page: &mut Page) {
    let Some(after) = &answer.after else { return };
    page.heading(&after.title);
    for (place, group) in after.groups.iter().enumerate() {
        if place > 0 {
            page.blank();
        }
        page.text(Kind::Plain, &group.name);
        let cells: Rows =
            group.rows.iter().map(|row| row.cells.iter().map(|cell| cell.shown.clone()).collect()).collect();
        let figures = widths(&after.ways, &cells);
        let left = left_of(page.columns(), &figures).saturating_sub(4);
        if left < LEAST_LABEL {
            stacked(after, group, page);
        } else {
            side_by_side(after, group, figures, left, page);
        }
    }
}

fn side_by_side(after: &After, group: &Group, figures: Vec<usize>, left: usize, page: &mut Page) {
    let longest = group.rows.iter().map(|row| row.when.width()).max().unwrap_or_default();
    let header: Vec<_> = std::iter::once(String::new()).chain(after.ways.iter().cloned()).collect();
    let rows: Rows = group
        .rows
        .iter()
        .map(|row| {
            std::iter::once(row.when.to_owned())
                .chain(row.cells.iter().map(|cell| cell.shown.clone()))
                .collect()
        })
        .collect();
    let all: Vec<_> = std::iter::once(longest.min(left)).chain(figures).collect();
    for line in laid_out(&header, &rows, &all, 1) {
        page.whole(Kind::Plain, &format!("  {line}"));
    }
}

fn stacked(after: &After, group: &Group, page: &mut Page) {
    for (place, way) in after.ways.iter().enumerate() {
        page.item("  ", way);
        let cell = |cells: &[Cell]| cells.get(place).map(|cell| cell.shown.clone()).unwrap_or_default();
        let rows: Rows = group.rows.iter().map(|row| vec![row.when.to_owned(), cell(&row.cells)]).collect();
        let figures = widths(&[String::new(), String::new()], &rows);
        let figure = figures.last().copied().unwrap_or_default();
        let longest = figures.first().copied().unwrap_or_default();
        let left = left_of(page.columns(), &[figure]).saturating_sub(6);
        for line in laid_out(&[], &rows, &[longest.min(left), figure], 1) {
            page.whole(Kind::Plain, &format!("    {line}"));
        }
    }
}
