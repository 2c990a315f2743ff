//! The file as a whole: what it may say, and what it says. Everything may be left out; an empty file means the built-in
//! workload, and the scenario says so.

use sundown_engine::Date;
use sundown_engine::account::Account;
use sundown_engine::estimate::Deployment;
use sundown_engine::lab::Lab;
use sundown_engine::money::Usd;
use sundown_engine::text::Sentence;
use sundown_engine::workload::Workload;
use toml::de::DeTable;

use crate::day::day;
use crate::deployments::deployments;
use crate::fault::Fault;
use crate::index::Index;
use crate::node::{Node, Table};
use crate::problem::Problem;
use crate::sections::{Money, account, dollars, lab, money};
use crate::source::Source;
use crate::syntax::{parse, too_deep};
use crate::wanted::one_of;

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
    pub(crate) source: Source,
    pub(crate) index: Index,
}

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
