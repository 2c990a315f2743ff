//! What people read, before it has a form: a sentence, tables, lists, what to do next. Terminal, Markdown and HTML are
//! written from the same page, so that they can't say different things. Strings are raw here; each form makes every one
//! of them harmless.

pub mod html;
pub mod markdown;
pub mod terminal;

use sundown_engine::text::Lang;

/// A report for people.
#[derive(Clone, Debug)]
pub struct Page {
    pub lang: Lang,
    /// The answer, in one sentence.
    pub answer: String,
    /// What the answer rests on.
    pub asides: Vec<String>,
    pub tables: Vec<Table>,
    pub lists: Vec<List>,
    pub foot: Vec<String>,
    /// Commands to type next.
    pub next: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Table {
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    /// Figures stand to the right.
    pub right: bool,
}

/// Cells of one or more lines each.
#[derive(Clone, Debug)]
pub struct Row {
    pub cells: Vec<Vec<String>>,
    /// Belongs to the row above.
    pub part: bool,
}

#[derive(Clone, Debug)]
pub struct List {
    pub title: String,
    pub lines: Vec<String>,
}

impl Page {
    #[must_use]
    pub fn new(lang: Lang, answer: String) -> Self {
        Self {
            lang,
            answer,
            asides: Vec::new(),
            tables: Vec::new(),
            lists: Vec::new(),
            foot: Vec::new(),
            next: Vec::new(),
        }
    }

    /// A list, unless nothing would be in it.
    pub fn list(&mut self, title: impl Into<String>, lines: Vec<String>) {
        if !lines.is_empty() {
            self.lists.push(List { title: title.into(), lines });
        }
    }

    /// A table, unless nothing would be in it.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.tables.push(table);
        }
    }

    /// The same with every string made harmless by `escape`.
    #[must_use]
    pub fn escaped(&self, escape: fn(&str) -> String) -> Self {
        let all = |texts: &[String]| texts.iter().map(|text| escape(text)).collect::<Vec<_>>();
        let row = |row: &Row| Row { cells: row.cells.iter().map(|cell| all(cell)).collect(), part: row.part };
        let column = |column: &Column| Column { name: escape(&column.name), right: column.right };
        let table = |table: &Table| Table {
            title: escape(&table.title),
            columns: table.columns.iter().map(column).collect(),
            rows: table.rows.iter().map(row).collect(),
        };
        let list = |list: &List| List { title: escape(&list.title), lines: all(&list.lines) };
        Self {
            lang: self.lang,
            answer: escape(&self.answer),
            asides: all(&self.asides),
            tables: self.tables.iter().map(table).collect(),
            lists: self.lists.iter().map(list).collect(),
            foot: all(&self.foot),
            next: all(&self.next),
        }
    }
}

/// A column whose cells are words.
pub fn words(name: impl Into<String>) -> Column {
    Column { name: name.into(), right: false }
}

/// A column whose cells are figures.
pub fn figures(name: impl Into<String>) -> Column {
    Column { name: name.into(), right: true }
}
