//! Columns that line up: the first takes words and may wrap, the others take figures and never do. comfy-table knows how
//! wide a Hangul syllable is.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use unicode_width::UnicodeWidthStr;

/// Blank columns between two cells.
pub(crate) const BETWEEN: usize = 2;

/// A heading wider than this wraps.
const WIDEST_HEADING: usize = 14;

pub(crate) type Rows = Vec<Vec<String>>;

/// The columns figures take: as wide as the widest figure, or their heading up to a point.
pub(crate) fn widths(header: &[String], rows: &Rows) -> Vec<usize> {
    header
        .iter()
        .enumerate()
        .map(|(column, heading)| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
            let word = heading.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or_default();
            cells.unwrap_or_default().max(heading.width().min(WIDEST_HEADING)).max(word.min(WIDEST_HEADING))
        })
        .collect()
}

/// What is left of a line beside columns of these widths.
pub(crate) fn left_of(columns: usize, widths: &[usize]) -> usize {
    columns.saturating_sub(widths.iter().map(|width| width + BETWEEN).sum())
}

/// Lays out rows of cells; `lefts` says how many columns from the first are words, to the left.
pub(crate) fn laid_out(header: &[String], rows: &Rows, widths: &[usize], lefts: usize) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    let total: usize = widths.iter().map(|width| width + BETWEEN).sum();
    table.set_width(u16::try_from(total).unwrap_or(u16::MAX));
    if header.iter().any(|heading| !heading.is_empty()) {
        table.set_header(header.iter().map(Cell::new).collect::<Vec<_>>());
    }
    table.add_rows(rows.iter().map(|row| row.iter().map(Cell::new).collect::<Vec<_>>()));
    for (place, width) in widths.iter().enumerate() {
        let Some(column) = table.column_mut(place) else { continue };
        column.set_padding((0, u16::try_from(BETWEEN).unwrap_or_default()));
        column.set_cell_alignment(if place < lefts { CellAlignment::Left } else { CellAlignment::Right });
        let width = u16::try_from(width + BETWEEN).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect()
}
