//! What is known besides the question: the prices and facts an answer is worked out from, and which of them a question needs.

use std::collections::BTreeSet;

use sundown_engine::architectures::Design;
use sundown_engine::error::Error;
use sundown_engine::estimate::{Scope, World, estimate};
use sundown_engine::facts::Facts;
use sundown_engine::meter::MeterId;
use sundown_engine::price::PriceBook;
use sundown_engine::quantity::Monthly;
use sundown_engine::services::meters;
use sundown_engine::text::Sentence;
use sundown_prices::facts::facts;
use sundown_prices::snapshot;
use sundown_scenario::Scenario;

use crate::{DEFAULT_REGION, Question, Refused, all_designs, asked_for, most_requests, question};

/// The facts and prices of an answer, however they were obtained.
#[derive(Clone, Debug)]
pub struct Known {
    pub book: PriceBook,
    pub facts: Facts,
    /// What the reader must know of them.
    pub remarks: Vec<Sentence>,
}

impl Known {
    /// What is inside the program: no file, no network.
    pub fn embedded(scenario: &Scenario) -> Result<Self, Refused> {
        let book = snapshot::book(region(scenario))?;
        Ok(Self { book, facts: facts()?, remarks: Vec::new() })
    }
}

/// The region a scenario is about.
pub fn region(scenario: &Scenario) -> &str {
    scenario.region.as_deref().unwrap_or(DEFAULT_REGION)
}

/// Every meter that may be on the bill, in all sizes that are compared, running and stopped. Curves are drawn over all
/// counts of requests, and larger counts need larger sizes.
pub fn needed(question: &Question<'_>, known: &Known, curves: bool) -> Result<Vec<MeterId>, Refused> {
    let workload = &question.scenario.workload;
    let mut counts = vec![workload.requests_per_month];
    if curves {
        let most = most_requests(question);
        counts
            .extend((0..64).map(|power| 1_u64 << power).take_while(|count| *count < most).map(Monthly::from));
        counts.push(Monthly::from(most));
    }
    let mut keys = BTreeSet::new();
    for count in counts {
        let designs = all_designs(question, &known.facts, count)?;
        for design in designs.iter().filter(|design| asked_for(design, question.only)) {
            on_bill(question, known, design, &mut keys)?;
        }
    }
    Ok(keys.iter().filter_map(|key| meter_of(key)).collect())
}

/// The same for the deployments a scenario describes itself, without the three architectures.
pub fn needed_by_own(question: &Question<'_>, known: &Known) -> Result<Vec<MeterId>, Refused> {
    let mut keys = BTreeSet::new();
    for deployment in &question.scenario.deployments {
        on_bill(question, known, &Design::written(deployment.clone()), &mut keys)?;
    }
    Ok(keys.iter().filter_map(|key| meter_of(key)).collect())
}

fn on_bill(
    question: &Question<'_>,
    known: &Known,
    design: &Design,
    keys: &mut BTreeSet<String>,
) -> Result<(), Error> {
    let account = question::account(question.scenario, &question::lab(question.scenario));
    let on = question.scenario.on.unwrap_or(question.today);
    let world = World { book: &known.book, facts: &known.facts, account, on };
    for size in &design.sizes {
        for stopped in [false, true] {
            let bill = estimate(&world, &size.deployment, &Scope { stopped, ..Scope::month() })?;
            keys.extend(bill.charges.iter().map(|charge| charge.meter.key().to_owned()));
            // A meter without a price is a gap under its key.
            keys.extend(bill.gaps.into_iter().map(|gap| gap.what.en));
        }
    }
    Ok(())
}

fn meter_of(key: &str) -> Option<MeterId> {
    let (family, variant) = key.split_once(':').unwrap_or((key, ""));
    let meter = meters().find(|meter| meter.key == family)?;
    Some(if variant.is_empty() { meter.whole() } else { meter.of(variant) })
}
