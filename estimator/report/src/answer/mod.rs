//! The whole answer in words of one language, laid out by nobody yet: the table, the Markdown and the page all print this.

pub mod after;
pub mod line;
pub mod remarks;
pub(crate) mod verdict;

use sundown_engine::compare::{Candidate, Comparison};
use sundown_engine::estimate::World;
use sundown_engine::money::Usd;
use sundown_engine::text::{Lang, Text};

use crate::asked::Asked;
use crate::words;
use after::After;
use line::Line;

/// Everything a person is told.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was estimated, where and for when.
    pub title: String,
    /// The answer in one sentence.
    pub verdict: String,
    /// What must be known to read it right: whose account, what cannot be launched.
    pub asides: Vec<String>,
    pub ways: Vec<Way>,
    pub after: Option<After>,
    /// Claims of the class notes, each with what is so.
    pub claims: Vec<(String, String)>,
    pub notes: Vec<String>,
    /// What could not be priced.
    pub gaps: Vec<String>,
    /// Fees outside every month's total.
    pub once: Vec<String>,
    /// Prices, tax and rate.
    pub foot: Vec<String>,
    pub command: String,
    pub next: Vec<String>,
}

/// One way of running the work.
#[derive(Clone, Debug)]
pub struct Way {
    /// As it is typed: `ec2-elb`.
    pub key: String,
    /// As it is said: `EC2 + ELB`.
    pub name: String,
    /// The size that was chosen; empty where there is but one.
    pub size: String,
    pub cheapest: bool,
    pub at_least: bool,
    pub launchable: bool,
    /// Paid a month; with `≥` where something has no price.
    pub net: String,
    /// At list price, without any free tier.
    pub gross: String,
    /// What allowances take off; empty for nothing.
    pub free: String,
    pub credits: String,
    pub with_vat: Option<String>,
    pub sums: Sums,
    pub lines: Vec<Line>,
    /// Other sizes that do the same work, and what they cost.
    pub alternatives: Vec<(String, String)>,
}

/// The exact sums behind the words, for drawing.
#[derive(Clone, Copy, Debug)]
pub struct Sums {
    pub gross: Usd,
    pub net: Usd,
}

pub fn answer(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> Answer {
    let ways: Vec<_> = comparison
        .candidates
        .iter()
        .enumerate()
        .map(|(place, candidate)| way(candidate, comparison.cheapest == Some(place), asked, world))
        .collect();
    let lang = asked.lang;
    Answer {
        title: title(asked, world),
        verdict: verdict::verdict(comparison, asked),
        asides: remarks::asides(comparison, asked, world),
        after: after::after(comparison, asked),
        claims: asked
            .claims
            .iter()
            .map(|claim| (claim.claim.in_lang(lang).to_owned(), claim.truth.in_lang(lang).to_owned()))
            .collect(),
        notes: remarks::notes(comparison, lang, world),
        gaps: remarks::gaps(comparison, lang),
        once: remarks::once(comparison, lang),
        foot: remarks::foot(comparison, asked, world),
        command: asked.command.clone(),
        next: asked.next.clone(),
        ways,
    }
}

fn title(asked: &Asked, world: &World<'_>) -> String {
    let (source, region, on) = (asked.source_name.in_lang(asked.lang), &world.book.region, world.on);
    format!("{source} · {region} · {on}")
}

fn way(candidate: &Candidate, cheapest: bool, asked: &Asked, world: &World<'_>) -> Way {
    let estimate = &candidate.estimate;
    let show = |usd| asked.money.show(usd, asked.lang);
    let at_least = estimate.is_lower_bound();
    let bound = |usd| bounded(show(usd), at_least);
    Way {
        key: estimate.name.clone(),
        name: words::way(&estimate.name, asked.lang).to_owned(),
        size: size(candidate, asked.lang),
        cheapest,
        at_least,
        launchable: estimate.refused.is_empty(),
        net: bound(estimate.net),
        gross: bound(estimate.gross),
        free: asked.money.off(estimate.free, asked.lang),
        credits: asked.money.off(estimate.credits, asked.lang),
        with_vat: asked.money.with_vat(estimate.net).map(bound),
        sums: Sums { gross: estimate.gross, net: estimate.net },
        lines: estimate.charges.iter().map(|charge| line::line(charge, asked, world)).collect(),
        alternatives: candidate
            .alternatives
            .iter()
            .map(|(what, usd)| (what.in_lang(asked.lang).to_owned(), show(*usd)))
            .collect(),
    }
}

/// A size is worth a word where there were others.
fn size(candidate: &Candidate, lang: Lang) -> String {
    if candidate.alternatives.is_empty() { String::new() } else { candidate.about.in_lang(lang).to_owned() }
}

/// A sum that lacks something is the least it can be.
pub(crate) fn bounded(shown: String, at_least: bool) -> String {
    if at_least { format!("≥ {shown}") } else { shown }
}

/// Headings that more than one format prints.
pub mod heading {
    use super::Text;

    pub const MONTH: Text = Text::new("a month", "한 달");
    pub const LIST: Text = Text::new("list price", "정가");
    pub const FREE: Text = Text::new("free tier", "무료 이용");
    pub const CREDITS: Text = Text::new("credits", "크레딧");
    pub const WITH_VAT: Text = Text::new("with VAT", "부가세 포함");
    pub const WAY: Text = Text::new("design", "구성");
    pub const CLAIMS: Text = Text::new("What the class notes say, and what is so", "수업 자료의 내용과 실제");
    pub const NOTES: Text = Text::new("Notes", "참고");
    pub const GAPS: Text =
        Text::new("Not priced: the totals are lower bounds", "가격을 찾지 못한 항목: 합계는 최소 금액입니다");
    pub const ONCE: Text = Text::new("Outside the monthly total", "월 합계에 넣지 않은 비용");
    pub const NEXT: Text = Text::new("Next", "다음 명령");
    pub const LINES: Text = Text::new("Every line and its steps", "항목별 계산 과정");
    pub const ALTERNATIVES: Text = Text::new("Other sizes", "다른 크기");
    pub const AGAIN: Text = Text::new("Made by", "만든 명령");
}
