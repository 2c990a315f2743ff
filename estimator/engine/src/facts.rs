//! Facts about AWS that are neither prices nor allowances, as values: what a type has, when a version leaves support.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::account::Programme;
use crate::allowance::Allowances;

/// All facts, however obtained.
#[derive(Clone, Debug)]
pub struct Facts {
    pub instance_types: BTreeMap<String, InstanceType>,
    pub support: Vec<Support>,
    /// Database classes a free plan may launch.
    pub free_plan_rds: Vec<String>,
    pub programme: Programme,
    pub allowances: Allowances,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceType {
    pub vcpu: u32,
    pub memory_mib: u32,
    pub arm: bool,
    pub burst: Burst,
    /// Whether a free plan may launch it.
    pub free_plan: bool,
}

/// What a type may take of its processors all the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Burst {
    /// All of them.
    Steady,
    /// Its share of each, in percent; unknown for some old types.
    Baseline(Option<Decimal>),
}

/// When a version of an engine leaves standard support and starts to cost more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// `mysql`, `postgresql`, `eks`.
    pub engine: String,
    /// A version or the beginning of one: `8.0`, `13`.
    pub version: String,
    pub extended_from: Date,
    /// From when the third year's price holds, where there is one.
    pub year3_from: Option<Date>,
    pub source: String,
}

/// How an engine version is supported on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Standard,
    Extended,
    ExtendedYear3,
}

impl Facts {
    /// The phase a version is in; none where nothing is known of the version.
    pub fn phase(&self, engine: &str, version: &str, on: Date) -> Option<Phase> {
        let support = self.support.iter().find(|fact| fact.engine == engine && fact.covers(version))?;
        Some(if on < support.extended_from {
            Phase::Standard
        } else if support.year3_from.is_some_and(|from| on >= from) {
            Phase::ExtendedYear3
        } else {
            Phase::Extended
        })
    }
}

impl Support {
    /// `8.0` covers `8.0` and `8.0.36`, and not `8.01`.
    fn covers(&self, version: &str) -> bool {
        version.strip_prefix(&self.version).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}
