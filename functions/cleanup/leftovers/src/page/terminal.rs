//! The page for a terminal: lines up with Hangul, wraps what is long, stacks what does not fit, colours whole lines at
//! the very end.

use sundown_cleanup_engine::escape;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Page, Row, Table};

/// The terminal to print for.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    pub width: usize,
    pub colour: bool,
}

const WIDTHS: (usize, usize) = (30, 140);
const BETWEEN: usize = 2;
/// The least room in which a column of words can be read.
const LEAST_WORDS: usize = 16;

const BOLD: &str = "\x1b[1m";
const FAINT: &str = "\x1b[2m";
const GREEN: &str = "\x1b[32m";
const RESET: &str = "\x1b[0m";

/// The page as text.
#[must_use]
pub fn render(page: &Page, terminal: Terminal) -> String {
    let page = page.escaped(escape::terminal);
    let width = terminal.width.clamp(WIDTHS.0, WIDTHS.1);
    let mut out = Out { text: String::new(), colour: terminal.colour };
    for line in wrapped(&page.answer, width) {
        out.line(BOLD, &line);
    }
    for aside in &page.asides {
        wrapped(aside, width).iter().for_each(|line| out.line("", line));
    }
    for table in &page.tables {
        out.line("", "");
        out.line(BOLD, &table.title);
        put_table(table, width, &mut out);
    }
    for list in &page.lists {
        out.line("", "");
        out.line(BOLD, &list.title);
        for line in &list.lines {
            for (place, line) in wrapped(line, width.saturating_sub(2)).iter().enumerate() {
                out.line("", &format!("{}{line}", if place == 0 { "- " } else { "  " }));
            }
        }
    }
    if !page.foot.is_empty() || !page.next.is_empty() {
        out.line("", "");
    }
    for line in &page.foot {
        wrapped(line, width).iter().for_each(|line| out.line(FAINT, line));
    }
    for command in &page.next {
        out.line(GREEN, &format!("→ {command}"));
    }
    out.text
}

struct Out {
    text: String,
    colour: bool,
}

impl Out {
    fn line(&mut self, code: &str, line: &str) {
        let line = line.trim_end();
        if self.colour && !code.is_empty() && !line.is_empty() {
            self.text.push_str(&format!("{code}{line}{RESET}\n"));
        } else {
            self.text.push_str(&format!("{line}\n"));
        }
    }
}

fn put_table(table: &Table, width: usize, out: &mut Out) {
    match fitted(table, width) {
        Some(widths) => {
            let header = table.columns.iter().map(|column| vec![column.name.clone()]).collect();
            put_row(&Row { cells: header, part: false }, table, &widths, FAINT, out);
            table.rows.iter().for_each(|row| put_row(row, table, &widths, "", out));
        }
        None => table.rows.iter().for_each(|row| put_stacked(row, table, width, out)),
    }
}

/// Widths of the columns: figures as wide as they are, words share what is left. None where that is too little.
fn fitted(table: &Table, width: usize) -> Option<Vec<usize>> {
    let natural = |place: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(place)).flatten();
        let name = table.columns.get(place).map(|column| column.name.width()).unwrap_or_default();
        cells.map(|line| line.width()).max().unwrap_or_default().max(name)
    };
    let mut widths: Vec<usize> = (0..table.columns.len()).map(natural).collect();
    let gaps = BETWEEN * widths.len().saturating_sub(1);
    let mut too_wide = (widths.iter().sum::<usize>() + gaps).saturating_sub(width);
    // The widest column of words gives first, down to what can still be read.
    while too_wide > 0 {
        let words = widths.iter_mut().zip(&table.columns).filter(|(_, column)| !column.right);
        let (widest, _) = words.max_by_key(|(width, _)| **width)?;
        if *widest <= LEAST_WORDS {
            return None;
        }
        *widest -= 1;
        too_wide -= 1;
    }
    Some(widths)
}

