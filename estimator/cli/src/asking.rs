//! A command's question and its answer: the input, the flags over it, and every way in which there is none, in words.

use clap::ArgMatches;
use sundown_ask::{Answered, Known, Question, Refused, What, answer_from, needed, region, shell_word};
use sundown_engine::Date;
use sundown_engine::architectures::NAMES;
use sundown_engine::error::Error;
use sundown_engine::text::{Lang, Sentence, Text};
use sundown_engine::workload::Workload;
use sundown_prices::account::Seen;
use sundown_prices::facts::facts;
use sundown_report::table::Terminal;
use sundown_scenario::Scenario;
use sundown_talk::args::word;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::account;
use crate::again::{self, again};
use crate::books::{self, Choice};
use crate::failure::{broken, no_book, unknown};
use crate::flags::{self, Told, is_on, lay_over};
use crate::input::{Input, drawn};
use crate::network::{self, Wanted};

/// A question that is put together, and owns what it is about.
pub(crate) struct Asking {
    pub(crate) scenario: Scenario,
    file: Option<String>,
    lab: Option<&'static str>,
    only: Option<String>,
    today: Date,
    lang: Lang,
    command: String,
    /// What the next commands have to be told too.
    told: Vec<String>,
    /// Values that flags gave, by where they would stand in a file.
    flags: Vec<Told>,
    prices: Choice,
    /// Whether curves over the requests are drawn, which needs more prices than one point of them.
    curves: bool,
    /// What AWS says of the account, if it was asked.
    seen: Option<Seen>,
    remarks: Vec<Sentence>,
}

impl Asking {
    pub(crate) fn new(
        input: Input,
        lab: Option<&'static str>,
        name: &str,
        given: &ArgMatches,
        lang: Lang,
    ) -> Result<Self, Failure> {
        let Input { mut scenario, file } = input;
        lay_over(&mut scenario, given)?;
        if lab.is_none() {
            names_are_free(&scenario, lang)?;
        }
        let flags = flags::told(given);
        let file = file.filter(|_| lab.is_none());
        let today = jiff::Zoned::now().date();
        let on = scenario.on.unwrap_or(today);
        is_open(&scenario, on, &flags, lang)?;
        let command = again(name, lab.or(file.as_deref()), given, on);
        let only = word(given, "only").map(str::to_owned);
        // One deployment, a budget and strictness are about this answer, not about the next.
        let told = again::told(given, &["only", "budget", "strict"]);
        let prices = Choice::of(given);
        let curves = name == "breakeven" || word(given, "format") == Some("html");
        // Asked last: what is wrong here is said before anybody waits.
        let live = word(given, "account") == Some("live");
        let mut asking = Self {
            scenario,
            file,
            lab,
            only,
            today,
            lang,
            command,
            told,
            flags,
            prices,
            curves,
            seen: None,
            remarks: Vec::new(),
        };
        if live {
            asking.ask_account()?;
        }
        Ok(asking)
    }

    fn ask_account(&mut self) -> Result<(), Failure> {
        let seen = network::account(self.lang)?;
        for untold in &seen.untold {
            output::talk(untold.sentence().in_lang(self.lang));
        }
        let (account, remarks) =
            account::over(&seen, self.scenario.account, &facts().map_err(|why| broken(&why))?.programme);
        self.scenario.account = account;
        self.remarks = remarks;
        self.seen = Some(seen);
        Ok(())
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
        let mut known = self.known()?;
        if self.prices == Choice::Live {
            self.renew(&mut known)?;
        }
        let mut answered = self.answer_from(known)?;
        let oldest = answered.asked.prices.oldest_fetched.as_deref();
        books::say_if_old(&answered.book.region, oldest, self.today, self.lang);
        // The list of the labs is the same for everybody.
        for command in answered.asked.next.iter_mut().filter(|command| *command != "estimate lab") {
            for told in &self.told {
                *command = format!("{command} {told}");
            }
        }
        Ok(answered)
    }

    /// The answer from given prices and facts.
    pub(crate) fn answer_from(&self, known: Known) -> Result<Answered, Failure> {
        answer_from(&self.question(), known).map_err(|refused| self.failure(refused))
    }

