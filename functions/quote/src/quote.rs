//! From a scenario's text to its answer.

use std::collections::BTreeMap;

use http::StatusCode;
use sundown_ask::{Question, Refused, What, answer};
use sundown_engine::Date;
use sundown_engine::text::Lang;
use sundown_kit::Problem;
use sundown_prices::snapshot::region_codes;
use sundown_report::json;
use sundown_scenario::read;

/// The name the command has for its standard input: what is asked here is what is asked there.
const STDIN: &str = "-";

/// Nothing a person writes is longer.
pub const LARGEST_SCENARIO: usize = 64 * 1024;

/// The document for a scenario. `query` may carry `on` (a day) and `lang` (`ko`, `en`).
pub fn quote(scenario: &[u8], query: &BTreeMap<String, String>, today: Date) -> Result<String, Problem> {
    if scenario.len() > LARGEST_SCENARIO {
        let detail =
            format!("a scenario has {LARGEST_SCENARIO} bytes at most, this one has {}", scenario.len());
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
    }
    let lang = lang(query)?;
    let regions: Vec<_> = region_codes().collect();
    let mut scenario =
        read(STDIN, scenario, &regions).map_err(|problem| unfit(problem.render(lang, false)))?;
    if let Some(day) = query.get("on") {
        let day = day.parse().map_err(|_| unfit(format!("`on={day}` is no day like 2026-12-01")))?;
        scenario.on = Some(day);
    }
    let on = scenario.on.unwrap_or(today);
    let question = Question {
        scenario: &scenario,
        what: What::Compare,
        today,
        only: None,
        lang,
        file: Some(STDIN),
        command: format!("estimate compare {STDIN} --on {on}"),
    };
    let answered = answer(&question).map_err(|refused| match refused {
        Refused::Value(error) => unfit(scenario.explain(&error).render(lang, false)),
        other => unfit(other.to_string()),
    })?;
    json::render(&answered.comparison, &answered.asked, &answered.world())
        .map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))
}

fn lang(query: &BTreeMap<String, String>) -> Result<Lang, Problem> {
    match query.get("lang").map(String::as_str) {
        None | Some("en") => Ok(Lang::En),
        Some("ko") => Ok(Lang::Ko),
        Some(other) => Err(unfit(format!("`lang={other}` is none of en, ko"))),
    }
}

fn unfit(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
}
