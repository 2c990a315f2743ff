//! A list of names with what each is: the name and its title on a line, what it is about below.

use super::Terminal;
use super::page::{Kind, Page};

/// `next`: the command worth typing then.
pub fn catalogue(entries: &[(&str, String, String)], next: Option<&str>, terminal: Terminal) -> String {
    let mut page = Page::new(terminal);
    for (name, title, about) in entries {
        page.text(Kind::Heading, &format!("{name}: {title}"));
        page.item("  ", about);
    }
    page.blank();
    if let Some(next) = next {
        page.whole(Kind::Command, &format!("→ {next}"));
    }
    page.finish()
}
