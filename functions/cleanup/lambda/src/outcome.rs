//! What a run leaves behind for people: a report in the bucket, numbers for CloudWatch, one log line.

use serde_json::{Value, json};
use sundown_cleanup_engine::bucket::Bucket as Fate;
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_engine::reason::Class;
use sundown_cleanup_engine::report::Report;
use sundown_kit::log::Line;
use sundown_kit::metrics;

use crate::parts::{Failure, Parts};
use crate::run::Run;

const FUNCTION: &str = "cleanup";

/// A run that was not even judged.
pub fn failed() {
    metrics::count(FUNCTION, "RunsFailed", 1);
}

#[must_use]
pub fn report_file(run: &str, ending: &str) -> String {
    format!("reports/{run}.{ending}")
}

/// Writes the report, the numbers and the line.
///
/// # Errors
/// When the bucket does not take the report.
pub async fn keep(parts: &Parts, run: &Run, report: &Report, marked: u64) -> Result<(), Failure> {
    let json = serde_json::to_vec_pretty(report).map_err(|error| Failure::Internal(error.to_string()))?;
    parts.bucket.put(&report_file(&run.id, "json"), "application/json", &json).await?;
    let html = crate::page::html(report);
    parts.bucket.put(&report_file(&run.id, "html"), "text/html; charset=utf-8", html.as_bytes()).await?;
    let numbers = numbers(report, marked);
    metrics::measure(FUNCTION, &numbers);
    let line = match &report.halted {
        None => Line::info("the run is over"),
        Some(halt) => Line::error("the run has halted").with("why", halt.text().en.as_ref()),
    };
    let line = line.with("run", run.id.as_str()).with("clean", report.clean);
    numbers.iter().fold(line, |line, (name, _, value)| line.with(name, value.clone())).write();
    Ok(())
}

/// Name, unit and value of what is counted.
fn numbers(report: &Report, marked: u64) -> Vec<(&'static str, &'static str, Value)> {
    let leftovers = report.findings.iter().filter(|finding| finding.class == Class::Candidate);
    let (mut found, mut micro) = (0_u64, 0_u64);
    for finding in leftovers {
        found += 1;
        if let Price::MicroUsdMonth(price) = finding.price {
            micro = micro.saturating_add(price);
        }
    }
    let ended = |fate: fn(&Fate) -> bool| report.outcomes.iter().filter(|one| fate(&one.bucket)).count();
    vec![
        ("Found", "Count", json!(found)),
        // Whole dollars and six decimals, exactly: CloudWatch counts in floating point, we don't.
        ("UsdMonth", "None", dollars(micro)),
        ("Marked", "Count", json!(marked)),
        ("Deleted", "Count", json!(ended(|fate| *fate == Fate::Gone))),
        ("Blocked", "Count", json!(ended(|fate| matches!(fate, Fate::Blocked(_))))),
        ("NotScanned", "Count", json!(report.not_scanned.len())),
        ("RunsHalted", "Count", json!(u32::from(report.halted.is_some()))),
    ]
}

fn dollars(micro: u64) -> Value {
    let text = format!("{}.{:06}", micro / 1_000_000, micro % 1_000_000);
    text.parse::<serde_json::Number>().map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sundown_cleanup_engine::policy::Mode;

    #[test]
    fn dollars_are_counted_and_an_empty_run_counts_nothing() {
        assert_eq!(dollars(46_700_001).to_string(), "46.700001");
        let numbers = numbers(&Report::empty(Mode::Report), 0);
        assert_eq!(numbers.len(), 7);
        assert!(numbers.iter().all(|(_, _, value)| value.as_f64() == Some(0.0)));
    }
}
