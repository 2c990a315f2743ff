//! `estimate explain`: a service of AWS, or a line of the estimate that the same file and flags give. Nothing is remembered
//! of earlier runs.

use clap::ArgMatches;
use sundown_engine::architectures::NAMES;
use sundown_engine::error::nearest;
use sundown_engine::services::{SERVICES, Service, service};
use sundown_engine::text::Lang;
use sundown_report::explain;
use sundown_scenario::labs;

use crate::asking::{Asking, terminal};
use crate::failure::{Ending, Failure};
use crate::flags::word;
use crate::{input, output};

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let what = word(given, "WHAT").unwrap_or_default();
    match (service(what), what.split_once('.')) {
        (Some(service), _) => explain_service(service, given, lang),
        (None, Some((deployment, resource))) => explain_line(deployment, resource, given, lang),
        (None, None) => Err(unknown_service(what)),
    }
}

fn explain_service(service: &Service, given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let asking = Asking::new(input::scenario(word(given, "FILE"), lang)?, None, "explain", given, lang)?;
    let answered = asking.answer()?;
    let world = answered.world();
    let held = world.facts.allowances.iter();
    let held: Vec<_> =
        held.filter(|rule| rule.holds(&world.account, &world.facts.programme, world.on)).collect();
    output::answer(&explain::service(service, world.book, &held, lang, terminal(given)))
}

fn explain_line(deployment: &str, resource: &str, given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let asking = asking(deployment, given, lang)?;
    let answered = asking.answer()?;
    let candidates = &answered.comparison.candidates;
    let Some(candidate) = candidates.iter().find(|one| one.estimate.name == deployment) else {
        let names: Vec<_> = candidates.iter().map(|one| one.estimate.name.as_str()).collect();
        return Err(unknown("deployment", "구성", deployment, &names));
    };
    explain::resource(candidate, resource, &answered.asked, &answered.world(), terminal(given)).map_or_else(
        || {
            let names: Vec<_> =
                candidate.deployment.resources.iter().map(|(name, _)| name.as_str()).collect();
            Err(unknown("resource", "리소스", resource, &names))
        },
        |text| output::answer(&text),
    )
}

/// The file's estimate; for a deployment that only a lab builds, that lab's.
fn asking(deployment: &str, given: &ArgMatches, lang: Lang) -> Result<Asking, Failure> {
    let own = input::scenario(word(given, "FILE"), lang)?;
    let is_own = own.scenario.deployments.iter().any(|one| one.name == deployment);
    if !is_own && !NAMES.contains(&deployment) {
        for lab in labs() {
            let input = input::parsed(lab.name, lab.toml.as_bytes(), lang)?;
            if input.scenario.deployments.iter().any(|one| one.name == deployment) {
                return Asking::new(input, Some(lab.name), "lab", given, lang);
            }
        }
    }
    Asking::new(own, None, "compare", given, lang)
}

fn unknown_service(what: &str) -> Failure {
    let known: Vec<_> = SERVICES.iter().map(|service| service.key).collect();
    unknown("service", "서비스", what, &known)
}

fn unknown(kind_en: &str, kind_ko: &str, written: &str, known: &[&str]) -> Failure {
    let near = nearest(written, known.iter().copied()).join(", ");
    let all = known.join(", ");
    let (near_en, near_ko) = if near.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("did you mean {near}? "), format!("비슷한 이름: {near}. "))
    };
    Failure::said(
        format!("there is no {kind_en} `{written}`; {near_en}there are: {all}"),
        format!("`{written}`: 없는 {kind_ko}입니다. {near_ko}목록: {all}"),
    )
}