fn put_row(row: &Row, table: &Table, widths: &[usize], code: &str, out: &mut Out) {
    let cells: Vec<Vec<String>> = row
        .cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| cell.iter().flat_map(|line| wrapped(line, *width)).collect())
        .collect();
    for line in 0..cells.iter().map(Vec::len).max().unwrap_or_default() {
        let mut text = String::new();
        for ((cell, width), column) in cells.iter().zip(widths).zip(&table.columns) {
            let part = cell.get(line).map(String::as_str).unwrap_or_default();
            let room = " ".repeat(width.saturating_sub(part.width()));
            text.push_str(&if column.right { format!("{room}{part}") } else { format!("{part}{room}") });
            text.push_str(&" ".repeat(BETWEEN));
        }
        out.line(code, &text);
    }
}

/// A row as lines of "name: value", for narrow terminals.
fn put_stacked(row: &Row, table: &Table, width: usize, out: &mut Out) {
    for (place, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
        let value = cell.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        if value.is_empty() {
            continue;
        }
        let text = value.join(" · ");
        let text = if place == 0 { text } else { format!("{}: {text}", column.name) };
        for line in wrapped(&text, width.saturating_sub(2)) {
            out.line("", &if place == 0 { line } else { format!("  {line}") });
        }
    }
}

/// Words on lines of at most so many columns. A word that is wider is cut: an identifier has to stay in its column.
pub(crate) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    if text.width() <= columns {
        return vec![text.to_owned()];
    }
    let indent: String = text.chars().take_while(|sign| *sign == ' ').collect();
    let mut lines = vec![indent.clone()];
    for word in text.split_whitespace().flat_map(|word| pieces(word, columns.saturating_sub(indent.width())))
    {
        let Some(line) = lines.last_mut() else { break };
        let is_empty = line.trim().is_empty();
        if is_empty || line.width() + 1 + word.width() <= columns {
            line.push_str(if is_empty { "" } else { " " });
            line.push_str(&word);
        } else {
            lines.push(format!("{indent}{word}"));
        }
    }
    lines
}

fn pieces(word: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for sign in word.chars() {
        let Some(piece) = pieces.last_mut() else { break };
        if piece.width() + sign.width().unwrap_or(0) > columns.max(2) {
            pieces.push(sign.to_string());
        } else {
            piece.push(sign);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{figures, words};
    use sundown_engine::text::Lang;

    fn page() -> Page {
        let mut page = Page::new(Lang::Ko, "남은 자원 1개".into());
        let cells = vec![
            vec!["ec2:nat-gateway".into(), "nat-0123456789abcdef0 실습\u{1b}[31m".into()],
            vec!["$1.42".into(), "1,982원".into()],
        ];
        let columns = vec![words("자원"), figures("하루")];
        page.table(Table { title: "목록".into(), columns, rows: vec![Row { cells, part: false }] });
        page
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_figures_end_together() {
        for width in [30, 40, 60, 100] {
            let text = render(&page(), Terminal { width, colour: false });
            assert!(text.lines().all(|line| line.width() <= width), "{width}:\n{text}");
            assert!(!text.contains('\u{1b}') && text.contains("1,982원"));
        }
        let wide = render(&page(), Terminal { width: 100, colour: false });
        let ends: Vec<usize> = wide
            .lines()
            .filter(|line| line.contains("$1.42") || line.contains("1,982원"))
            .map(UnicodeWidthStr::width)
            .collect();
        assert_eq!(ends.len(), 2);
        assert_eq!(ends.first(), ends.last());
    }

    #[test]
    fn colour_never_changes_the_text() {
        let plain = render(&page(), Terminal { width: 80, colour: false });
        let coloured = render(&page(), Terminal { width: 80, colour: true });
        assert_ne!(plain, coloured);
        assert_eq!(
            [BOLD, FAINT, GREEN, RESET].iter().fold(coloured, |text, code| text.replace(code, "")),
            plain
        );
    }
}
