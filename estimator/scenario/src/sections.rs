//! The small tables of a file: whose account, which lab, how money is shown.

use sundown_engine::Decimal;
use sundown_engine::account::{Account, Plan};
use sundown_engine::lab::{Accounts, Lab};
use sundown_engine::money::Usd;
use sundown_engine::quantity::{Dollars, Percent, Quantity};
use sundown_engine::text::Sentence;

use crate::day::day;
use crate::fault::Fault;
use crate::node::Node;
use crate::stretch::hours;

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

pub(crate) fn account(node: &Node<'_>) -> Result<Account, Fault> {
    let table = node.table(&["opened", "plan", "credits"])?;
    Ok(Account {
        opened: table.maybe("opened", day)?,
        plan: table.maybe("plan", |node| node.choice(&[("free", Plan::Free), ("paid", Plan::Paid)]))?,
        credits: table.maybe("credits", dollars)?,
        in_organization: false,
    })
}

pub(crate) fn lab(node: &Node<'_>) -> Result<Lab, Fault> {
    let table = node.table(&["for", "students", "accounts", "requests"])?;
    Ok(Lab {
        hours: table.maybe("for", hours)?.unwrap_or(Lab::afternoon().hours),
        students: table.maybe("students", Node::read)?.unwrap_or(1),
        accounts: table.maybe("accounts", Node::read)?.unwrap_or(Accounts::Own),
        requests: table.maybe("requests", Node::read)?,
    })
}

pub(crate) fn money(node: &Node<'_>) -> Result<Money, Fault> {
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

pub(crate) fn dollars(node: &Node<'_>) -> Result<Usd, Fault> {
    Ok(Usd::new(node.read::<Dollars>()?.number()))
}
