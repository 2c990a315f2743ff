//! `leftovers apply PLAN`: shows the plan, asks the person at the terminal, deletes, verifies. What was begun is on
//! record before it happens, so that a run that is stopped anywhere goes on when the command is given again.

pub mod consent;
pub mod json;
pub mod people;
pub mod stop;
pub mod work;

use clap::ArgMatches;
use sundown_cleanup_engine::bucket::Bucket;
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::moment::Seconds;
use sundown_cleanup_engine::policy::Mode;
use sundown_cleanup_engine::report::Report;
use sundown_cleanup_engine::session::{Purpose, Session};
use sundown_engine::text::Lang;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::account::{Account, now};
use crate::args::word;
use crate::doors::Doors;
use crate::page::terminal;
use crate::plan::{may_plan, people as plan_people, saved};
use crate::purse::Purse;
use crate::talk::failure::said;
use crate::talk::terminals;

/// Nobody takes a person's machine away after a quarter of an hour, but a sitting has an end.
const LONGEST: Seconds = Seconds(4 * Seconds::HOUR.0);

pub fn run(given: &ArgMatches, lang: Lang, doors: Doors<'_>) -> Result<Ending, Failure> {
    let purse = Purse::of(given)?;
    let file = word(given, "PLAN").unwrap_or_default();
    let saved = saved::read(file)?;
    let told = crate::policy::told(given)?;
    may_plan(&told)?;
    let shown = plan_people::shown(&saved.plan, &saved.digest, &saved.person, &purse, lang);
    if saved.plan.lines.is_empty() {
        output::answer(&terminal::render(&shown, terminals::of_answer(given)))?;
        return Ok(Ending::Done);
    }
    consent::at_terminal()?;
    let mut account = Account::to_change(given, lang, doors)?;
    let policy = account.policy.policy.clone();
    let mut keep = account.folder.keep(&saved.plan.account, now).map_err(|trouble| said(trouble.text()))?;
    output::talk(&terminal::render(&shown, terminals::of_talk(given)));
    let typed = consent::ask(&saved, lang)?;
    let baseline = if policy.mode == Mode::Baseline {
        account.folder.baseline(&saved.plan.account).map_err(|trouble| said(trouble.text()))?
    } else {
        None
    };
    let plan = saved.plan.clone();
    let purpose = Purpose::Attended { plan: Box::new(plan), typed };
    let mut session = Session::new(purpose, &policy, baseline, now().plus(LONGEST), Guards::all());
    let stop = stop::on_interrupt(lang)?;
    let mut tell = |text: String| output::talk(&text);
    let (world, keep) = (&mut account.world, &mut keep);
    let mut work = work::Work { world, keep, time: &work::Wall, stop, tell: &mut tell, lang, sent: 0 };
    let finished = work.run(&mut session);
    let sent = work.sent;
    account.world.finish();
    if !finished {
        return Err(stopped(sent, file));
    }
    let told = people::Told { report: session.report(), plan: &saved.plan, purse, lang };
    let text = match word(given, "format") {
        Some("json") => crate::talk::json::render(&json::document(&told)?)?,
        _ => terminal::render(&people::page(&told, file), terminals::of_answer(given)),
    };
    output::answer(&text)?;
    Ok(ending(session.report()))
}

/// How a run ended: halted, not all seen, not all gone, done.
#[must_use]
pub fn ending(report: &Report) -> Ending {
    let gone = |bucket: &Bucket| matches!(bucket, Bucket::Gone | Bucket::Vanished);
    if report.halted.is_some() || !report.unrestored.is_empty() {
        Ending::CouldNot
    } else if !report.not_scanned.is_empty() {
        Ending::NotAllScanned
    } else if report.outcomes.iter().all(|outcome| gone(&outcome.bucket)) {
        Ending::Done
    } else {
        Ending::No
    }
}

fn stopped(sent: usize, file: &str) -> Failure {
    Failure::said(
        format!(
            "stopped as you asked; {sent} changes had been sent, and each is on record: `leftovers apply {file}` goes on from here"
        ),
        format!(
            "요청에 따라 중단했습니다. 보낸 변경 {sent}건은 모두 기록되어 있습니다. 이어서 실행하는 명령: `leftovers apply {file}`"
        ),
    )
}
