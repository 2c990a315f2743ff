//! In which phase of its support a version of an engine is on a day, and what that costs.

use jiff::civil::Date;

use super::{EXTENDED, EXTENDED_YEAR3, Engine};
use crate::error::Invalid;
use crate::facts::{Facts, Phase};
use crate::text::Text;
use crate::usage::{Bill, Factor, Rule, Unmetered};

const PAST_ITS_END: Rule = Rule {
    id: "rds.extended",
    text: Text::new(
        "this version is past its standard support: every vCPU is billed by the hour, the standby's and a stopped one's too",
        "표준 지원이 끝난 버전입니다. 대기 인스턴스와 중지된 인스턴스를 포함해 vCPU마다 시간당 과금됩니다",
    ),
};
const UNKNOWN_PHASE: Unmetered = Unmetered {
    what: Text::new("RDS extended support", "RDS 확장 지원"),
    why: Text::new(
        "the support phase of this version is not known: it may cost extra by the vCPU-hour",
        "이 버전의 지원 단계를 알 수 없습니다. vCPU-시간당 추가 요금이 있을 수 있습니다",
    ),
};

/// The phase of a version; none where it is not known.
///
/// The facts list the versions whose end has come or is near, and versions end in their order. So what is newer than
/// the newest of them is in standard support; what is older and not listed has ended on a day we do not know. MariaDB
/// has no extended support at all.
pub(super) fn phase(
    engine: Engine,
    version: &str,
    facts: &Facts,
    on: Date,
) -> Result<Option<Phase>, Invalid> {
    let written = numbers(version);
    if written.is_empty() {
        return Err(Invalid::new(
            "engine_version",
            format!("`{version}` is no version; write it like 17, 8.4 or 8.0.42"),
            format!("`{version}`: 버전이 아닙니다. 17, 8.4, 8.0.42처럼 써야 합니다"),
        ));
    }
    if engine == Engine::Mariadb {
        return Ok(Some(Phase::Standard));
    }
    let listed = facts.support.iter().filter(|support| support.engine == engine.word());
    let newest = listed.map(|support| numbers(&support.version)).max();
    let newer = newest.is_none_or(|newest| written > newest);
    Ok(facts.phase(engine.word(), version, on).or(newer.then_some(Phase::Standard)))
}

/// Notes so many vCPU and hours of a database that is allowed to outlive its version.
pub(super) fn extended(
    phase: Option<Phase>,
    factors: [Factor; 3],
    bill: &mut Bill,
) -> Result<(), Invalid> {
    let meter = match phase {
        Some(Phase::Standard) => return Ok(()),
        Some(Phase::Extended) => &EXTENDED,
        Some(Phase::ExtendedYear3) => &EXTENDED_YEAR3,
        None => {
            bill.unmetered.push(UNKNOWN_PHASE);
            return Ok(());
        }
    };
    Ok(bill.uses_because(&PAST_ITS_END, meter.whole(), factors)?)
}

/// The numbers a version begins with: `8.0.42` and `11.22-rds.20240418`.
fn numbers(version: &str) -> Vec<u32> {
    version.split(['.', '-']).map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_decimal::Decimal;

    use super::*;
    use crate::testing::facts;
    use crate::unit::VCPU;

    /// The facts of the tests list `MySQL` 8.0, extended from 2026-08-01.
    fn mysql(version: &str) -> Option<Phase> {
        phase(Engine::Mysql, version, &facts(Vec::new()), date(2026, 11, 21)).unwrap()
    }

    #[test]
    fn newer_than_the_newest_ended_version_is_standard_and_older_is_unknown() {
        assert_eq!(mysql("8.4"), Some(Phase::Standard));
        assert_eq!(mysql("8.0.42"), Some(Phase::Extended));
        assert_eq!(mysql("5.6"), None);
        assert_eq!(mysql("8"), None, "8.0 or 8.4: not told");
    }

    #[test]
    fn a_version_is_standard_until_its_day() {
        let on = |day| phase(Engine::Mysql, "8.0", &facts(Vec::new()), day).unwrap();
        assert_eq!(on(date(2026, 7, 31)), Some(Phase::Standard));
        assert_eq!(on(date(2026, 8, 1)), Some(Phase::Extended));
    }

    #[test]
    fn mariadb_has_no_extended_support() {
        let phase = phase(Engine::Mariadb, "10.4", &facts(Vec::new()), date(2026, 11, 21)).unwrap();
        assert_eq!(phase, Some(Phase::Standard));
    }

    #[test]
    fn the_third_year_has_a_meter_of_its_own() {
        let mut bill = Bill::default();
        let factors = [Factor::new(Decimal::ONE, &VCPU); 3];
        extended(Some(Phase::ExtendedYear3), factors, &mut bill).unwrap();
        assert_eq!(bill.usages[0].meter, EXTENDED_YEAR3.whole());
    }
}
