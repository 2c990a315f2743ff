//! `leftovers plan`: what this person may delete at once, in which order, for how much. Reads only.

pub mod json;
pub mod people;
pub mod saved;

use clap::ArgMatches;
use sundown_cleanup_engine::context::Who;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::gates::{Stop, caps};
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::marks::persons_plan;
use sundown_cleanup_engine::plan::Plan;
use sundown_cleanup_engine::policy::Mode;
use sundown_cleanup_engine::reason::Class;
use sundown_engine::text::Lang;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::account::{Account, Looked};
use crate::args::word;
use crate::doors::{Doors, Eyes};
use crate::page::terminal;
use crate::policy::Told;
use crate::purse::Purse;
use crate::talk::failure::said;
use crate::talk::terminals;

/// Who plans when nobody says who: no tag can have this value, so nothing is this person's.
pub const NOBODY: &str = "\0";

/// A plan and what must be said of it.
pub struct Planned {
    pub plan: Plan,
    pub digest: String,
    pub person: String,
    /// What speaks against applying it.
    pub stops: Vec<Stop>,
    /// Candidates that are not in it: the schedule's, or held back by something that is not in it either.
    pub waiting: Vec<(Key, String)>,
    pub unknown_usd_month: u64,
    pub complete: bool,
}

pub fn run(given: &ArgMatches, lang: Lang, doors: Doors<'_>) -> Result<Ending, Failure> {
    let purse = Purse::of(given)?;
    let person = word(given, "as").unwrap_or(NOBODY).to_owned();
    may_plan(&crate::policy::told(given)?)?;
    let mut account = Account::to_look_at(given, lang, doors)?;
    let looked = account.look()?;
    if let Some(trouble) = looked.forgotten {
        return Err(said(trouble.text()));
    }
    let planned = planned(&account, &looked, &person)?;
    let file = word(given, "output");
    let json = crate::talk::json::render(&json::document(&planned, &purse, lang)?)?;
    if let Some(file) = file {
        output::answer_to(Some(file), &json)?;
    }
    // A plan that goes to standard output is alone there.
    if file != Some("-") {
        output::answer(&match word(given, "format") {
            Some("json") => json,
            _ => terminal::render(&people::page(&planned, &purse, lang, file), terminals::of_answer(given)),
        })?;
    }
    Ok(if planned.complete { Ending::Done } else { Ending::NotAllScanned })
}

/// A plan needs a policy that deletes.
///
/// # Errors
/// When there is none.
pub fn may_plan(told: &Told) -> Result<(), Failure> {
    match (&told.file, told.policy.mode) {
        (None, _) => Err(Failure::said(
            "nothing may be deleted without a policy; `leftovers init` writes one to start from",
            "정책 없이는 아무것도 삭제할 수 없습니다. `leftovers init`으로 시작 파일을 만드십시오",
        )),
        (Some(file), Mode::Report) => Err(Failure::said(
            format!(
                "`{file}` has mode report, which deletes nothing; mode tagged deletes what carries the lab's tag"
            ),
            format!(
                "`{file}`: 모드가 report이므로 아무것도 삭제하지 않습니다. tagged는 실습 태그가 있는 자원을 삭제합니다"
            ),
        )),
        _ => Ok(()),
    }
}

fn planned(account: &Account<dyn Eyes>, looked: &Looked, person: &str) -> Result<Planned, Failure> {
    let who = Who::Person(person.to_owned());
    account.judge(looked, &who, |context, classified| {
        let plan = persons_plan(classified, person).map_err(|error| Failure::defect(&error))?.plan;
        let (survey, policy) = (context.survey, context.policy);
        let stops = caps(&plan, survey, &policy.caps, context.ledger, context.now, Guards::all());
        let planned_keys = plan.by_key();
        let waiting = classified
            .verdicts
            .iter()
            .filter(|(key, verdict)| verdict.class == Class::Candidate && !planned_keys.contains_key(*key))
            .filter_map(|(key, _)| Some(((*key).clone(), survey.found.get(*key)?.name.clone())))
            .collect();
        Ok(Planned {
            digest: plan.digest().map_err(|error| Failure::defect(&error))?,
            plan,
            person: person.to_owned(),
            stops,
            waiting,
            unknown_usd_month: policy.caps.unknown_usd_month,
            complete: survey.not_scanned().next().is_none(),
        })
    })
}
