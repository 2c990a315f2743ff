//! A command's question and its answer: the input, the flags over it, and every way in which there is none, in words.

use clap::ArgMatches;
use sundown_ask::{Answered, Question, Refused, What, answer};
use sundown_engine::Date;
use sundown_engine::architectures::NAMES;
use sundown_engine::text::{Lang, Sentence};
use sundown_prices::snapshot::NoBook;
use sundown_report::table::Terminal;
use sundown_scenario::Scenario;

use crate::failure::{Ending, Failure};
use crate::flags::{is_on, lay_over, word};
use crate::input::{Input, drawn};
use crate::output;

/// A question that is put together, and owns what it is about.
pub(crate) struct Asking {
    pub(crate) scenario: Scenario,
    file: Option<String>,
    lab: Option<&'static str>,
    only: Option<String>,
    today: Date,
    lang: Lang,
    command: String,
}

impl Asking {
    pub(crate) fn new(
        input: Input,
        lab: Option<&'static str>,
        command: &str,
        given: &ArgMatches,
        lang: Lang,
    ) -> Result<Self, Failure> {
        let Input { mut scenario, file } = input;
        lay_over(&mut scenario, given)?;
        if lab.is_none() {
            names_are_free(&scenario, lang)?;
        }
        let file = file.filter(|_| lab.is_none());
        let today = jiff::Zoned::now().date();
        let on = scenario.on.unwrap_or(today);
        let command = again(command, file.as_deref(), lab, given, on);
        let only = word(given, "only").map(str::to_owned);
        Ok(Self { scenario, file, lab, only, today, lang, command })
    }

    pub(crate) fn question(&self) -> Question<'_> {
        Question {
            scenario: &self.scenario,
            what: self.lab.map_or(What::Compare, What::Lab),
            today: self.today,
            only: self.only.as_deref(),
            lang: self.lang,
            file: self.file.as_deref(),
            command: self.command.clone(),
        }
    }

    pub(crate) fn answer(&self) -> Result<Answered, Failure> {
        answer(&self.question()).map_err(|refused| self.failure(refused))
    }

    /// Why there is no answer, at the word of the file where it has one.
    pub(crate) fn failure(&self, refused: Refused) -> Failure {
        match refused {
            Refused::Value(error) => drawn(&self.scenario.explain(&error), self.lang),
            Refused::Book(NoBook::Bad(bad)) => bad.into(),
            Refused::Book(NoBook::Region(unknown)) => Failure::said(
                format!("{unknown}; near: {}", unknown.near.join(", ")),
                format!(
                    "`{}`: 가격 정보가 없는 리전입니다. 비슷한 이름: {}",
                    unknown.region,
                    unknown.near.join(", ")
                ),
            ),
            Refused::NoDeployment { wanted, near, known } => {
                let (near, known) =
                    (if near.is_empty() { &known } else { &near }.join(", "), known.join(", "));
                Failure::said(
                    format!("there is no deployment `{wanted}`; near: {near}; there are: {known}"),
                    format!("`{wanted}`: 없는 구성입니다. 비슷한 이름: {near}. 구성 목록: {known}"),
                )
            }
        }
    }

    /// Whether the answer is no: over budget, or not complete where only a complete one will do.
    pub(crate) fn ending(&self, answered: &Answered, given: &ArgMatches) -> Result<Ending, Failure> {
        let candidates = &answered.comparison.candidates;
        if is_on(given, "strict") && candidates.iter().any(|one| one.estimate.is_lower_bound()) {
            return Err(Failure::said(
                "something could not be priced, and --strict wants everything priced; see the gaps",
                "가격을 찾지 못한 항목이 있습니다(--strict). 목록을 확인하십시오",
            ));
        }
        let Some(budget) = self.scenario.budget else { return Ok(Ending::Done) };
        // One of several ways is enough to keep within the budget; a lab or a single way has to.
        let least = candidates.iter().map(|one| one.estimate.net).min();
        if least.is_none_or(|least| least <= budget) {
            return Ok(Ending::Done);
        }
        output::talk(match self.lang {
            Lang::En => "over the budget",
            Lang::Ko => "예산을 넘습니다",
        });
        Ok(Ending::No)
    }
}

/// A deployment of the file's own may not be called like one of the three it is compared with.
fn names_are_free(scenario: &Scenario, lang: Lang) -> Result<(), Failure> {
    let Some(taken) = scenario.deployments.iter().find(|one| NAMES.contains(&one.name.as_str())) else {
        return Ok(());
    };
    let name = &taken.name;
    let message = Sentence::new(
        format!("`{name}` is the name of one of the three architectures; name yours otherwise"),
        format!("`{name}`: 기본 구성의 이름입니다. 다른 이름을 쓰십시오"),
    );
    Err(drawn(&scenario.problem(&["deployments", name], message, None), lang))
}

/// The command that asks the same again, on the same day.
fn again(command: &str, file: Option<&str>, lab: Option<&str>, given: &ArgMatches, on: Date) -> String {
    let mut words = vec!["estimate".to_owned(), command.to_owned()];
    words.extend(lab.or(file).map(str::to_owned));
    words.extend([format!("--on {on}")]);
    for spec in crate::args::QUESTION.iter().filter(|spec| spec.name != "on") {
        if let Some(value) = word(given, spec.name) {
            let value =
                if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() };
            words.push(format!("--{} {value}", spec.name));
        } else if is_on(given, spec.name) {
            words.push(format!("--{}", spec.name));
        }
    }
    words.join(" ")
}

/// The terminal the answer is for.
pub(crate) fn terminal(given: &ArgMatches) -> Terminal {
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    Terminal { width: columns.or(width).unwrap_or(100), colour: output::colour(given) }
}
