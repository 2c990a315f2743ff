//! What a report says must be true, complete and harmless to read.

use super::Seen;
use crate::thing::{Id, Rules};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn honest(rules: &Rules, run: u32, report: &Value, alive: &BTreeSet<(Id, u32)>, seen: &mut Seen) {
    let none = Vec::new();
    let list = |name: &str| report.get(name).and_then(Value::as_array).unwrap_or(&none);
    let blind = seen.blind.get(&run).cloned().unwrap_or_default();
    let looked = report.get("account").is_some_and(|account| !account.is_null());
    if !blind.is_empty() && looked {
        if report.get("clean") == Some(&Value::Bool(true)) {
            seen.broken("not-scanned", "called clean what was not looked at");
        }
        let allowed = |region: &str| region == "global" || rules.regions.contains(region);
        if blind.iter().any(|(region, _)| allowed(region)) && list("not_scanned").is_empty() {
            seen.broken("not-scanned", "does not say what was not looked at");
        }
    }
    let Some((_, lines)) = seen.approved.get(&run).cloned() else { return };
    let mut named: BTreeMap<Id, u32> = BTreeMap::new();
    for outcome in list("outcomes") {
        let Some((id, generation)) = planned(outcome.get("key"), &lines) else { continue };
        *named.entry(id).or_default() += 1;
        let gone = outcome.get("bucket").and_then(Value::as_str) == Some("gone");
        if gone && alive.contains(&(id, generation)) {
            seen.broken("claims", format!("says that {id:?} is gone, and it is not"));
        }
    }
    let applied = report.get("digest").is_some_and(|digest| !digest.is_null());
    for (line, _) in lines.iter().filter(|_| applied) {
        let times = named.get(line).copied().unwrap_or_default();
        if times != 1 {
            seen.broken("conservation", format!("{line:?} was planned and is reported {times} times"));
        }
    }
}

/// The planned thing that an outcome speaks of.
fn planned(key: Option<&Value>, lines: &BTreeSet<(Id, u32)>) -> Option<(Id, u32)> {
    let part = |name: &str| key?.get(name)?.as_str();
    let n: u32 = part("id")?.rsplit('-').next()?.parse().ok()?;
    let (region, kind) = (part("region")?, part("kind")?);
    lines.iter().find(|(id, _)| id.region == region && id.kind == kind && id.n == n).copied()
}

/// No sign may move a cursor or turn the writing round, no field may begin a formula.
pub(super) fn harmless(csv: &str, lines: &str, seen: &mut Seen) {
    let bad = |sign: char| sign != '\n' && sign.is_control() || ('\u{202a}'..='\u{202e}').contains(&sign);
    if csv.contains(bad) || lines.contains(bad) {
        seen.broken("escape", "a control sign in a report");
    }
    if csv.contains("\"=") || csv.contains(",=") {
        seen.broken("escape", "a formula in a spreadsheet");
    }
}
