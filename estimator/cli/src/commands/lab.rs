//! `estimate lab`: the labs, listed; or one of them, estimated.

use clap::ArgMatches;
use sundown_engine::text::Lang;
use sundown_scenario::{lab, labs};

use crate::asking::Asking;
use crate::failure::{Ending, Failure};
use crate::flags::word;
use crate::{input, output};

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let Some(name) = word(given, "NAME") else { return list(lang) };
    let embedded = lab(name).map_err(Failure::Said)?;
    let input = input::parsed(embedded.name, embedded.toml.as_bytes(), lang)?;
    super::show(&Asking::new(input, Some(embedded.name), "lab", given, lang)?, given)
}

fn list(lang: Lang) -> Result<Ending, Failure> {
    let mut text = String::new();
    for embedded in labs() {
        let scenario = input::parsed(embedded.name, embedded.toml.as_bytes(), lang)?.scenario;
        let words = |sentence: Option<sundown_engine::text::Sentence>| {
            sentence.map_or_else(String::new, |sentence| sentence.in_lang(lang).to_owned())
        };
        let (title, about) = (words(scenario.title), words(scenario.about));
        text.push_str(&format!("{:<15} {title}\n{:<15} {about}\n", embedded.name, ""));
    }
    let first = labs().first().map_or("", |lab| lab.name);
    text.push_str(&format!("\n→ estimate lab {first}\n"));
    output::answer(&text)
}
