//! Names come from strangers: in none of the five formats do they move a cursor, turn the text round, start a formula or
//! open markup.

use leftovers::page::{html, markdown, terminal};
use leftovers::scan::{csv, json, people};
use sundown_cleanup_engine::escape;
use sundown_cleanup_sim::stage::Stage;
use sundown_engine::text::Lang;

use crate::stage::{seen, told};

const HOSTILE: [&str; 7] = [
    "\u{1b}[2J\u{1b}]8;;http://evil.example\u{7}click\u{1b}]8;;\u{7}",
    "lab\u{202e}gnp.exe",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "</td><script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](http://evil.example) ![x](http://evil.example/x.png) | **b** `c`",
    "two\r\nlines,\"quoted\"",
    "\u{feff}zero\u{200b}width\u{9b}31m",
];

struct Formats {
    lang: Lang,
    table: String,
    json: String,
    csv: String,
    html: String,
    markdown: String,
}

fn rendered() -> Vec<Formats> {
    let mut stage = Stage::new("tagged");
    for name in HOSTILE {
        let id = stage.leftover("ec2:volume");
        stage.set(id, |thing| thing.name = name.to_owned());
        stage.tag(id, "owner", name);
        let kept = stage.leftover("ec2:instance");
        stage.set(kept, |thing| thing.name = name.to_owned());
        stage.tag(kept, "keep", name);
    }
    let seen = seen(stage);
    let judged = seen.judged();
    assert_eq!(judged.targets().count(), HOSTILE.len());
    let of = |lang| {
        let told = told(&judged, &seen, lang);
        let page = |by| people::page(&told, by);
        let both = |render: &dyn Fn(&leftovers::page::Page) -> String| {
            format!("{}\n{}", render(&page(None)), render(&page(Some("owner"))))
        };
        let wide = terminal::Terminal { width: 100, colour: false };
        Formats {
            lang,
            table: both(&|page| terminal::render(page, wide)),
            json: escape::json(&serde_json::to_string_pretty(&json::document(&told)).unwrap()),
            csv: csv::render(&told),
            html: both(&|page| html::render(page).unwrap()),
            markdown: both(&|page| markdown::render(page)),
        }
    };
    vec![of(Lang::En), of(Lang::Ko)]
}

#[test]
fn nothing_reaches_a_terminal_that_it_obeys() {
    for formats in rendered() {
        let Formats { lang, table, json, csv, html, markdown } = &formats;
        for (form, text) in
            [("table", table), ("json", json), ("csv", csv), ("html", html), ("markdown", markdown)]
        {
            let obeyed = text.chars().find(|sign| {
                sign.is_control() && !matches!(sign, '\n' | '\r')
                    || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
            });
            assert_eq!(obeyed, None, "{form} {lang:?}");
            assert!(text.contains("gnp.exe"), "the name is still there: {form}");
        }
    }
}

#[test]
fn a_spreadsheet_sees_text() {
    for formats in rendered() {
        let lines: Vec<&str> = formats.csv.split("\r\n").collect();
        assert_eq!(lines.len(), 1 + 2 * HOSTILE.len() + 1, "no name makes a row of its own");
        for line in &lines[1..lines.len() - 1] {
            let mut quoted = false;
            let cells = line.split(|sign| {
                quoted ^= sign == '"';
                sign == ',' && !quoted
            });
            let cells: Vec<&str> = cells.collect();
            assert_eq!(cells.len(), 18, "{line}");
            let formula = |cell: &&str| {
                cell.trim_start_matches('"').starts_with(['=', '+', '@', '|', '%', '\t'])
                    || cell.trim_start_matches('"').starts_with('-') && cell.len() > 2
            };
            assert!(!cells.iter().any(formula), "{line}");
        }
    }
}

#[test]
fn markup_stays_text() {
    for Formats { html, markdown, .. } in rendered() {
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(html.contains("script&#62;alert(1)") || html.contains("script&gt;alert(1)"), "{html}");
        assert!(
            !markdown.replace("\\<", "").contains("<script")
                && !markdown.contains("](http")
                && !markdown.contains("![x]")
        );
        assert!(!markdown.contains("http://evil"), "no address becomes a link by itself");
    }
}

#[test]
fn json_says_the_names_exactly() {
    for formats in rendered() {
        let value: serde_json::Value = serde_json::from_str(&formats.json).unwrap();
        let names: Vec<&str> = value["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["name"].as_str().unwrap())
            .collect();
        assert!(HOSTILE.iter().all(|name| names.contains(name)));
    }
}
