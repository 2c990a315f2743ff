//! Where ways of running the work meet over requests a month: the intervals in which each is cheapest, and every crossing
//! and jump with both sides priced.

mod json;
mod sentences;

use sundown_engine::breakeven::BreakEven;
use sundown_engine::text::Text;

use crate::asked::Asked;
use crate::number::grouped;
use crate::table::Terminal;
use crate::table::page::{Kind, Page};

pub use json::{Document, document, render as json, schema};
pub use sentences::curves;

/// The answer for a terminal.
pub fn table(found: &BreakEven, names: &[String], asked: &Asked, terminal: Terminal) -> String {
    let lang = asked.lang;
    let mut page = Page::new(terminal);
    page.text(Kind::Answer, &sentences::verdict(found, names, lang));
    page.heading(CHEAPEST.in_lang(lang));
    for interval in &found.intervals {
        page.item("  ", &sentences::interval(interval, names, lang));
    }
    page.heading(MEETINGS.in_lang(lang));
    for meeting in &found.meetings {
        page.item("  ", &sentences::meeting(meeting, names, asked));
    }
    if found.meetings.is_empty() {
        page.item("  ", NONE.in_lang(lang));
    }
    page.blank();
    page.text(Kind::Faint, &sentences::foot(found, lang));
    for command in &asked.next {
        page.whole(Kind::Command, &format!("→ {command}"));
    }
    page.finish()
}

/// The same for a page of Markdown.
pub fn markdown(found: &BreakEven, names: &[String], asked: &Asked) -> String {
    let lang = asked.lang;
    let listed = |title: Text, lines: Vec<String>| {
        let lines = lines.into_iter().map(|line| format!("- {line}\n")).collect::<String>();
        format!("\n## {}\n\n{lines}", title.in_lang(lang))
    };
    let intervals =
        found.intervals.iter().map(|interval| sentences::interval(interval, names, lang)).collect();
    let meetings = found.meetings.iter().map(|meeting| sentences::meeting(meeting, names, asked)).collect();
    let verdict = sentences::verdict(found, names, lang);
    let (foot, command) = (sentences::foot(found, lang), &asked.command);
    let (cheapest, crossings) = (listed(CHEAPEST, intervals), listed(MEETINGS, meetings));
    format!("{verdict}\n{cheapest}{crossings}\n{foot}\n\n`{command}`\n")
}

/// One row a meeting; figures exact, in dollars.
pub fn csv(found: &BreakEven, names: &[String]) -> String {
    let mut text = "first,second,requests_before,requests_after,first_before,first_after,second_before,second_after,jump\r\n"
        .to_owned();
    for meeting in &found.meetings {
        let name = |place: usize| crate::csv::escaped(names.get(place).map_or("", String::as_str));
        let (first, second) = (name(meeting.pair.0), name(meeting.pair.1));
        let (from, to) = meeting.requests;
        let [before, after] = meeting.costs;
        text.push_str(&format!(
            "{first},{second},{from},{to},{},{},{},{},{}\r\n",
            before.0, after.0, before.1, after.1, meeting.jump
        ));
    }
    text
}

fn requests(count: u64) -> String {
    grouped(count.into())
}

const CHEAPEST: Text = Text::new("Cheapest, by requests a month", "월 요청 수에 따라 가장 저렴한 구성");
const MEETINGS: Text = Text::new("Where they meet", "비용이 교차하는 지점");
const NONE: Text = Text::new("nowhere", "없음");
