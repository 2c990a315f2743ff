//! Amazon DynamoDB: tables on demand, billed by request units of the item's size, or provisioned, billed by the hour
//! whether used or not; and what they store.

use crate::error::Invalid;
use crate::exact::Exact;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Gigabytes, Kilobytes, Monthly, Quantity};
use crate::resource::{Billable, Site, choice, resource};
use crate::services::{Service, payload};
use crate::text::Text;
use crate::unit::{
    CAPACITY, GB_MONTH, GIGABYTE, HOUR, READ_CAPACITY_HOURS, READ_UNITS, REQUEST, UNITS_EACH,
    WRITE_CAPACITY_HOURS, WRITE_UNITS,
};
use crate::usage::{Bill, Factor, Rule};
use rust_decimal::Decimal;

pub const WRITE: Meter = Meter {
    key: "dynamodb/write",
    unit: WRITE_UNITS,
    name: Text::new("DynamoDB writes", "DynamoDB 쓰기"),
    select: Some(Select::of("AmazonDynamoDB", "WriteRequestUnits").when(&[
        ("productFamily", "Amazon DynamoDB PayPerRequest Throughput"),
        ("group", "DDB-WriteUnits"),
    ])),
};
pub const READ: Meter = Meter {
    key: "dynamodb/read",
    unit: READ_UNITS,
    name: Text::new("DynamoDB reads", "DynamoDB 읽기"),
    select: Some(Select::of("AmazonDynamoDB", "ReadRequestUnits").when(&[
        ("productFamily", "Amazon DynamoDB PayPerRequest Throughput"),
        ("group", "DDB-ReadUnits"),
    ])),
};
pub const WCU_HOURS: Meter = Meter {
    key: "dynamodb/wcu-hours",
    unit: WRITE_CAPACITY_HOURS,
    name: Text::new("DynamoDB provisioned writes", "DynamoDB 프로비저닝된 쓰기"),
    select: Some(
        Select::of("AmazonDynamoDB", "WriteCapacityUnit-Hrs")
            .when(&[("productFamily", "Provisioned IOPS"), ("group", "DDB-WriteUnits")]),
    ),
};
pub const RCU_HOURS: Meter = Meter {
    key: "dynamodb/rcu-hours",
    unit: READ_CAPACITY_HOURS,
    name: Text::new("DynamoDB provisioned reads", "DynamoDB 프로비저닝된 읽기"),
    select: Some(
        Select::of("AmazonDynamoDB", "ReadCapacityUnit-Hrs")
            .when(&[("productFamily", "Provisioned IOPS"), ("group", "DDB-ReadUnits")]),
    ),
};
pub const STORAGE: Meter = Meter {
    key: "dynamodb/storage",
    unit: GB_MONTH,
    name: Text::new("DynamoDB storage", "DynamoDB 스토리지"),
    select: Some(Select::of("AmazonDynamoDB", "TimedStorage-ByteHrs").when(&[
        ("productFamily", "Database Storage"),
        ("volumeType", "Amazon DynamoDB - Indexed DataStore"),
    ])),
};

pub const SERVICE: Service = Service {
    key: "dynamodb",
    name: "Amazon DynamoDB",
    about: Text::new(
        "A table without servers, billed by request units or by provisioned capacity, and by what it stores",
        "서버 없는 테이블. 요청 단위 또는 프로비저닝된 용량과 저장량으로 과금됩니다",
    ),
    page: "https://aws.amazon.com/dynamodb/pricing/",
    meters: &[&WRITE, &READ, &WCU_HOURS, &RCU_HOURS, &STORAGE],
    kinds: &[&Dynamodb::KIND],
};

choice! {
    /// How a table is billed.
    Mode { OnDemand = "on_demand", Provisioned = "provisioned" }
}

choice! {
    /// How fresh a read must be.
    Consistency { Eventual = "eventual", Strong = "strong" }
}

