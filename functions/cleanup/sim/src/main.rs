//! `cleanup-sim [STORIES [FIRST]]`: tells that many stories (5,000 unless told, from seed 0), then switches each safety rule off in turn, and
//! prints what it found. `cleanup-sim story SEED` shows one story. Ends with 1 when anything was deleted wrongly or a missing rule went unnoticed.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;
use sundown_cleanup_engine::guard::Guard;
use sundown_cleanup_sim::scene::Scene;
use sundown_cleanup_sim::spec::judge;
use sundown_cleanup_sim::story::Story;
use sundown_cleanup_sim::tally::Tally;
use sundown_cleanup_sim::thing::Event;
use sundown_cleanup_sim::trial::{mutate, tell_all};

/// A long telling says how far it is.
const CHUNK: usize = 50_000;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("story") {
        let seed = std::env::args().nth(2).and_then(|text| text.parse().ok()).unwrap_or_default();
        return if show(seed).is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) };
    }
    let number = |nth| std::env::args().nth(nth).and_then(|text| text.parse().ok());
    match report(number(1).unwrap_or(5_000), number(2).unwrap_or(0)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(_) => ExitCode::from(2),
    }
}

/// One story in full, to understand a violation.
fn show(seed: u64) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let scene = Scene::of(seed);
    writeln!(out, "{:?} {:?} {}\n{}", scene.manner, scene.cloud.faults, scene.cloud.skew, scene.policy)?;
    for thing in scene.cloud.things.values() {
        writeln!(out, "{thing:?}")?;
    }
    let Ok(mut story) = Story::begin(scene, None) else { return writeln!(out, "the policy was refused") };
    story.live();
    for event in &story.cloud.log {
        match event {
            Event::Reported { run, lines, .. } => writeln!(out, "run {run}\n{lines}")?,
            Event::Changed(change) => writeln!(
                out,
                "run {} at {}: {} {:?} {}",
                change.run, change.at, change.verb, change.target.id, change.happened
            )?,
            other => writeln!(out, "{other:?}")?,
        }
    }
    for violation in judge(&story.rules, &story.cloud.log, &story.cloud.things) {
        writeln!(out, "{violation:?}")?;
    }
    Ok(())
}

fn report(stories: u64, first: u64) -> std::io::Result<bool> {
    let mut out = std::io::stdout().lock();
    let begun = Instant::now();
    let mut tally = Tally::default();
    let end = first + stories;
    for from in (first..end).step_by(CHUNK) {
        let part = tell_all(from..end.min(from + CHUNK as u64), None);
        for (seed, violation) in &part.violations {
            writeln!(std::io::stderr(), "  seed {seed}: {}: {}", violation.rule, violation.what)?;
        }
        tally.add(part);
        if stories > CHUNK as u64 {
            let (told, wrong) = (tally.stories, tally.violations.len());
            writeln!(
                std::io::stderr(),
                "{told} of {stories} stories, {wrong} violations, {} s",
                begun.elapsed().as_secs()
            )?;
        }
    }
    writeln!(out, "{tally}in {} s", begun.elapsed().as_secs())?;
    let mut all_caught = true;
    writeln!(out, "\nrule switched off     caught after  by")?;
    for guard in Guard::ALL {
        let caught = mutate(guard, 5_000);
        all_caught &= caught.is_some();
        match caught {
            Some((seed, violation)) => {
                writeln!(
                    out,
                    "{:<20} {:>6} stories  {}: {}",
                    format!("{guard:?}"),
                    seed + 1,
                    violation.rule,
                    violation.what
                )?;
            }
            None => writeln!(out, "{:<20} NOT CAUGHT", format!("{guard:?}"))?,
        }
    }
    writeln!(out, "in {} s", begun.elapsed().as_secs())?;
    Ok(tally.violations.is_empty() && all_caught)
}
