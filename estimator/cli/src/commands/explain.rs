//! `estimate explain`: a service of AWS, or a line of the estimate that the same file and flags give. Nothing is remembered
//! of earlier runs.

use clap::ArgMatches;
use sundown_engine::architectures::NAMES;
use sundown_engine::error::nearest;
use sundown_engine::services::{SERVICES, Service, service};
use sundown_engine::text::{Lang, Text};
use sundown_report::explain;
use sundown_scenario::labs;
use sundown_talk::args::word;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::asking::{Asking, terminal};
use crate::failure;
use crate::input;

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let what = word(given, "WHAT").unwrap_or_default();
    match (service(what), what.split_once('.')) {
        (Some(service), _) => explain_service(service, given, lang),
        (None, Some((deployment, resource))) => explain_line(deployment, resource, given, lang),
        (None, None) => Err(no_service(what, given, lang)),
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
        return Err(unknown(DEPLOYMENT, deployment, &names));
    };
    explain::resource(candidate, resource, &answered.asked, &answered.world(), terminal(given)).map_or_else(
        || {
            let names: Vec<_> =
                candidate.deployment.resources.iter().map(|(name, _)| name.as_str()).collect();
            Err(unknown(Text::new("resource", "리소스"), resource, &names))
        },
        |text| output::answer(&text),
    )?;
    asking.ending(&answered, given)
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

/// What is no service may be a deployment: then its lines are what can be explained.
fn no_service(what: &str, given: &ArgMatches, lang: Lang) -> Failure {
    let lines = asking(what, given, lang).and_then(|asking| {
        let answered = asking.answer()?;
        let candidate = answered.comparison.candidates.into_iter().find(|one| one.estimate.name == what);
        let resources = candidate.into_iter().flat_map(|one| one.deployment.resources);
        Ok(resources.map(|(name, _)| format!("{what}.{name}")).collect::<Vec<_>>().join(", "))
    });
    match lines {
        Err(failure) => failure,
        Ok(lines) if !lines.is_empty() => Failure::said(
            format!("`{what}` is a deployment; explain one of its resources: {lines}"),
            format!("`{what}`: 구성의 이름입니다. 리소스 하나를 지정하십시오: {lines}"),
        ),
        Ok(_) => {
            let known: Vec<_> = SERVICES.iter().map(|service| service.key).collect();
            unknown(Text::new("service", "서비스"), what, &known)
        }
    }
}

const DEPLOYMENT: Text = Text::new("deployment", "구성");

fn unknown(kind: Text, written: &str, known: &[&str]) -> Failure {
    let near = nearest(written, known.iter().copied()).join(", ");
    failure::unknown(kind, written, &near, &known.join(", "))
}
