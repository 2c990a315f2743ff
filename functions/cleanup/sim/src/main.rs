//! `cleanup-sim [STORIES]`: tells that many stories (5,000 unless told), then switches each safety rule off in turn, and
//! prints what it found. Ends with 1 when anything was deleted wrongly or a missing rule went unnoticed.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;
use sundown_cleanup_engine::guard::Guard;
use sundown_cleanup_sim::trial::{mutate, tell_all};

fn main() -> ExitCode {
    let stories = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(5_000);
    match report(stories) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(_) => ExitCode::from(2),
    }
}

fn report(stories: u64) -> std::io::Result<bool> {
    let mut out = std::io::stdout().lock();
    let begun = Instant::now();
    let tally = tell_all(0..stories, None);
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