resource! {
    /// One table of the standard class.
    Dynamodb "dynamodb" "a DynamoDB table" / "DynamoDB 테이블" {
        mode: Mode = Mode::OnDemand, "how it is billed" / "과금 방식";
        writes: Monthly = 0, "items written a month (on demand)" / "월 쓰기 항목 수(온디맨드)";
        transactional: bool = false, "items are written in transactions (on demand)" / "트랜잭션으로 쓰기(온디맨드)";
        reads: Monthly = 0, "items read a month (on demand)" / "월 읽기 항목 수(온디맨드)";
        item_kb: Kilobytes = 1, "size of an item, KB (400 at most)" / "항목 크기(KB, 최대 400)";
        consistency: Consistency = Consistency::Eventual, "consistency of the reads" / "읽기 일관성";
        wcu: Count = 0, "write capacity units (provisioned)" / "쓰기 용량 단위(프로비저닝)";
        rcu: Count = 0, "read capacity units (provisioned)" / "읽기 용량 단위(프로비저닝)";
        storage_gb: Gigabytes = 0, "GB stored" / "저장량(GB)";
    }
}

const WRITE_SIZE: Rule = Rule {
    id: "ddb.units",
    text: Text::new(
        "a write is one unit for every started KB of the item",
        "쓰기는 항목 크기를 1KB 단위로 올림하여 계산합니다",
    ),
};
const WRITE_TRANSACTION: Rule = Rule {
    id: "ddb.units",
    text: Text::new(
        "a write in a transaction is two units for every started KB of the item",
        "트랜잭션 쓰기는 항목 크기를 1KB 단위로 올림한 값의 두 배로 계산합니다",
    ),
};
const READ_STRONG: Rule = Rule {
    id: "ddb.units",
    text: Text::new(
        "a strongly consistent read is one unit for every started 4 KB of the item",
        "강력한 일관성 읽기는 항목 크기를 4KB 단위로 올림하여 계산합니다",
    ),
};
const READ_EVENTUAL: Rule = Rule {
    id: "ddb.units",
    text: Text::new(
        "an eventually consistent read is half a unit for every started 4 KB of the item",
        "최종 일관성 읽기는 항목 크기를 4KB 단위로 올림한 값의 절반으로 계산합니다",
    ),
};
const CAPACITY_HOURS: Rule = Rule {
    id: "ddb.units",
    text: Text::new(
        "provisioned capacity is billed for every started hour, used or not",
        "프로비저닝된 용량은 사용 여부와 관계없이 시작된 시간마다 과금됩니다",
    ),
};

impl Billable for Dynamodb {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        self.check()?;
        match self.mode {
            Mode::OnDemand => self.requests(at, bill)?,
            Mode::Provisioned => self.capacity(at, bill)?,
        }
        let stored = Factor::new(self.storage_gb.number(), &GIGABYTE);
        Ok(bill.uses(STORAGE.whole(), [stored, at.period.share_of_month()])?)
    }
}

impl Dynamodb {
    fn check(&self) -> Result<(), Invalid> {
        payload::at_most("item_kb", self.item_kb, 400)?;
        for (field, units) in [("wcu", self.wcu), ("rcu", self.rcu)] {
            match self.mode {
                Mode::OnDemand if units != Count::default() => {
                    return Err(Invalid::new(
                        field,
                        "a table on demand has no capacity units; write mode = \"provisioned\" or leave them out",
                        "온디맨드 테이블에는 용량 단위가 없습니다. mode = \"provisioned\"로 쓰거나 빼야 합니다",
                    ));
                }
                Mode::Provisioned if units.number() < Decimal::ONE => {
                    return Err(Invalid::new(
                        field,
                        "a provisioned table has 1 unit at least",
                        "프로비저닝된 테이블의 용량 단위는 1 이상이어야 합니다",
                    ));
                }
                Mode::OnDemand | Mode::Provisioned => {}
            }
        }
        Ok(())
    }

