//! The question people ask: what does the same work cost in each way of running it, which is cheapest, and what if it is
//! forgotten.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::architectures::Design;
use crate::error::{Error, TooLarge};
use crate::estimate::{Deployment, Estimate, Scope, World, estimate};
use crate::exact::Exact;
use crate::lab::{Lab, LabCost};
use crate::money::Usd;
use crate::period::MONTH_HOURS;
use crate::quantity::Monthly;
use crate::text::Sentence;

/// One way of running the work, estimated.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The size that was chosen: "2 × t3.small".
    pub about: Sentence,
    pub deployment: Deployment,
    pub estimate: Estimate,
    pub lab: Option<LabCost>,
    /// The day the credits that were told are used up, where they are.
    pub credits_until: Option<Date>,
    /// What was decided and assumed on the way.
    pub notes: Vec<Sentence>,
    /// Other sizes that do the same work: what, and what it costs a month.
    pub alternatives: Vec<(Sentence, Usd)>,
}

/// Every way, and which is cheapest.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub candidates: Vec<Candidate>,
    /// The place of the cheapest that AWS would let this account launch.
    pub cheapest: Option<usize>,
}

/// Estimates every design and names the cheapest.
pub fn compare(
    world: &World<'_>,
    designs: Vec<Design>,
    lab: Option<&Lab>,
    requests_per_month: Monthly,
) -> Result<Comparison, Error> {
    let candidates = designs
        .into_iter()
        .map(|design| candidate(world, design, lab, requests_per_month))
        .collect::<Result<Vec<_>, _>>()?;
    let cheapest = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.estimate.refused.is_empty())
        .min_by_key(|(_, candidate)| paid(&candidate.estimate))
        .map(|(place, _)| place);
    Ok(Comparison { candidates, cheapest })
}

/// What is paid, then what credits cover, then what is free: among equals the one that uses less up.
fn paid(estimate: &Estimate) -> (Usd, Usd, Usd) {
    (estimate.net, estimate.credits, estimate.free)
}

/// A design may come in several sizes: the cheapest is the answer, the others are shown beside it.
fn candidate(
    world: &World<'_>,
    design: Design,
    lab: Option<&Lab>,
    requests_per_month: Monthly,
) -> Result<Candidate, Error> {
    let Design { sizes, notes } = design;
    let mut priced = Vec::with_capacity(sizes.len());
    for size in sizes {
        let estimate = estimate(world, &size.deployment, &Scope::month())?;
        priced.push((size, estimate));
    }
    // A size with a gap may look cheap for want of a price; it is chosen only where all have one.
    priced.sort_by_key(|(_, estimate)| (estimate.is_lower_bound(), paid(estimate)));
    let mut priced = priced.into_iter();
    let (size, estimate) = priced.next().ok_or(TooLarge)?;
    let alternatives = priced.map(|(other, estimate)| (other.about, estimate.net)).collect();

    let lab = lab.map(|lab| lab.cost(world, &size.deployment, requests_per_month)).transpose()?;
    let credits_until = credits_until(world, &estimate)?;
    Ok(Candidate {
        about: size.about,
        deployment: size.deployment,
        estimate,
        lab,
        credits_until,
        notes,
        alternatives,
    })
}

/// The day on which credits end: used up at this month's pace, or expired.
fn credits_until(world: &World<'_>, estimate: &Estimate) -> Result<Option<Date>, TooLarge> {
    let Some(credits) = world.account.credits.filter(|_| !estimate.credits.is_zero()) else {
        return Ok(None);
    };
    let owed = estimate.gross.minus(estimate.free)?;
    let hours = credits.dollars().times(Decimal::from(MONTH_HOURS))?.over(owed.dollars())?;
    let days = hours.over(Decimal::from(24))?.floor();
    let days = i64::try_from(days).unwrap_or(i64::MAX).min(3_660);
    let used_up = world.on.saturating_add(jiff::Span::new().days(days));
    let standing = world.account.standing(&world.facts.programme, world.on);
    Ok(Some(standing.credits_end().map_or(used_up, |end| used_up.min(end))))
}
