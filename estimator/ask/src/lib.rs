//! From a written question to its answer: a scenario, the facts and the prices go in, what a report is written from comes
//! out. The command and the function `quote` both come this way, so that they cannot answer differently.

mod known;
mod question;

use sundown_engine::account::Account;
use sundown_engine::architectures::{Design, designs};
use sundown_engine::breakeven::{BreakEven, MOST_REQUESTS, Point, break_even};
use sundown_engine::compare::{Comparison, compare};
use sundown_engine::error::Error;
use sundown_engine::estimate::World;
use sundown_engine::facts::Facts;
use sundown_engine::price::PriceBook;
use sundown_engine::quantity::Monthly;
use sundown_engine::text::Lang;
use sundown_engine::{Date, error::nearest};
use sundown_prices::{sizing::sizing, snapshot};
use sundown_report::Asked;
use sundown_scenario::Scenario;

pub use known::{Known, needed, needed_by_own, region};

/// What is asked of a scenario.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    pub scenario: &'a Scenario,
    pub what: What<'a>,
    /// The day, where the scenario names none.
    pub today: Date,
    /// One deployment of them all.
    pub only: Option<&'a str>,
    pub lang: Lang,
    /// The file as the asker named it; none for what is built in.
    pub file: Option<&'a str>,
    /// The command that asks this again.
    pub command: String,
}

/// Which deployments are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'a> {
    /// The three architectures, and those of the scenario.
    Compare,
    /// A lab of ours by its name: only what it builds.
    Lab(&'a str),
}

/// All that a report is written from.
#[derive(Clone, Debug)]
pub struct Answered {
    pub comparison: Comparison,
    pub asked: Asked,
    pub book: PriceBook,
    pub facts: Facts,
    pub account: Account,
    pub on: Date,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// A value of the scenario cannot be: the scenario knows where it stands.
    #[error(transparent)]
    Value(#[from] Error),
    #[error(transparent)]
    Book(#[from] snapshot::NoBook),
    /// `--only` names no deployment.
    #[error("there is no deployment `{wanted}`")]
    NoDeployment { wanted: String, near: Vec<String>, known: Vec<String> },
}

impl From<snapshot::BadSnapshot> for Refused {
    fn from(bad: snapshot::BadSnapshot) -> Self {
        Self::Book(bad.into())
    }
}

/// Where nobody says, a lab is in Seoul: there most of its students are.
pub const DEFAULT_REGION: &str = "ap-northeast-2";

impl Answered {
    pub fn world(&self) -> World<'_> {
        World { book: &self.book, facts: &self.facts, account: self.account, on: self.on }
    }
}

/// A word as a shell takes it: in quotes where it holds anything a shell would read.
pub fn shell_word(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./:=@%+,".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Answers a question from what is inside the program.
pub fn answer(question: &Question<'_>) -> Result<Answered, Refused> {
    answer_from(question, Known::embedded(question.scenario)?)
}

/// Answers a question from prices and facts that the asker brings.
pub fn answer_from(question: &Question<'_>, known: Known) -> Result<Answered, Refused> {
    let scenario = question.scenario;
    let Known { book, facts, remarks } = known;
    let lab = question::lab(scenario);
    let account = question::account(scenario, &lab);
    let on = scenario.on.unwrap_or(question.today);
    let world = World { book: &book, facts: &facts, account, on };

    let designs = only(all_designs(question, &facts, scenario.workload.requests_per_month)?, question.only)?;
    let comparison = compare(&world, designs, Some(&lab), scenario.workload.requests_per_month)?;
    let asked = question::asked(question, lab, &comparison, &book, remarks)?;
    Ok(Answered { comparison, asked, book, facts, account, on })
}

/// Where the curves of the architectures meet, over requests a month: up to the most there are, or the most that a told
/// peak leaves room for.
pub fn meetings(question: &Question<'_>, answered: &Answered) -> Result<BreakEven, Refused> {
    let price = |requests: u64| -> Result<Vec<Point>, Error> {
        let designs = match all_designs(question, &answered.facts, Monthly::from(requests)) {
            Ok(designs) => designs,
            Err(Refused::Value(error)) => return Err(error),
            Err(Refused::Book(_) | Refused::NoDeployment { .. }) => Vec::new(),
        };
        let kept = designs.into_iter().filter(|design| asked_for(design, question.only)).collect();
        let comparison = compare(&answered.world(), kept, None, Monthly::from(requests))?;
        Ok(comparison.candidates.iter().map(|one| Point::of(&one.estimate, &one.about.en)).collect())
    };
    Ok(break_even(&price, most_requests(question))?)
}

fn most_requests(question: &Question<'_>) -> u64 {
    question.scenario.workload.most_requests().map_or(MOST_REQUESTS, |most| most.min(MOST_REQUESTS))
}

fn all_designs(question: &Question<'_>, facts: &Facts, requests: Monthly) -> Result<Vec<Design>, Refused> {
    let scenario = question.scenario;
    let written = scenario.deployments.iter().cloned().map(Design::written);
    if matches!(question.what, What::Lab(_)) {
        return Ok(written.collect());
    }
    let mut work = scenario.workload.clone();
    work.requests_per_month = requests;
    let designs = designs(&work, &sizing(work.stack)?, facts).map_err(Error::Workload)?;
    Ok(designs.into_iter().chain(written).collect())
}

fn asked_for(design: &Design, only: Option<&str>) -> bool {
    only.is_none_or(|wanted| design.name() == wanted)
}

fn only(designs: Vec<Design>, wanted: Option<&str>) -> Result<Vec<Design>, Refused> {
    let known: Vec<_> = designs.iter().map(|design| design.name().to_owned()).collect();
    let kept: Vec<_> = designs.into_iter().filter(|design| asked_for(design, wanted)).collect();
    match wanted {
        Some(wanted) if kept.is_empty() => {
            let near = nearest(wanted, known.iter().map(String::as_str));
            let near = near.into_iter().map(str::to_owned).collect();
            Err(Refused::NoDeployment { wanted: wanted.to_owned(), near, known })
        }
        _ => Ok(kept),
    }
}
