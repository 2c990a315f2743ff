//! Amazon RDS for `MySQL`, PostgreSQL and MariaDB: instance hours, storage, backups, and extended support, which an engine
//! version past its end costs by the vCPU and the hour, even while the instance is stopped.

mod meters;
mod support;

use rust_decimal::Decimal;

pub use self::meters::*;
use crate::error::{Invalid, nearest};
use crate::exact::Exact;
use crate::facts::Facts;
use crate::meter::Meter;
use crate::quantity::{Count, Gigabytes, Quantity};
use crate::resource::{Billable, Refusal, Site, choice, resource};
use crate::services::Service;
use crate::text::{Sentence, Text};
use crate::unit::{GIGABYTE, HOUR, INSTANCE, VCPU};
use crate::usage::{Bill, Factor, Rule};

pub const SERVICE: Service = Service {
    key: "rds",
    name: "Amazon RDS",
    about: Text::new(
        "Databases on instances, billed by the second while they run; storage and backups while they exist",
        "인스턴스에서 실행되는 데이터베이스. 실행 중에는 초 단위로, 스토리지와 백업은 존재하는 동안 과금됩니다",
    ),
    page: "https://aws.amazon.com/rds/pricing/",
    meters: ALL,
    kinds: &[&Rds::KIND],
};

choice! {
    Engine { Postgresql = "postgresql", Mysql = "mysql", Mariadb = "mariadb" }
}

choice! {
    StorageType { Gp3 = "gp3", Gp2 = "gp2" }
}

resource! {
    /// So many databases of one class.
    Rds "rds" "RDS databases" / "RDS 데이터베이스" {
        engine: Engine = Engine::Postgresql, "engine" / "엔진";
        engine_version: String = "17", "version of the engine" / "엔진 버전";
        class: String = "db.t4g.micro", "instance class" / "인스턴스 클래스";
        count: Count = 1, "how many" / "대수";
        multi_az: bool = false, "with a standby in another zone" / "다중 AZ(대기 인스턴스 포함)";
        storage_type: StorageType = StorageType::Gp3, "type of storage" / "스토리지 유형";
        storage_gb: Gigabytes = 20, "storage of each, GB (20 to 65536)" / "데이터베이스마다 스토리지(GB, 20~65536)";
        backup_gb: Gigabytes = 0, "backups and snapshots of each, GB" / "데이터베이스마다 백업·스냅샷(GB)";
        extended_support: bool = true, "goes on past the version's end, for a fee" / "버전 지원 종료 후 확장 지원(유료) 사용";
    }
}

const PER_SECOND: Rule = Rule {
    id: "rds.second",
    text: Text::new("by the second, 10 minutes at least", "초 단위로 과금하며 최소 10분입니다"),
};
const STOPPED: Rule = Rule {
    id: "rds.second",
    text: Text::new(
        "a stopped database keeps its storage, and starts again by itself after 7 days",
        "중지해도 스토리지는 계속 과금되며, 7일 후 자동으로 다시 시작됩니다",
    ),
};
const FREE_BACKUP: Rule = Rule {
    id: "rds.second",
    text: Text::new(
        "backups are free up to the size of the database's storage",
        "백업은 데이터베이스 스토리지 크기까지 무료입니다",
    ),
};
impl Billable for Rds {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let vcpu = self.vcpu(at.facts)?;
let phase = support::phase(self.engine, &self.engine_version, at.facts, at.on)?;
        self.check_storage()?;

        let count = Factor::new(self.count.number(), &INSTANCE);
        let hours = Factor::new(at.period.hours_of_at_least(600), &HOUR);
        if !at.stopped {
            bill.uses_because(&PER_SECOND, self.instances().of(self.class.clone()), [count, hours])?;
        }
        let stored = Factor::new(self.storage_gb.number(), &GIGABYTE);
        let storage = [count, stored, at.period.share_of_month()];
        if at.stopped {
            bill.uses_because(&STOPPED, self.storage().whole(), storage)?;
        } else {
            bill.uses(self.storage().whole(), storage)?;
        }
        let billed = self.backup_gb.number().minus(self.storage_gb.number())?.max(Decimal::ZERO);
        let backups = [count, Factor::new(billed, &GIGABYTE), at.period.share_of_month()];
        bill.uses_because(&FREE_BACKUP, BACKUP.whole(), backups)?;