    fn requests(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let writes = Factor::new(at.period.events(self.writes)?, &REQUEST);
        let (rule, each) =
            if self.transactional { (&WRITE_TRANSACTION, Decimal::TWO) } else { (&WRITE_SIZE, Decimal::ONE) };
        let units = Factor::new(payload::blocks(self.item_kb, 1)?.times(each)?, &UNITS_EACH);
        bill.uses_because(rule, WRITE.whole(), [writes, units])?;

        let reads = Factor::new(at.period.events(self.reads)?, &REQUEST);
        let (rule, per) = match self.consistency {
            Consistency::Eventual => (&READ_EVENTUAL, Decimal::TWO),
            Consistency::Strong => (&READ_STRONG, Decimal::ONE),
        };
        let units = Factor { amount: payload::blocks(self.item_kb, 4)?, per, unit: &UNITS_EACH };
        Ok(bill.uses_because(rule, READ.whole(), [reads, units])?)
    }

    fn capacity(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let hours = Factor::new(at.period.started_hours(), &HOUR);
        for (meter, units) in [(&WCU_HOURS, self.wcu), (&RCU_HOURS, self.rcu)] {
            let units = Factor::new(units.number(), &CAPACITY);
            bill.uses_because(&CAPACITY_HOURS, meter.whole(), [units, hours])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, bad_field, decimal, priced, used};

    const US_EAST: &[Row] = &[
        ("dynamodb/write", "WriteRequestUnits", "0.000000625"),
        ("dynamodb/read", "ReadRequestUnits", "0.000000125"),
        ("dynamodb/wcu-hours", "WriteCapacityUnit-Hrs", "0.00065"),
        ("dynamodb/rcu-hours", "ReadCapacityUnit-Hrs", "0.00013"),
        ("dynamodb/storage", "GB-Mo", "0.25"),
    ];

    /// infracost's golden of a table: 3 M writes, 8 M reads, 230 GB: 1.875 + 1.00 + 57.50.
    #[test]
    fn units_and_storage_on_demand() {
        let consistency = Consistency::Strong;
        let (writes, reads) = (3_000_000.into(), 8_000_000.into());
        let table = Dynamodb { writes, reads, consistency, storage_gb: 230.into(), ..Dynamodb::default() };
        assert_eq!(priced(table, Period::month(), US_EAST).net.to_string(), "60.375");
    }

    #[test]
    fn an_item_is_rounded_up_for_itself_and_an_eventual_read_is_half() {
        let (item_kb, requests) = (Kilobytes::of(decimal("4.5")), 1_000.into());
        let table = Dynamodb { item_kb, writes: requests, reads: requests, ..Dynamodb::default() };
        let amounts = |table: &Dynamodb| {
            let bill = used(table, Period::month(), false).unwrap();
            bill.usages.iter().map(|usage| usage.amount.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(amounts(&table), ["5000", "1000"], "5 KB written; 2 × 4 KB read, halved");
        let strong = Dynamodb { consistency: Consistency::Strong, ..table.clone() };
        assert_eq!(amounts(&strong), ["5000", "2000"]);
        let transactional = Dynamodb { transactional: true, ..table };
        assert_eq!(amounts(&transactional), ["10000", "1000"], "each written item counts twice");
    }

    /// By hand, us-east-1: 5 WCU and 5 RCU for a month of 730 h, 3650 × (0.00065 + 0.00013).
    #[test]
    fn provisioned_capacity_is_billed_by_the_started_hour() {
        let mode = Mode::Provisioned;
        let table = Dynamodb { mode, wcu: 5.into(), rcu: 5.into(), ..Dynamodb::default() };
        assert_eq!(priced(table.clone(), Period::month(), US_EAST).net.to_string(), "2.847");
        let started = priced(table, Period::of_hours(decimal("0.5")), US_EAST);
        assert_eq!(started.net.to_string(), "0.0039");
    }

    #[test]
    fn a_mode_and_its_capacity_must_agree() {
        let table = Dynamodb { wcu: 5.into(), ..Dynamodb::default() };
        assert_eq!(bad_field(&table), "wcu");
        let table = Dynamodb { mode: Mode::Provisioned, ..table };
        assert_eq!(bad_field(&table), "rcu");
        assert_eq!(bad_field(&Dynamodb { item_kb: 401.into(), ..Dynamodb::default() }), "item_kb");
    }
}
