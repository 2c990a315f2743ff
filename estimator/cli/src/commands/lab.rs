//! `estimate lab`: the labs, listed; or one of them, estimated.

use clap::ArgMatches;
use sundown_engine::text::{Lang, Sentence};
use sundown_report::table::catalogue::catalogue;
use sundown_scenario::{lab, labs};
use sundown_talk::args::word;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::asking::{Asking, terminal};
use crate::input;

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let Some(name) = word(given, "NAME") else { return list(given, lang) };
    let embedded = lab(name).map_err(Failure::Said)?;
    let input = input::parsed(embedded.name, embedded.toml.as_bytes(), lang)?;
    super::show(&Asking::new(input, Some(embedded.name), "lab", given, lang)?, given)
}

fn list(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    if let Some(format) = word(given, "format").filter(|format| *format != "table") {
        return Err(Failure::said(
            format!("--format {format} needs the name of a lab; estimate lab lists them"),
            format!("--format {format}: 실습 이름이 필요합니다. estimate lab으로 목록을 볼 수 있습니다"),
        ));
    }
    let mut entries = Vec::new();
    for embedded in labs() {
        let scenario = input::parsed(embedded.name, embedded.toml.as_bytes(), lang)?.scenario;
        let words = |sentence: Option<Sentence>| {
            sentence.map_or_else(String::new, |said| said.in_lang(lang).to_owned())
        };
        entries.push((embedded.name, words(scenario.title), words(scenario.about)));
    }
    let next = labs().first().map(|lab| format!("estimate lab {}", lab.name));
    output::answer_to(word(given, "output"), &catalogue(&entries, next.as_deref(), terminal(given)))
}
