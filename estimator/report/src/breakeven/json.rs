//! Meetings and intervals as JSON: the same contract as a comparison's, decimal strings and no language but `answer`.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Serialize;
use sundown_engine::breakeven::BreakEven;
use sundown_engine::money::Usd;

use super::sentences;
use crate::asked::Asked;
use crate::json::pretty;

/// Where ways of running the work meet over requests a month. All money is in dollars, before tax.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "estimate: breakeven")]
pub struct Document {
    /// The contract's version.
    pub schema: u32,
    /// Always `breakeven`.
    pub kind: &'static str,
    pub lang: &'static str,
    pub currency: &'static str,
    pub answer: String,
    /// Ascending and without a hole between them.
    pub intervals: Vec<Interval>,
    pub meetings: Vec<Meeting>,
    pub command: String,
}

/// A stretch of requests a month in which one deployment is the cheapest.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Interval {
    pub from: String,
    pub to: String,
    pub cheapest: String,
}

/// Two deployments change their order between two neighbouring counts of requests.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Meeting {
    pub first: String,
    pub second: String,
    pub before: Side,
    pub after: Side,
    /// Whether one of them jumps there rather than being crossed.
    pub jump: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Side {
    pub requests: String,
    pub first: String,
    pub second: String,
    /// How the first costs beside the second: `less`, `equal`, `more`.
    pub order: &'static str,
}

pub fn document(found: &BreakEven, names: &[String], asked: &Asked) -> Document {
    let name = |place: usize| names.get(place).cloned().unwrap_or_default();
    let intervals = found.intervals.iter().map(|one| Interval {
        from: one.from.to_string(),
        to: one.to.to_string(),
        cheapest: name(one.cheapest),
    });
    let meetings = found.meetings.iter().map(|one| {
        let [before, after] = one.costs;
        Meeting {
            first: name(one.pair.0),
            second: name(one.pair.1),
            before: side(one.requests.0, before, one.order.0),
            after: side(one.requests.1, after, one.order.1),
            jump: one.jump,
        }
    });
    Document {
        schema: 1,
        kind: "breakeven",
        lang: asked.lang.code(),
        currency: "USD",
        answer: sentences::verdict(found, names, asked.lang),
        intervals: intervals.collect(),
        meetings: meetings.collect(),
        command: asked.command.clone(),
    }
}

fn side(requests: u64, (first, second): (Usd, Usd), order: Ordering) -> Side {
    let order = match order {
        Ordering::Less => "less",
        Ordering::Equal => "equal",
        Ordering::Greater => "more",
    };
    Side { requests: requests.to_string(), first: first.to_string(), second: second.to_string(), order }
}

pub fn render(found: &BreakEven, names: &[String], asked: &Asked) -> serde_json::Result<String> {
    pretty(&document(found, names, asked))
}

/// The JSON Schema of [`Document`], as it is committed.
pub fn schema() -> serde_json::Result<String> {
    pretty(&schemars::schema_for!(Document))
}
