//! Instance types, support dates, allowances and the turning days of AWS's programme, from the embedded tables.

use std::collections::BTreeMap;

use serde::Deserialize;
use sundown_engine::account::Programme;
use sundown_engine::allowance::{Allowance, Entitled};
use sundown_engine::facts::{Burst, Facts, InstanceType, Support};
use sundown_engine::{Date, Decimal};

use crate::table::{BadSnapshot, bad, fields, lines, rows};

/// All embedded facts.
pub fn facts() -> Result<Facts, BadSnapshot> {
    let plans = plans()?;
    Ok(Facts {
        instance_types: instance_types()?,
        support: support()?,
        free_plan_rds: plans.list("free_plan_rds")?,
        programme: plans.programme()?,
        allowances: allowances()?.into(),
    })
}

fn instance_types() -> Result<BTreeMap<String, InstanceType>, BadSnapshot> {
    const NAME: &str = "instance_types.csv";
    const FIELDS: &str = "type,vcpu,memory_mib,arch,burstable,baseline_percent_per_vcpu,free_plan";
    let mut lines = lines(include_str!("../data/instance_types.csv"));
    // They are read by place: in another order, processors would be taken for memory.
    if lines.next() != Some(FIELDS) {
        return Err(bad(NAME, &format!("its fields are not `{FIELDS}`")));
    }
    lines.map(|line| instance_type(line).map_err(|error| bad(NAME, &error))).collect()
}

fn instance_type(line: &str) -> Result<(String, InstanceType), String> {
    let [name, vcpu, memory, arch, burstable, baseline, free_plan] = fields(line)?;
    let number = |text: &str| text.parse::<u32>().map_err(|error| format!("{name}: {error}"));
    let baseline = Some(baseline).filter(|text| !text.is_empty()).map(str::parse::<Decimal>).transpose();
    let baseline = baseline.map_err(|error| format!("{name}: {error}"))?;
    let kind = InstanceType {
        vcpu: number(vcpu)?,
        memory_mib: number(memory)?,
        arm: arch == "arm64",
        burst: if burstable == "yes" { Burst::Baseline(baseline) } else { Burst::Steady },
        free_plan: free_plan == "yes",
    };
    Ok((name.to_owned(), kind))
}

#[derive(Deserialize)]
struct SupportRow {
    engine: String,
    version: String,
    extended_from: Date,
    year3_from: Option<Date>,
    source: String,
}

fn support() -> Result<Vec<Support>, BadSnapshot> {
    let table: Vec<SupportRow> = rows("support.csv", include_str!("../data/support.csv"))?;
    Ok(table
        .into_iter()
        .map(|SupportRow { engine, version, extended_from, year3_from, source }| Support {
            engine,
            version,
            extended_from,
            year3_from,
            source,
        })
        .collect())
}

#[derive(Deserialize)]
struct AllowanceRow {
    id: String,
    meters: Vec<String>,
    amount: Option<Decimal>,
    unit: String,
    who: Who,
    from: Option<Date>,
    until: Option<Date>,
    source: String,
    as_of: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Who {
    Everyone,
    Legacy,
    PaidOrLegacy,
}

fn allowances() -> Result<Vec<Allowance>, BadSnapshot> {
    let table: Vec<AllowanceRow> = serde_json::from_str(include_str!("../data/allowances.json"))
        .map_err(|error| bad("allowances.json", &error))?;
    Ok(table
        .into_iter()
        .map(|row| Allowance {
            id: row.id.into(),
            meters: row.meters,
            amount: row.amount,
            unit: row.unit,
            who: match row.who {
                Who::Everyone => Entitled::Everyone,
                Who::Legacy => Entitled::Legacy,
                Who::PaidOrLegacy => Entitled::PaidOrLegacy,
            },
            from: row.from,
            until: row.until,
            source: row.source.into(),
            date: row.as_of.into(),
        })
        .collect())
}

/// The plans' rules: a value each, with the rule it is from.
struct Plans(BTreeMap<String, PlanRule>);

#[derive(Deserialize)]
struct PlanRule {
    value: serde_json::Value,
}

fn plans() -> Result<Plans, BadSnapshot> {
    serde_json::from_str(include_str!("../data/plans.json")).map(Plans).map_err(|error| bad(PLANS, &error))
}

const PLANS: &str = "plans.json";

impl Plans {
    fn programme(&self) -> Result<Programme, BadSnapshot> {
        Ok(Programme {
            credits_since: self.read("credit_cutoff")?,
            legacy_months: self.read("legacy_months")?,
            free_plan_months: self.read("free_plan_months")?,
            credit_months: self.read("credit_months")?,
            erased_after_days: self.read("erase_after_days")?,
        })
    }

    fn list(&self, key: &str) -> Result<Vec<String>, BadSnapshot> {
        let list = self.value(key)?.as_array().map(|list| list.iter().filter_map(|item| item.as_str()));
        Ok(list.ok_or_else(|| bad(PLANS, &format!("`{key}` is not a list")))?.map(str::to_owned).collect())
    }

    /// A value written as a string or as a number.
    fn read<T: std::str::FromStr>(&self, key: &str) -> Result<T, BadSnapshot> {
        let value = self.value(key)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.parse().map_err(|_| bad(PLANS, &format!("`{key}` cannot be read: {text}")))
    }

    fn value(&self, key: &str) -> Result<&serde_json::Value, BadSnapshot> {
        self.0.get(key).map(|rule| &rule.value).ok_or_else(|| bad(PLANS, &format!("`{key}` is missing")))
    }
}
