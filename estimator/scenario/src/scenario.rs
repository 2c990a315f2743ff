//! The file as a whole: what it may say, and what it says. Everything may be left out; an empty file means the built-in
//! workload, and the scenario says so.

use sundown_engine::account::{Account, Plan};
use sundown_engine::error::Error;
use sundown_engine::estimate::Deployment;
use sundown_engine::lab::{Accounts, Lab};
use sundown_engine::money::Usd;
use sundown_engine::quantity::{Dollars, Hours, Percent, Quantity};
use sundown_engine::text::Sentence;
use sundown_engine::workload::Workload;
use sundown_engine::{Date, Decimal};
use toml::de::DeTable;

use crate::day::day;
use crate::deployments::deployments;
use crate::fault::{Fault, one_of};
use crate::index::Index;
use crate::node::{Node, Table};
use crate::problem::Problem;
use crate::source::{Source, Span};
use crate::stretch::hours;
use crate::syntax::{parse, too_deep};

/// What was written, as the engine's values. What was not is `None`, or the engine's own default.
#[derive(Clone, Debug, Default)]
pub struct Scenario {
    pub title: Option<Sentence>,
    pub about: Option<Sentence>,
    pub region: Option<String>,
    /// The day of the lab.
    pub on: Option<Date>,
    pub account: Account,
    pub lab: Option<Lab>,
    pub workload: Workload,
    /// Nothing was said of the workload: it is the built-in one.
    pub built_in: bool,
    pub money: Money,
    pub budget: Option<Usd>,
    /// In the order of the file.
    pub deployments: Vec<Deployment>,
    source: Source,
    index: Index,
}

/// How money is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Money {
    pub currency: Option<Currency>,
    /// Won for a dollar.
    pub rate: Option<Decimal>,
    /// Percent.
    pub vat: Option<Decimal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Currency {
    Usd,
    Krw,
}

/// A lab that does not say how long takes an afternoon.
const LAB_HOURS: u64 = 3;

const FIELDS: &[&str] =
    &["title", "about", "region", "on", "account", "workload", "lab", "money", "budget", "deployments"];

/// Reads a file. `regions` are the codes there are prices for.
pub fn read(name: &str, bytes: &[u8], regions: &[&str]) -> Result<Scenario, Box<Problem>> {
    let source = Source::open(name, bytes)?;
    let read = {
        let document = parse(&source)?;
        let table = document.get_ref();
        let index = Index::of(table).map_err(|span| too_deep(&source, span))?;
        contents(table, regions).map(|scenario| Scenario { index, ..scenario })
    };
    match read {
        Ok(scenario) => Ok(Scenario { source, ..scenario }),
        Err(fault) => {
            let (message, help) = fault.sentences();
            Err(Box::new(source.problem(fault.span, message, help)))
        }
    }
}

fn contents(table: &DeTable<'_>, regions: &[&str]) -> Result<Scenario, Fault> {
    let file = Table::of(table, FIELDS)?;
    let work = file.get("workload");
    Ok(Scenario {
        title: file.maybe("title", Node::words)?,
        about: file.maybe("about", Node::words)?,
        region: file.maybe("region", |node| region(node, regions))?,
        on: file.maybe("on", day)?,
        account: file.maybe("account", account)?.unwrap_or_default(),
        lab: file.maybe("lab", lab)?,
        workload: work.map(|node| node.read()).transpose()?.unwrap_or_default(),
        built_in: work.is_none_or(|node| node.value().as_table().is_some_and(DeTable::is_empty)),
        money: file.maybe("money", money)?.unwrap_or_default(),
        budget: file.maybe("budget", dollars)?,
        deployments: file.maybe("deployments", deployments)?.unwrap_or_default(),
        ..Scenario::default()
    })
}

fn region(node: &Node<'_>, known: &[&str]) -> Result<String, Fault> {
    let written: String = node.read()?;
    if known.contains(&written.as_str()) {
        return Ok(written);
    }
    let message = Sentence::new(
        format!("there are no prices for the region `{written}`"),
        format!("가격 정보가 없는 리전: `{written}`"),
    );
    Err(node.fault(message, Some(one_of(&written, known))))
}

fn account(node: &Node<'_>) -> Result<Account, Fault> {
    let table = node.table(&["opened", "plan", "credits"])?;
    Ok(Account {
        opened: table.maybe("opened", day)?,
        plan: table.maybe("plan", |node| node.choice(&[("free", Plan::Free), ("paid", Plan::Paid)]))?,
        credits: table.maybe("credits", dollars)?,
        in_organization: false,
    })
}

