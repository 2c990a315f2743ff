//! The page as Markdown, for an issue, a wiki or a class page. No letter of a name can open anything.

use sundown_cleanup_engine::escape;

use super::{Page, Table};

/// The page as text.
#[must_use]
pub fn render(page: &Page) -> String {
    let commands = page.next.clone();
    let page = page.escaped(escape::markdown);
    let mut out = format!("# {}\n", page.answer);
    for aside in &page.asides {
        out.push_str(&format!("\n{aside}\n"));
    }
    for table in &page.tables {
        put(table, &mut out);
    }
    for list in &page.lists {
        out.push_str(&format!("\n## {}\n\n", list.title));
        list.lines.iter().for_each(|line| out.push_str(&format!("- {line}\n")));
    }
    out.push('\n');
    for line in &page.foot {
        out.push_str(&format!("{line}  \n"));
    }
    for command in commands {
        out.push_str(&format!("\n    {}\n", escape::terminal(&command)));
    }
    out
}

fn put(table: &Table, out: &mut String) {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&format!("\n## {}\n\n", table.title));
    out.push_str(&line(table.columns.iter().map(|column| column.name.clone()).collect()));
    let ruler = table.columns.iter().map(|column| if column.right { "---:" } else { "---" }.to_owned());
    out.push_str(&line(ruler.collect()));
    for row in &table.rows {
        let cell = |cell: &Vec<String>| {
            let lines: Vec<&str> =
                cell.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
            lines.join("<br>")
        };
        out.push_str(&line(row.cells.iter().map(cell).collect()));
    }
}