        if !self.extended_support {
            // RDS upgrades the database itself when its version ends.
            return Ok(());
        }
        support::extended(phase, [count, Factor::new(Decimal::from(vcpu), &VCPU), hours], bill)
    }

    fn refused(&self, facts: &Facts) -> Option<Refusal> {
        let class = &self.class;
        let why = if !facts.free_plan_rds.contains(class) {
            let classes = facts.free_plan_rds.join(", ");
            Sentence::new(
                format!("RDS {class} cannot be created on the free plan; it may have {classes}"),
                format!("RDS {class}: 프리 플랜에서는 생성할 수 없습니다. 가능한 클래스: {classes}"),
            )
        } else if self.multi_az {
            Sentence::new(
                "an RDS standby (Multi-AZ) cannot be created on the free plan",
                "RDS 다중 AZ는 프리 플랜에서 생성할 수 없습니다",
            )
        } else {
            return None;
        };
        Some(Refusal { rule: "plan.free.rds", why })
    }
}

impl Rds {
    fn instances(&self) -> &'static Meter {
        match (self.engine, self.multi_az) {
            (Engine::Mysql, false) => &MYSQL,
            (Engine::Mysql, true) => &MYSQL_MULTI_AZ,
            (Engine::Postgresql, false) => &POSTGRESQL,
            (Engine::Postgresql, true) => &POSTGRESQL_MULTI_AZ,
            (Engine::Mariadb, false) => &MARIADB,
            (Engine::Mariadb, true) => &MARIADB_MULTI_AZ,
        }
    }

    fn storage(&self) -> &'static Meter {
        match (self.storage_type, self.multi_az) {
            (StorageType::Gp2, false) => &GP2,
            (StorageType::Gp2, true) => &GP2_MULTI_AZ,
            (StorageType::Gp3, false) => &GP3,
            (StorageType::Gp3, true) => &GP3_MULTI_AZ,
        }
    }

    /// The vCPU of the class, with those of its standby: `db.X` has what the EC2 type `X` has.
    fn vcpu(&self, facts: &Facts) -> Result<u32, Invalid> {
        let class = &self.class;
        let name = class.strip_prefix("db.");
        if let Some(known) = name.and_then(|name| facts.instance_types.get(name)) {
            return Ok(if self.multi_az { known.vcpu.saturating_mul(2) } else { known.vcpu });
        }
        let near = nearest(name.unwrap_or(class), facts.instance_types.keys().map(String::as_str));
        let near = if near.is_empty() { vec!["t3.micro", "t4g.small", "m7g.large"] } else { near };
        let near = near.iter().map(|name| format!("db.{name}")).collect::<Vec<_>>().join(", ");
        Err(Invalid::new(
            "class",
            format!("`{class}` is no instance class we know; near: {near}"),
            format!("`{class}`: 알 수 없는 인스턴스 클래스입니다. 비슷한 이름: {near}"),
        ))
    }

    fn check_storage(&self) -> Result<(), Invalid> {
        let size = self.storage_gb.number();
        if size >= Decimal::from(20) && size <= Decimal::from(65_536) && size.is_integer() {
            return Ok(());
        }
        Err(Invalid::new(
            "storage_gb",
            format!("`{size}` is not a whole number from 20 to 65536"),
            format!("`{size}`: 20부터 65536까지의 정수여야 합니다"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, bad_field, decimal, facts, priced, used};

    /// Seoul, read from AWS's offer files of 2026-10-01.
    const SEOUL: &[Row] = &[
        ("rds/postgresql:db.t4g.micro", "Hrs", "0.025"),
        ("rds/mysql:db.t3.micro", "Hrs", "0.026"),
        ("rds/mysql-multi-az:db.t3.micro", "Hrs", "0.052"),
        ("rds/storage-gp3", "GB-Mo", "0.131"),
        ("rds/storage-gp3-multi-az", "GB-Mo", "0.262"),
        ("rds/backup", "GB-Mo", "0.095"),
        ("rds/extended-support-1-2", "vCPU-Hours", "0.12"),
    ];

    fn month(rds: Rds) -> String {
        priced(rds, Period::month(), SEOUL).net.to_string()
    }

    fn mysql(version: &str) -> Rds {
        let (engine, engine_version) = (Engine::Mysql, version.into());
        Rds { engine, engine_version, class: "db.t3.micro".into(), ..Rds::default() }
    }

    /// By hand, Seoul: 730 × 0.025 + 20 × 0.131.
    #[test]
    fn a_small_database_is_its_hours_and_its_storage() {
        assert_eq!(month(Rds::default()), "20.87");
    }

    /// By hand, Seoul: 730 × 0.026 + 20 × 0.131 = 21.60, and for `MySQL` 8.0 since 2026-08-01 2 × 730 × 0.12 = 175.20 more.
    #[test]
    fn a_version_past_its_end_costs_eight_times_its_instance_more() {
        assert_eq!(month(mysql("8.4")), "21.6");
        assert_eq!(month(mysql("8.0.42")), "196.8");
        assert_eq!(month(Rds { extended_support: false, ..mysql("8.0") }), "21.6");
    }

    /// By hand, Seoul: 730 × 0.052 + 20 × 0.262 + 4 × 730 × 0.12.
    #[test]
    fn the_standby_is_in_extended_support_too() {
        assert_eq!(month(Rds { multi_az: true, ..mysql("8.0") }), "393.6");
    }

    #[test]
    fn an_unknown_phase_is_a_gap() {
        let estimate = priced(mysql("5.6"), Period::month(), SEOUL);
        assert!(estimate.is_lower_bound());
        assert_eq!(estimate.net.to_string(), "21.6");
    }

    #[test]
    fn backups_beyond_the_storage_are_billed() {
        assert_eq!(month(Rds { backup_gb: 20.into(), ..Rds::default() }), "20.87");
        assert_eq!(month(Rds { backup_gb: 30.into(), ..Rds::default() }), "21.82");
    }

    #[test]
    fn ten_minutes_are_the_least() {
        let minute = used(&Rds::default(), Period::of_hours(decimal("0.01")), false).unwrap();
        assert_eq!(minute.usages[0].amount.to_string(), "0.166666666667");
    }

    #[test]
    fn a_stopped_database_keeps_its_storage_and_its_extended_support() {
        let bill = used(&mysql("8.0"), Period::month(), true).unwrap();
        let keys: Vec<_> = bill.usages.iter().map(|usage| usage.meter.key()).collect();
        assert_eq!(keys, ["rds/storage-gp3", "rds/extended-support-1-2"]);
    }

    #[test]
    fn the_free_plan_has_two_classes_and_no_standby() {
        let rule = |rds: Rds| rds.refused(&facts(Vec::new())).map(|refusal| refusal.rule);
        assert_eq!(rule(Rds::default()), None);
        assert_eq!(rule(Rds { multi_az: true, ..Rds::default() }), Some("plan.free.rds"));
        assert_eq!(rule(Rds { class: "db.m5.large".into(), ..Rds::default() }), Some("plan.free.rds"));
    }

    #[test]
    fn bad_fields_are_named() {
        assert_eq!(bad_field(&Rds { storage_gb: 19.into(), ..Rds::default() }), "storage_gb");
        assert_eq!(bad_field(&mysql("latest")), "engine_version");
        let unknown = Rds { class: "db.t3.mikro".into(), ..Rds::default() };
        let invalid = used(&unknown, Period::month(), false).unwrap_err();
        assert!(invalid.problem.en.contains("near: db.t3.micro"), "{}", invalid.problem.en);
        assert_eq!(bad_field(&Rds { class: "t3.micro".into(), ..Rds::default() }), "class");
    }
}
