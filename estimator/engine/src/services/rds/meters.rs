//! The meters of RDS: instances by engine and class, storage by type, each with and without a standby; backups and
//! extended support.

use crate::meter::{Meter, Select};
use crate::text::Text;
use crate::unit::{GB_MONTH, HOURS, VCPU_HOURS};

/// Families: one meter an instance class, for every engine with and without a standby.
macro_rules! instances {
    ($($name:ident $key:literal $engine:literal $deployment:literal $usage:literal;)*) => { $(
        pub const $name: Meter = Meter {
            key: $key,
            unit: HOURS,
            name: Text::new(
                concat!("RDS ", $engine, " hours (", $deployment, ")"),
                concat!("RDS ", $engine, " 인스턴스 시간(", $deployment, ")"),
            ),
            select: Some(Select::of("AmazonRDS", $usage).when(&[
                ("productFamily", "Database Instance"),
                ("instanceType", "{}"),
                ("databaseEngine", $engine),
                ("deploymentOption", $deployment),
                ("licenseModel", "No license required"),
            ])),
        };
    )* };
}
instances! {
    MYSQL "rds/mysql" "MySQL" "Single-AZ" "InstanceUsage:{}";
    MYSQL_MULTI_AZ "rds/mysql-multi-az" "MySQL" "Multi-AZ" "Multi-AZUsage:{}";
    POSTGRESQL "rds/postgresql" "PostgreSQL" "Single-AZ" "InstanceUsage:{}";
    POSTGRESQL_MULTI_AZ "rds/postgresql-multi-az" "PostgreSQL" "Multi-AZ" "Multi-AZUsage:{}";
    MARIADB "rds/mariadb" "MariaDB" "Single-AZ" "InstanceUsage:{}";
    MARIADB_MULTI_AZ "rds/mariadb-multi-az" "MariaDB" "Multi-AZ" "Multi-AZUsage:{}";
}

/// Storage has one price for all engines: the product for `Any`.
macro_rules! storage {
    ($($name:ident $key:literal $type:literal $volume:literal $deployment:literal $usage:literal;)*) => { $(
        pub const $name: Meter = Meter {
            key: $key,
            unit: GB_MONTH,
            name: Text::new(
                concat!("RDS ", $type, " storage (", $deployment, ")"),
                concat!("RDS ", $type, " 스토리지(", $deployment, ")"),
            ),
            select: Some(Select::of("AmazonRDS", $usage).when(&[
                ("productFamily", "Database Storage"),
                ("databaseEngine", "Any"),
                ("deploymentOption", $deployment),
                ("volumeType", $volume),
            ])),
        };
    )* };
}
storage! {
    GP2 "rds/storage-gp2" "gp2" "General Purpose" "Single-AZ" "RDS:GP2-Storage";
    GP2_MULTI_AZ "rds/storage-gp2-multi-az" "gp2" "General Purpose" "Multi-AZ" "RDS:Multi-AZ-GP2-Storage";
    GP3 "rds/storage-gp3" "gp3" "General Purpose-GP3" "Single-AZ" "RDS:GP3-Storage";
    GP3_MULTI_AZ "rds/storage-gp3-multi-az" "gp3" "General Purpose-GP3" "Multi-AZ" "RDS:Multi-AZ-GP3-Storage";
}
pub const BACKUP: Meter = Meter {
    key: "rds/backup",
    unit: GB_MONTH,
    name: Text::new("RDS backup storage", "RDS 백업 스토리지"),
    select: Some(
        Select::of("AmazonRDS", "RDS:ChargedBackupUsage")
            .when(&[("productFamily", "Storage Snapshot"), ("databaseEngine", "Any")]),
    ),
};
/// The price list has one product for each version, all at one price: this one stands for them.
pub const EXTENDED: Meter = Meter {
    key: "rds/extended-support-1-2",
    unit: VCPU_HOURS,
    name: Text::new("RDS extended support, years 1 and 2", "RDS 확장 지원(1~2년 차)"),
    select: Some(Select::of("AmazonRDS", "ExtendedSupport:Yr1-Yr2:MySQL8.0")),
};
pub const EXTENDED_YEAR3: Meter = Meter {
    key: "rds/extended-support-3",
    unit: VCPU_HOURS,
    name: Text::new("RDS extended support, year 3", "RDS 확장 지원(3년 차)"),
    select: Some(Select::of("AmazonRDS", "ExtendedSupport:Yr3:MySQL8.0")),
};

pub(super) const ALL: &[&Meter] = &[
        &MYSQL,
        &MYSQL_MULTI_AZ,
        &POSTGRESQL,
        &POSTGRESQL_MULTI_AZ,
        &MARIADB,
        &MARIADB_MULTI_AZ,
        &GP2,
        &GP2_MULTI_AZ,
        &GP3,
        &GP3_MULTI_AZ,
        &BACKUP,
        &EXTENDED,
        &EXTENDED_YEAR3,
    ];