    /// What the answer is worked out from, without the network.
    pub(crate) fn known(&self) -> Result<Known, Failure> {
        let book = books::offline(self.prices, region(&self.scenario), self.lang)?;
        let mut known =
            Known { book, facts: facts().map_err(|why| broken(&why))?, remarks: self.remarks.clone() };
        if let Some(seen) = &self.seen {
            let on = self.scenario.on.unwrap_or(self.today);
            let (left, remarks) = account::left(seen, &known.facts.allowances, self.today, on);
            known.facts.allowances = left;
            known.remarks.extend(remarks);
        }
        Ok(known)
    }

    /// Prices of the price list in the place of those that the answer needs.
    fn renew(&self, known: &mut Known) -> Result<(), Failure> {
        let meters = needed(&self.question(), known, self.curves).map_err(|refused| self.failure(refused))?;
        let wanted =
            Wanted { region: &known.book.region, meters: &meters, previous: &known.book, today: self.today };
        let (book, remarks) = network::renewed(&wanted, self.lang)?;
        known.remarks.extend(remarks);
        known.book = book;
        Ok(())
    }

    pub(crate) fn today(&self) -> Date {
        self.today
    }

    /// The command that compares the same at another count of requests.
    pub(crate) fn compared_at(&self, requests: u64) -> String {
        let mut words = vec!["estimate compare".to_owned()];
        words.extend(self.file.as_deref().map(shell_word));
        words.push(format!("--requests {requests}"));
        words.extend(self.told.iter().filter(|told| !told.starts_with("--requests ")).cloned());
        words.join(" ")
    }

    /// Why there is no answer, at the word of the file where it has one.
    pub(crate) fn failure(&self, refused: Refused) -> Failure {
        match refused {
            Refused::Value(error) => self.refused(error),
            Refused::Book(why) => no_book(why),
            Refused::NoDeployment { wanted, near, known } => {
                unknown(Text::new("deployment", "구성"), &wanted, &near.join(", "), &known.join(", "))
            }
        }
    }

    /// A value the engine refused, where it was written: at a flag, in the file's workload that the three architectures
    /// are made from, or in a deployment of the file's own.
    fn refused(&self, error: Error) -> Failure {
        let error = match error {
            Error::Resource { deployment, invalid, .. }
                if NAMES.contains(&deployment.as_str()) && is_of_workload(invalid.field) =>
            {
                Error::Workload(invalid)
            }
            other => other,
        };
        let at_flag = match &error {
            Error::Workload(invalid) => {
                flags::find(&self.flags, "workload", invalid.field).zip(Some(invalid))
            }
            Error::Lab(invalid) => flags::find(&self.flags, "lab", invalid.field).zip(Some(invalid)),
            _ => None,
        };
        match at_flag {
            Some((told, invalid)) => flags::refused(told.flag, &told.word, &invalid.problem, None),
            None => drawn(&self.scenario.explain(&error), self.lang),
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

/// Nobody builds a lab in an account that is not there yet.
fn is_open(scenario: &Scenario, on: Date, flags: &[Told], lang: Lang) -> Result<(), Failure> {
    let Some(opened) = scenario.account.opened.filter(|opened| *opened > on) else { return Ok(()) };
    let message = Sentence::new(
        format!("`{opened}` is after the day of the lab, {on}"),
        format!("`{opened}`: 실습 날짜({on})보다 늦습니다"),
    );
    Err(match flags::find(flags, "account", "opened") {
        Some(told) => flags::refused(told.flag, &told.word, &message, None),
        None => drawn(&scenario.problem(&["account", "opened"], message, None), lang),
    })
}

fn is_of_workload(field: &str) -> bool {
    Workload::KIND.fields.iter().any(|known| known.name == field)
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

/// The terminal the answer is for.
pub(crate) fn terminal(given: &ArgMatches) -> Terminal {
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    Terminal { width: columns.or(width).unwrap_or(100), colour: output::colour(given, &std::io::stdout()) }
}
