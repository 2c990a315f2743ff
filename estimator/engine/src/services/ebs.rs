//! Amazon EBS: volumes by the gigabyte-month, what gp3 is given past its baseline, and snapshots. A volume goes on when
//! its instance is stopped.

use crate::error::{Invalid, TooLarge};
use crate::exact::Exact;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Gigabytes, Quantity};
use crate::resource::{Billable, Site, choice, resource};
use crate::services::Service;
use crate::text::Text;
use crate::unit::{GB_MONTH, GIGABYTE, HOUR, IOPS, IOPS_MONTHS, ITEM, MIBPS, MIBPS_MONTHS, VOLUME};
use crate::usage::{Bill, Factor, Rule};
use rust_decimal::Decimal;

pub const GP2: Meter = Meter {
    key: "ebs/gp2",
    unit: GB_MONTH,
    name: Text::new("EBS gp2 storage", "EBS gp2 스토리지"),
    select: Some(
        Select::of("AmazonEC2", "EBS:VolumeUsage.gp2")
            .when(&[("productFamily", "Storage"), ("volumeApiName", "gp2")]),
    ),
};
pub const GP3: Meter = Meter {
    key: "ebs/gp3",
    unit: GB_MONTH,
    name: Text::new("EBS gp3 storage", "EBS gp3 스토리지"),
    select: Some(
        Select::of("AmazonEC2", "EBS:VolumeUsage.gp3")
            .when(&[("productFamily", "Storage"), ("volumeApiName", "gp3")]),
    ),
};
pub const GP3_IOPS: Meter = Meter {
    key: "ebs/gp3-iops",
    unit: IOPS_MONTHS,
    name: Text::new("EBS gp3 IOPS past 3,000", "EBS gp3 IOPS(3,000 초과분)"),
    select: Some(
        Select::of("AmazonEC2", "EBS:VolumeP-IOPS.gp3")
            .when(&[("productFamily", "System Operation"), ("volumeApiName", "gp3")]),
    ),
};
/// The price list counts GiB/s.
pub const GP3_THROUGHPUT: Meter = Meter {
    key: "ebs/gp3-throughput",
    unit: MIBPS_MONTHS,
    name: Text::new("EBS gp3 throughput past 125 MiB/s", "EBS gp3 처리량(125MiB/s 초과분)"),
    select: Some(
        Select::of("AmazonEC2", "EBS:VolumeP-Throughput.gp3")
            .when(&[("productFamily", "Provisioned Throughput"), ("volumeApiName", "gp3")])
            .divided_by(1_024),
    ),
};
pub const SNAPSHOT: Meter = Meter {
    key: "ebs/snapshot",
    unit: GB_MONTH,
    name: Text::new("EBS snapshots", "EBS 스냅샷"),
    select: Some(
        Select::of("AmazonEC2", "EBS:SnapshotUsage").when(&[("productFamily", "Storage Snapshot")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "ebs",
    name: "Amazon EBS",
    about: Text::new(
        "Disks of instances and their snapshots, billed while they exist, attached or not",
        "인스턴스의 디스크와 스냅샷. 연결 여부와 관계없이 존재하는 동안 과금됩니다",
    ),
    page: "https://aws.amazon.com/ebs/pricing/",
    meters: &[&GP2, &GP3, &GP3_IOPS, &GP3_THROUGHPUT, &SNAPSHOT],
    kinds: &[&Ebs::KIND, &EbsSnapshot::KIND],
};

choice! {
    /// General purpose volumes.
    VolumeType { Gp3 = "gp3", Gp2 = "gp2" }
}

resource! {
    /// So many volumes of one size.
    Ebs "ebs" "EBS volumes" / "EBS 볼륨" {
        volume_type: VolumeType = VolumeType::Gp3, "volume type" / "볼륨 유형";
        size_gb: Gigabytes = 8, "size of each, GB" / "볼륨마다 크기(GB)";
        count: Count = 1, "how many" / "개수";
        iops: Count = 3_000, "IOPS of each; only gp3 can have more than 3000" / "볼륨마다 IOPS. gp3만 3000을 넘을 수 있음";
        throughput_mibps: Count = 125, "throughput of each, MiB/s; only gp3 can have more than 125" / "볼륨마다 처리량(MiB/s). gp3만 125를 넘을 수 있음";
    }
}

resource! {
    /// What snapshots hold, which is what changed since the one before.
    EbsSnapshot "ebs_snapshot" "EBS snapshots" / "EBS 스냅샷" {
        stored_gb: Gigabytes = 8, "data stored by each, GB" / "스냅샷마다 저장된 데이터(GB)";
        count: Count = 1, "how many" / "개수";
    }
}

const BY_SECOND: Rule = Rule {
    id: "ebs.month",
    text: Text::new(
        "a month's price, shared out by the second, 60 seconds at least",
        "월 요금을 초 단위로 나누어 계산하며 최소 60초입니다",
    ),
};
const PAST_BASELINE: Rule = Rule {
    id: "ebs.month",
    text: Text::new(
        "every gp3 volume has 3,000 IOPS and 125 MiB/s free; what it has beyond is billed",
        "gp3 볼륨마다 3,000 IOPS와 125MiB/s가 무료이며 초과분만 과금됩니다",
    ),
};

fn month(at: &Site<'_>) -> Factor {
    Factor { amount: at.period.hours_of_at_least(60), per: at.period.month_hours, unit: &HOUR }
}

impl Billable for Ebs {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        self.check()?;
        let (count, month) = (Factor::new(self.count.number(), &VOLUME), month(at));
        let size = Factor::new(self.size_gb.number(), &GIGABYTE);
        let meter = match self.volume_type {
            VolumeType::Gp2 => &GP2,
            VolumeType::Gp3 => &GP3,
        };
        bill.uses_because(&BY_SECOND, meter.whole(), [count, size, month])?;
        let iops = Factor::new(past(self.iops, 3_000)?, &IOPS);
        bill.uses_because(&PAST_BASELINE, GP3_IOPS.whole(), [count, iops, month])?;
        let throughput = Factor::new(past(self.throughput_mibps, 125)?, &MIBPS);
        Ok(bill.uses_because(&PAST_BASELINE, GP3_THROUGHPUT.whole(), [count, throughput, month])?)
    }
}

impl Billable for EbsSnapshot {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let count = Factor::new(self.count.number(), &ITEM);
        let stored = Factor::new(self.stored_gb.number(), &GIGABYTE);
        Ok(bill.uses_because(&BY_SECOND, SNAPSHOT.whole(), [count, stored, month(at)])?)
    }
}

fn past(given: Count, baseline: u32) -> Result<Decimal, TooLarge> {
    given.number().minus(Decimal::from(baseline))
}

impl Ebs {
    /// A gp2 volume's IOPS and throughput follow from its size, so nothing but the defaults may be written for it.
    fn check(&self) -> Result<(), Invalid> {
        let (largest, iops, throughput) = match self.volume_type {
            VolumeType::Gp2 => (16_384, 3_000, 125),
            VolumeType::Gp3 => (65_536, 80_000, 2_000),
        };
        let kind = self.volume_type.word();
        for (field, value, least, most) in [
            ("size_gb", self.size_gb.number(), 1_u32, largest),
            ("iops", self.iops.number(), 3_000, iops),
            ("throughput_mibps", self.throughput_mibps.number(), 125, throughput),
        ] {
            if value < Decimal::from(least) || value > Decimal::from(most) {
                let span = if least == most { least.to_string() } else { format!("{least} to {most}") };
                return Err(Invalid::new(
                    field,
                    format!("`{value}` cannot be; {kind} takes {span}"),
                    format!("`{value}`: 사용할 수 없는 값입니다. {kind} 허용 값: {}", span.replace(" to ", "~")),
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{decimal, priced};

    /// AWS's EBS page, ebs-gp2-1: 2,000 GB for 12 hours of a month of 30 days at $0.10.
    #[test]
    fn half_a_day_of_gp2_is_a_sixtieth_of_its_month() {
        let volume = Ebs { volume_type: VolumeType::Gp2, size_gb: 2_000.into(), ..Ebs::default() };
        let period = Period::of_hours(decimal("12")).in_month_of(decimal("720"));
        let estimate = priced(volume, period, &[("ebs/gp2", "GB-Mo", "0.10")]);
        assert_eq!(estimate.net.to_string(), "3.3333333333333");
    }

    /// By hand, Seoul, two volumes: 200 GB × 0.0912 + 2 × 1,000 IOPS × 0.0057 + 2 × 125 MiB/s × 0.0456.
    #[test]
    fn the_baseline_is_subtracted_from_every_volume() {
        let rows = &[
            ("ebs/gp3", "GB-Mo", "0.0912"),
            ("ebs/gp3-iops", "IOPS-Mo", "0.0057"),
            ("ebs/gp3-throughput", "MiBps-Mo", "0.0456"),
        ];
        let plain = Ebs { size_gb: 100.into(), count: 2.into(), ..Ebs::default() };
        assert_eq!(priced(plain.clone(), Period::month(), rows).net.to_string(), "18.24");
        let fast = Ebs { iops: 4_000.into(), throughput_mibps: 250.into(), ..plain };
        assert_eq!(priced(fast, Period::month(), rows).net.to_string(), "41.04");
    }

    #[test]
    fn a_snapshot_is_what_it_stores() {
        let snapshot = EbsSnapshot { stored_gb: 30.into(), ..EbsSnapshot::default() };
        let estimate = priced(snapshot, Period::month(), &[("ebs/snapshot", "GB-Mo", "0.05")]);
        assert_eq!(estimate.net.to_string(), "1.5");
    }

    #[test]
    fn what_a_volume_type_cannot_have_is_refused_by_its_field() {
        let volume = Ebs { iops: 100.into(), ..Ebs::default() };
        assert_eq!(volume.check().unwrap_err().field, "iops");
        let gp2 = Ebs { volume_type: VolumeType::Gp2, throughput_mibps: 250.into(), ..Ebs::default() };
        assert_eq!(gp2.check().unwrap_err().field, "throughput_mibps");
        let none = Ebs { size_gb: 0.into(), ..Ebs::default() };
        assert_eq!(none.check().unwrap_err().field, "size_gb");
    }
}
