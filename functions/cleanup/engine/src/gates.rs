//! The last questions before anything happens: too many, too dear, too large a share, too surprising? A plan that is too
//! big is refused as a whole; cutting it down would hide that something is wrong.

use crate::catalog::Kind;
use crate::found::Key;
use crate::guard::{Guard, Guards};
use crate::ledger::Ledger;
use crate::moment::Moment;
use crate::plan::{Line, Plan, micro_usd};
use crate::policy::Caps;
use crate::survey::Survey;
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a plan may not be applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    Items { planned: u64, cap: u64 },
    Usd { planned: u64, cap: u64 },
    Share { kind: Kind, planned: u64, of: u64, percent: u64 },
    Objects { planned: u64, cap: u64 },
    NoHistory { runs: u64 },
    Surprise { candidates: u64, limit: u64 },
}

impl Stop {
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Items { planned, cap } => Text::new(
                format!("{planned} resources would be deleted within a day, the policy allows {cap}"),
                format!("하루에 삭제될 자원 {planned}개, 정책의 한도 {cap}개"),
            ),
            Self::Usd { planned, cap } => Text::new(
                format!("resources worth ${planned} a month would be deleted, the policy allows ${cap}"),
                format!("삭제될 자원의 월 비용 ${planned}, 정책의 한도 ${cap}"),
            ),
            Self::Share { kind, planned, of, percent } => Text::new(
                format!("{planned} of {of} of {kind} would be deleted, the policy allows {percent} %"),
                format!("{kind}: {of}개 중 {planned}개가 삭제됩니다. 정책의 한도 {percent}%"),
            ),
            Self::Objects { planned, cap } => Text::new(
                format!("{planned} objects would be deleted, the policy allows {cap}"),
                format!("삭제될 객체 {planned}개, 정책의 한도 {cap}개"),
            ),
            Self::NoHistory { runs } => Text::new(
                format!("the schedule deletes only after five runs, this account has had {runs}"),
                format!("자동 삭제는 다섯 번 실행한 뒤에 시작합니다. 지금까지 {runs}번"),
            ),
            Self::Surprise { candidates, limit } => Text::new(
                format!("{candidates} leftovers are far more than usual, at most {limit} are no surprise"),
                format!("평소보다 훨씬 많은 남은 자원: {candidates}개, 예상 한도 {limit}개"),
            ),
        }
    }
}

/// A few of a type are no share of it.
const SHARE_FLOOR: u64 = 3;
const HISTORY_NEEDED: u64 = 5;

/// How much would be deleted.
#[must_use]
pub fn caps(
    plan: &Plan,
    survey: &Survey,
    caps: &Caps,
    ledger: &Ledger,
    now: Moment,
    guards: Guards,
) -> Vec<Stop> {
    if !guards.on(Guard::I8Caps) {
        return Vec::new();
    }
    let earlier = ledger.attempts_of_the_day(now);
    let mut prices: BTreeMap<(&Key, &str), u64> =
        earlier.map(|((key, generation), attempt)| ((key, generation.as_str()), attempt.micro_usd)).collect();
    let planned = plan.lines.iter();
    prices.extend(planned.map(|line| ((&line.key, line.generation.as_str()), micro_usd(line.price, caps))));
    let mut stops = Vec::new();
    let items = prices.len() as u64;
    if items > caps.items {
        stops.push(Stop::Items { planned: items, cap: caps.items });
    }
    let usd = prices.values().fold(0_u64, |sum, micro| sum.saturating_add(*micro)).div_ceil(1_000_000);
    if usd > caps.usd_month {
        stops.push(Stop::Usd { planned: usd, cap: caps.usd_month });
    }
    let objects = plan.lines.iter().fold(0_u64, |sum, line| sum.saturating_add(line.objects));
    if objects > caps.objects {
        stops.push(Stop::Objects { planned: objects, cap: caps.objects });
    }
    // What an earlier run of this plan has brought away is missed in what there is; it is not planned any more, either.
    let gone =
        |line: &Line| ledger.attempted(&line.key, &line.generation) && !survey.found.contains_key(&line.key);
    let mut kinds: BTreeMap<Kind, u64> = BTreeMap::new();
    for line in plan.lines.iter().filter(|line| !gone(line)) {
        *kinds.entry(line.key.kind).or_default() += 1;
    }
    for (kind, planned) in kinds {
        let of = survey.population(kind);
        if planned > SHARE_FLOOR && planned.saturating_mul(100) > of.saturating_mul(caps.share_percent) {
            stops.push(Stop::Share { kind, planned, of, percent: caps.share_percent });
        }
    }
    stops
}

/// Is this run like the ones before? Asked only of the schedule: a person sees the plan.
#[must_use]
pub fn surprise(candidates: u64, history: &[u64], guards: Guards) -> Vec<Stop> {
    if !guards.on(Guard::I8Surprise) {
        return Vec::new();
    }
    let runs = history.len() as u64;
    if runs < HISTORY_NEEDED {
        return vec![Stop::NoHistory { runs }];
    }
    let mut sorted = history.to_vec();
    sorted.sort_unstable();
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    let limit = median.saturating_mul(3).max(5);
    if candidates > limit { vec![Stop::Surprise { candidates, limit }] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spike_stops_and_a_normal_day_does_not() {
        let all = Guards::all();
        assert_eq!(surprise(9, &[3, 3, 3, 3], all), [Stop::NoHistory { runs: 4 }]);
        assert_eq!(surprise(9, &[3, 3, 3, 3, 3], all), []);
        assert_eq!(surprise(10, &[3, 3, 3, 3, 3], all), [Stop::Surprise { candidates: 10, limit: 9 }]);
        assert_eq!(surprise(5, &[0, 0, 0, 0, 0], all), []);
        assert_eq!(surprise(6, &[0, 0, 0, 0, 90], all), [Stop::Surprise { candidates: 6, limit: 5 }]);
    }
}