fn lab(node: &Node<'_>) -> Result<Lab, Fault> {
    let table = node.table(&["for", "students", "accounts", "requests"])?;
    Ok(Lab {
        hours: table.maybe("for", hours)?.unwrap_or_else(|| Hours::from(LAB_HOURS)),
        students: table.maybe("students", Node::read)?.unwrap_or(1),
        accounts: table.maybe("accounts", Node::read)?.unwrap_or(Accounts::Own),
        requests: table.maybe("requests", Node::read)?,
    })
}

fn money(node: &Node<'_>) -> Result<Money, Fault> {
    let table = node.table(&["currency", "rate", "vat"])?;
    Ok(Money {
        currency: table
            .maybe("currency", |node| node.choice(&[("USD", Currency::Usd), ("KRW", Currency::Krw)]))?,
        rate: table.maybe("rate", rate)?,
        vat: table.maybe("vat", vat)?,
    })
}

fn rate(node: &Node<'_>) -> Result<Decimal, Fault> {
    let rate = node.read::<Dollars>()?.number();
    if rate.is_zero() {
        let message = Sentence::new("a dollar is worth more than 0 won", "환율은 0보다 커야 합니다");
        let help = Sentence::new(
            "write the won for one dollar, like `1390`",
            "1달러의 원화 금액을 쓰세요. 예: `1390`",
        );
        return Err(node.fault(message, Some(help)));
    }
    Ok(rate)
}

fn vat(node: &Node<'_>) -> Result<Decimal, Fault> {
    let percent = node.read::<Percent>()?.number();
    if percent > Decimal::ONE_HUNDRED {
        let message = Sentence::new("a tax is 100 percent at most", "세율은 100% 이하여야 합니다");
        let help = Sentence::new("write the percent, like `10`", "백분율로 쓰세요. 예: `10`");
        return Err(node.fault(message, Some(help)));
    }
    Ok(percent)
}

fn dollars(node: &Node<'_>) -> Result<Usd, Fault> {
    Ok(Usd::new(node.read::<Dollars>()?.number()))
}

impl Scenario {
    /// Where a field of a resource was written, in bytes of the text; without it, where the resource was.
    pub fn place(&self, deployment: &str, resource: &str, field: &str) -> Option<Span> {
        let name = self.deployments.iter().find(|known| known.name == deployment)?;
        let (_, found) = name.resources.iter().find(|(name, _)| name == resource)?;
        self.index.nearest(&["deployments", deployment, resource, found.kind().key, field])
    }

    /// A problem the caller found with what was written at a path: `["money", "rate"]`.
    pub fn problem(&self, path: &[&str], message: Sentence, help: Option<Sentence>) -> Problem {
        self.source.problem(self.index.nearest(path), message, help)
    }

    /// What the engine refused, at the word it refused.
    pub fn explain(&self, error: &Error) -> Problem {
        match error {
            Error::Resource { deployment, resource, invalid } => {
                let span = self.place(deployment, resource, invalid.field);
                let subject = format!("{deployment}.{resource}");
                let message = about(&subject, invalid.field, &invalid.problem, span.is_some());
                self.source.problem(span, message, None)
            }
            Error::Workload(invalid) => self.section("workload", invalid.field, &invalid.problem),
            Error::Lab(invalid) => self.section("lab", invalid.field, &invalid.problem),
            Error::Unit { meter, priced, metered } => self.source.problem(
                None,
                Sentence::new(
                    format!("{meter}: priced per {priced}, metered in {metered}: this price book cannot be used"),
                    format!("{meter}: 가격 단위({priced})와 사용량 단위({metered})가 다릅니다. 이 가격표는 쓸 수 없습니다"),
                ),
                None,
            ),
            Error::TooLarge(_) => self.source.problem(
                None,
                Sentence::new("the numbers are too large to compute exactly", "숫자가 너무 커서 정확히 계산할 수 없습니다"),
                Some(Sentence::new("write smaller numbers", "더 작은 숫자를 쓰세요")),
            ),
        }
    }

    fn section(&self, table: &str, field: &str, problem: &Sentence) -> Problem {
        let span = self.index.nearest(&[table, field]);
        let message = about(table, field, problem, span.is_some());
        self.source.problem(span, message, None)
    }
}

/// With a caret under the word its name says nothing new; without, it is all that tells where.
fn about(subject: &str, field: &str, problem: &Sentence, pointed: bool) -> Sentence {
    match (pointed, field) {
        (true, _) => problem.clone(),
        (false, "") => {
            Sentence::new(format!("{subject}: {}", problem.en), format!("{subject}: {}", problem.ko))
        }
        (false, field) => Sentence::new(
            format!("{subject}.{field}: {}", problem.en),
            format!("{subject}.{field}: {}", problem.ko),
        ),
    }
}
