//! Examples worked by AWS (and a few others) on their own pages, with the prices they state, line by line. The figures are
//! theirs, in `data/worked_examples.json`; the table below only says what each example builds.

mod cases;

use jiff::civil::date;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Row, book, decimal, facts};
use crate::account::Account;
use crate::allowance::{Allowance, Entitled};
use crate::charge::Step;
use crate::estimate::{Deployment, Estimate, Scope, World, estimate};
use crate::money::Usd;
use crate::period::Period;
use crate::services::Resource;

/// What an example builds, and which of our lines is which of its lines.
struct Case {
    id: &'static str,
    resources: Vec<Resource>,
    period: Period,
    prices: &'static [Row],
    free: Vec<Allowance>,
    /// The example's line and ours: a meter, a meter's tier (`meter#2`), or all of one resource (`@0`).
    lines: &'static [(&'static str, &'static str)],
}

#[derive(Deserialize)]
struct Example {
    id: String,
    steps: Vec<ExampleLine>,
    expected_usd: Option<String>,
    tolerance_usd: Option<String>,
}

#[derive(Deserialize)]
struct ExampleLine {
    line: String,
    exact_usd: Option<String>,
}

/// A repeating decimal is kept to a trillionth; a line may differ by what that makes of it.
const KEPT: &str = "0.0000001";

#[test]
fn every_worked_example_comes_out_line_by_line() {
    let examples: Vec<Example> = serde_json::from_str(include_str!("data/worked_examples.json")).unwrap();
    let cases = cases::all();
    for example in &examples {
        // Asserted in milliseconds beside `billed_ms` in services/lambda.rs: it states no money.
        if example.id == "lambda-init-billing-1" {
            continue;
        }
        let case = cases.iter().find(|case| case.id == example.id);
        let case = case.unwrap_or_else(|| panic!("{}: an example without a case", example.id));
        hold(case, example);
    }
    assert_eq!(cases.len() + 1, examples.len(), "every case has its example");
}

fn hold(case: &Case, example: &Example) {
    let bill = bill(case, &case.resources);
    for line in &example.steps {
        let (Some(exact), Some(ours)) = (&line.exact_usd, ours(case, &bill, &line.line)) else { continue };
        let off = (ours.dollars() - decimal(exact)).abs();
        assert!(off <= decimal(KEPT), "{}, {}: {ours}, not {exact}", case.id, line.line);
    }
    let expected = decimal(example.expected_usd.as_ref().unwrap());
    let tolerance = example.tolerance_usd.as_ref().map_or(Decimal::ZERO, |text| decimal(text));
    let off = (bill.net.dollars() - expected).abs();
    assert!(off <= tolerance, "{}: {}, not {expected}", case.id, bill.net);
    assert!(!bill.is_lower_bound(), "{}: {:?}", case.id, bill.gaps);
}

fn bill(case: &Case, resources: &[Resource]) -> Estimate {
    let (book, facts) = (book(case.prices), facts(case.free.clone()));
    let world = World { book: &book, facts: &facts, account: Account::default(), on: date(2026, 11, 21) };
    let named = resources.iter().enumerate().map(|(place, resource)| (format!("r{place}"), resource.clone()));
    let deployment = Deployment { name: case.id.into(), resources: named.collect() };
    estimate(&world, &deployment, &Scope { period: case.period, students: 1, stopped: false }).unwrap()
}

/// Our figure for a line of the example; none where it has no counterpart because nothing is charged.
fn ours(case: &Case, whole: &Estimate, line: &str) -> Option<Usd> {
    let (_, which) = case.lines.iter().find(|(name, _)| *name == line)?;
    if let Some(place) = which.strip_prefix('@') {
        let place: usize = place.parse().unwrap();
        return Some(bill(case, &case.resources[place..=place]).net);
    }
    let (meter, tier) = which.split_once('#').map_or((*which, None), |(meter, tier)| (meter, Some(tier)));
    let charge = whole.charges.iter().find(|charge| charge.meter.to_string() == meter);
    let charge = charge.unwrap_or_else(|| panic!("{}: no charge for {meter}", case.id));
    let Some(wanted) = tier else { return Some(charge.usd) };
    let paid = charge.steps.iter().find_map(|step| match step {
        Step::Tier { tier, usd, .. } if tier.to_string() == wanted => Some(*usd),
        _ => None,
    });
    Some(paid.unwrap_or_else(|| panic!("{}: nothing in tier {wanted} of {meter}", case.id)))
}

/// Free for everyone, every month.
fn always(id: &str, meters: &[&str], amount: u32) -> Allowance {
    Allowance {
        id: id.into(),
        meters: meters.iter().map(ToString::to_string).collect(),
        amount: Some(Decimal::from(amount)),
        unit: String::new(),
        who: Entitled::Everyone,
        from: None,
        until: None,
        source: "the example".into(),
        date: "2026".into(),
    }
}
