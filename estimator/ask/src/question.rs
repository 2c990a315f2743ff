//! What a scenario leaves open, decided in one place: the lab of an afternoon, the money of the reader, which claims of the
//! class notes concern it, which commands come next.

use std::collections::BTreeMap;

use sundown_engine::Decimal;
use sundown_engine::account::Account;
use sundown_engine::compare::Comparison;
use sundown_engine::lab::{Accounts, Lab};
use sundown_engine::price::{Price, PriceBook};
use sundown_engine::text::Sentence;
use sundown_prices::class_notes::class_notes;
use sundown_prices::snapshot::{self, BadSnapshot, NoBook};
use sundown_report::money::ASSUMED_RATE;
use sundown_report::{Asked, Claim, Currency, Money, Prices};
use sundown_scenario::{Currency as Written, Scenario};

use crate::{Question, What};

/// Korea's value added tax, percent: shown with won, unless another is told.
const KOREAN_VAT: u32 = 10;

/// What the embedded book is called.
const SNAPSHOT: &str = "snapshot";

pub(crate) fn lab(scenario: &Scenario) -> Lab {
    scenario.lab.unwrap_or_else(Lab::afternoon)
}

pub(crate) fn account(scenario: &Scenario, lab: &Lab) -> Account {
    let mut account = scenario.account;
    account.in_organization |= lab.accounts == Accounts::Organization;
    account
}

pub(crate) fn asked(
    question: &Question<'_>,
    lab: Lab,
    comparison: &Comparison,
    book: &PriceBook,
    remarks: Vec<Sentence>,
) -> Result<Asked, NoBook> {
    Ok(Asked {
        lang: question.lang,
        money: money(question.scenario),
        accounts: lab.accounts,
        lab: Some(lab),
        source_name: source_name(question),
        prices: prices(comparison, book)?,
        remarks,
        claims: claims(question.what)?,
        command: question.command.clone(),
        next: next(question, comparison),
    })
}

fn money(scenario: &Scenario) -> Money {
    let told = scenario.money;
    let currency = match told.currency {
        Some(Written::Krw) => Currency::Krw,
        Some(Written::Usd) | None => Currency::Usd,
    };
    let korean = (currency == Currency::Krw).then(|| Decimal::from(KOREAN_VAT));
    Money {
        currency,
        rate: told.rate.unwrap_or_else(|| Decimal::from(ASSUMED_RATE)),
        rate_assumed: told.rate.is_none(),
        vat_percent: told.vat.or(korean),
    }
}

fn source_name(question: &Question<'_>) -> Sentence {
    let built_in = Sentence::new("the built-in Todo lab", "내장 Todo 실습");
    match (question.what, question.file) {
        (What::Lab(name), _) => {
            let title = question.scenario.title.clone().unwrap_or_else(|| Sentence::new(name, name));
            Sentence::new(format!("{} ({name})", title.en), format!("{} ({name})", title.ko))
        }
        (What::Compare, None) => built_in,
        (What::Compare, Some("-")) if !question.scenario.built_in => {
            Sentence::new("standard input", "표준 입력")
        }
        (What::Compare, Some(file)) if question.scenario.built_in => {
            let (name_en, name_ko) =
                if file == "-" { ("standard input", "표준 입력") } else { (file, file) };
            let en = format!("{name_en}, which says nothing of the workload: {}", built_in.en);
            let ko = format!("{name_ko}(작업량을 지정하지 않아 {} 사용)", built_in.ko);
            Sentence::new(en, ko)
        }
        (What::Compare, Some(file)) => Sentence::new(file, file),
    }
}

/// The prices that were used: their days, which are written so that they sort, and how many are the snapshot's.
fn prices(comparison: &Comparison, book: &PriceBook) -> Result<Prices, NoBook> {
    let charges = comparison.candidates.iter().flat_map(|one| &one.estimate.charges);
    let used: BTreeMap<_, _> =
        charges.filter_map(|charge| Some((charge.meter.key(), book.price(charge.meter.key())?))).collect();
    let (fetched, embedded): (Vec<_>, Vec<_>) = if book.source == SNAPSHOT {
        (Vec::new(), used.values().copied().collect())
    } else {
        let own = snapshot::book(&book.region)?;
        let (fetched, embedded): (Vec<_>, Vec<_>) =
            used.iter().partition(|(meter, price)| own.price(meter) != Some(**price));
        (
            fetched.into_iter().map(|(_, price)| *price).collect(),
            embedded.into_iter().map(|(_, price)| *price).collect(),
        )
    };
    let day = |price: &&Price| price.date.to_string();
    let all = || fetched.iter().chain(&embedded).copied();
    let text = |date: Option<&Price>| date.map(|price| price.date.to_string()).unwrap_or_default();
    Ok(Prices {
        source: if fetched.is_empty() { SNAPSHOT.to_owned() } else { book.source.clone() },
        oldest: text(all().min_by_key(day)),
        newest: text(all().max_by_key(day)),
        from_snapshot: embedded.len(),
        oldest_fetched: fetched.iter().map(day).min(),
    })
}

/// What concerns every account, every lab, or this one.
fn claims(what: What<'_>) -> Result<Vec<Claim>, BadSnapshot> {
    let concerns = |lab: &Option<String>| match (lab.as_deref(), what) {
        (None | Some("all"), _) => true,
        (Some(lab), What::Lab(name)) => lab == name,
        (Some(lab), What::Compare) => lab == "serverless",
    };
    let notes = class_notes()?.into_iter().filter(|note| concerns(&note.lab));
    Ok(notes
        .map(|note| Claim {
            claim: Sentence::new(note.claim_en, note.claim_ko),
            truth: Sentence::new(note.truth_en, note.truth_ko),
        })
        .collect())
}

/// Why the dearest line is what it is, and where the ways of running it meet.
fn next(question: &Question<'_>, comparison: &Comparison) -> Vec<String> {
    let dearest = comparison
        .candidates
        .iter()
        .flat_map(|one| one.estimate.charges.iter().map(move |charge| (one, charge)))
        .max_by_key(|(_, charge)| charge.usd);
    let why = dearest.and_then(|(one, charge)| {
        let resource = &charge.parts.first()?.resource;
        Some(format!("{}.{resource}", one.estimate.name))
    });
    match question.what {
        What::Compare => {
            let file = question.file.map_or(String::new(), |file| format!(" {}", crate::shell_word(file)));
            let why = why.map(|line| format!("estimate explain {line}{file}"));
            why.into_iter().chain([format!("estimate breakeven{file}")]).collect()
        }
        What::Lab(_) => {
            let why = why.map(|line| format!("estimate explain {line}"));
            why.into_iter().chain(["estimate lab".to_owned()]).collect()
        }
    }
}
