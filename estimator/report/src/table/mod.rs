//! The answer for a terminal: the sentence first, then who costs what with bars, then what the lab costs when it is deleted
//! or forgotten, then what must be known, then what to type next. Right in Hangul, from narrow to wide.

mod after;
mod bar;
pub mod catalogue;
pub(crate) mod grid;
pub(crate) mod page;
mod ways;

use sundown_engine::compare::Comparison;
use sundown_engine::estimate::World;
use sundown_engine::text::Text;

use crate::answer::{Answer, answer, heading};
use crate::asked::Asked;
use page::{Kind, Page};

/// Widths between which a table is still readable.
const WIDTHS: (usize, usize) = (30, 120);

/// The terminal to print for.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    pub width: usize,
    pub colour: bool,
}

impl Terminal {
    /// The width that is used of it.
    pub(crate) fn columns(self) -> usize {
        self.width.clamp(WIDTHS.0, WIDTHS.1)
    }
}

pub fn render(comparison: &Comparison, asked: &Asked, world: &World<'_>, terminal: Terminal) -> String {
    let answer = answer(comparison, asked, world);
    let mut page = Page::new(terminal);
    page.text(Kind::Answer, &answer.verdict);
    for aside in &answer.asides {
        page.text(Kind::Plain, aside);
    }
    page.blank();
    page.text(Kind::Faint, &answer.title);
    ways::put(&answer, asked, &mut page);
    after::put(&answer, &mut page);
    remarks(&answer, asked, &mut page);
    page.finish()
}

fn remarks(answer: &Answer, asked: &Asked, page: &mut Page) {
    let lang = asked.lang;
    if !answer.claims.is_empty() {
        page.heading(heading::CLAIMS.in_lang(lang));
        for (claim, truth) in &answer.claims {
            page.item("“", &format!("{claim}”"));
            page.item("  → ", truth);
        }
    }
    let sections: [(Text, &[String]); 3] =
        [(heading::GAPS, &answer.gaps), (heading::ONCE, &answer.once), (heading::NOTES, &answer.notes)];
    for (title, lines) in sections.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        page.heading(title.in_lang(lang));
        for line in lines {
            page.item("- ", line);
        }
    }
    page.blank();
    for line in &answer.foot {
        page.text(Kind::Faint, line);
    }
    for command in &answer.next {
        page.whole(Kind::Command, &format!("→ {command}"));
    }
}
