//! Every format in both languages, of one invented comparison, as files to read. `SNAPSHOTS=overwrite` writes them anew.

use crate::sample::{Outcome, Sample, asked, curves};
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};
use sundown_engine::text::Lang;
use sundown_report::table::Terminal;
use sundown_report::{csv, explain, html, json, markdown, table};

const LANGS: [(Lang, &str); 2] = [(Lang::En, "en"), (Lang::Ko, "ko")];

const WIDE: Terminal = Terminal { width: 100, colour: false };
const NARROW: Terminal = Terminal { width: 40, colour: false };

/// Compares with the committed file byte by byte: nothing in these is filtered.
pub(crate) fn same(actual: String, file: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(file);
    let assert = Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV).normalize_paths(false);
    assert.eq(Data::text(actual), Data::read_from(&path, Some(DataFormat::Text)).raw());
}

#[test]
fn the_table_reads_well_wide_and_narrow() -> Outcome<()> {
    let sample = Sample::new()?;
    for (lang, code) in LANGS {
        let asked = asked(lang)?;
        let comparison = sample.comparison(&asked)?;
        same(table::render(&comparison, &asked, &sample.world(), WIDE), &format!("table.{code}.txt"));
        same(
            table::render(&comparison, &asked, &sample.world(), NARROW),
            &format!("table-narrow.{code}.txt"),
        );
    }
    Ok(())
}

#[test]
fn colour_adds_codes_and_changes_no_word() -> Outcome<()> {
    let sample = Sample::new()?;
    let asked = asked(Lang::En)?;
    let comparison = sample.comparison(&asked)?;
    let plain = table::render(&comparison, &asked, &sample.world(), WIDE);
    let coloured = table::render(&comparison, &asked, &sample.world(), Terminal { colour: true, ..WIDE });
    assert!(!plain.contains('\u{1b}') && coloured.contains('\u{1b}'));
    let mut stripped = coloured;
    for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[32m", "\u{1b}[36m"] {
        stripped = stripped.replace(code, "");
    }
    assert_eq!(stripped, plain);
    Ok(())
}

#[test]
fn programs_get_the_exact_figures() -> Outcome<()> {
    let sample = Sample::new()?;
    for (lang, code) in LANGS {
        let asked = asked(lang)?;
        let comparison = sample.comparison(&asked)?;
        same(json::render(&comparison, &asked, &sample.world())?, &format!("report.{code}.json"));
        same(csv::render(&comparison, &asked, &sample.world()), &format!("report.{code}.csv"));
    }
    Ok(())
}

#[test]
fn documents_show_every_line() -> Outcome<()> {
    let sample = Sample::new()?;
    for (lang, code) in LANGS {
        let asked = asked(lang)?;
        let comparison = sample.comparison(&asked)?;
        let world = sample.world();
        same(markdown::render(&comparison, &asked, &world), &format!("report.{code}.md"));
        let page = html::render(&comparison, &asked, &world, Some(&curves(lang)?))?;
        assert!(!page.contains("<b>"), "a name of the user's opened an element");
        assert!(!page.contains("http://") && !page.contains(" src="), "a page loads nothing");
        same(page, &format!("report.{code}.html"));
    }
    Ok(())
}

#[test]
fn explanations_show_the_arithmetic() -> Outcome<()> {
    let sample = Sample::new()?;
    for (lang, code) in LANGS {
        let asked = asked(lang)?;
        let comparison = sample.comparison(&asked)?;
        let world = sample.world();
        let mut text = String::new();
        for (name, resource) in [("serverless", "api"), ("ec2-elb", "alb"), ("fargate", "app")] {
            let candidate =
                comparison.candidates.iter().find(|one| one.estimate.name == name).ok_or("no such")?;
            let explained = explain::resource(candidate, resource, &asked, &world, WIDE).ok_or("no such")?;
            text.push_str(&explained);
            text.push('\n');
            assert!(explain::resource(candidate, "nobody", &asked, &world, WIDE).is_none());
        }
        let lambda = sundown_engine::services::service("lambda").ok_or("no such")?;
        let held: Vec<_> = world.facts.allowances.iter().collect();
        text.push_str(&explain::service(lambda, world.book, &held, lang, WIDE));
        same(text, &format!("explain.{code}.txt"));
    }
    Ok(())
}
