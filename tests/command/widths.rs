//! Terminals from narrow to wide: nothing is wider than the terminal that could be narrower, and columns line up although a
//! Hangul syllable takes two.

use unicode_width::UnicodeWidthStr;

use crate::console::{self, Lang};
use crate::estimate::empty;

const ASKED: [&str; 7] = [
    "estimate --on 2026-12-01",
    "estimate --on 2026-12-01 --currency KRW --students 30",
    "estimate --on 2026-12-01 --opened 2026-10-01 --plan free --credits 100",
    "estimate lab",
    "estimate lab book --on 2026-12-01",
    "estimate breakeven --on 2026-12-01",
    "estimate explain ec2-elb.alb --on 2026-12-01",
];

fn shown(asked: &str, columns: usize, lang: Lang) -> String {
    console::line(&format!("COLUMNS={columns} {asked}"), empty().path(), lang).answer()
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for asked in ASKED {
        for lang in Lang::BOTH {
            for columns in [40, 60, 80, 100, 120] {
                for line in shown(asked, columns, lang).lines().filter(|line| !is_whole(line)) {
                    assert!(
                        line.width() <= columns,
                        "{asked} in {columns} columns: {} in\n{line}",
                        line.width()
                    );
                }
            }
        }
    }
}

/// A command is copied and a link is followed: neither is ever broken. Nor is a single word.
fn is_whole(line: &str) -> bool {
    let words = line.trim_start();
    words.starts_with("→ estimate") || words.starts_with("https://") || !words.contains(' ')
}

#[test]
fn a_terminal_wider_than_a_page_changes_nothing() {
    for asked in ASKED {
        for lang in Lang::BOTH {
            assert_eq!(shown(asked, 120, lang), shown(asked, 500, lang), "{asked}");
        }
    }
}

/// The tables end in a column of figures to the right: all their lines end at the same place.
#[test]
fn columns_line_up_in_both_languages() {
    for lang in Lang::BOTH {
        for columns in [80, 100, 120] {
            for asked in [ASKED[0], ASKED[1], "estimate lab book --on 2026-12-01"] {
                let text = shown(asked, columns, lang);
                let tables = tables(&text);
                assert!(tables.len() >= 2, "{text}");
                for table in tables {
                    let ends: Vec<_> = table.iter().map(|line| line.width()).collect();
                    assert!(ends.iter().all(|end| *end == ends[0]), "{ends:?}\n{}", table.join("\n"));
                }
            }
        }
    }
}

/// Runs of at least three lines that end in money or a heading of it.
fn tables(text: &str) -> Vec<Vec<&str>> {
    let is_row = |line: &str| {
        let words: Vec<_> = line.split_whitespace().collect();
        let last = words.last().copied().unwrap_or_default();
        let is_money = last.starts_with(['$', '₩']) || last.ends_with('원');
        words.len() > 1 && is_money && line.contains("  ")
    };
    let lines: Vec<_> = text.lines().collect();
    lines.split(|line| !is_row(line)).filter(|run| run.len() >= 2).map(<[&str]>::to_vec).collect()
}
