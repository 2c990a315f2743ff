//! Amazon EC2, Linux on demand: hours by the second, and surplus credits of burstable types that run in unlimited mode.
//! The public address a subnet gives an instance is the instance's: it goes when the instance stops.

use crate::error::{Invalid, nearest};
use crate::exact::Exact;
use crate::facts::{Burst, Facts, InstanceType};
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Percent, Quantity};
use crate::resource::{Billable, Refusal, Site, choice, resource};
use crate::services::{Service, vpc};
use crate::text::{Sentence, Text};
use crate::unit::{ADDRESS, HOUR, HOURS, INSTANCE, VCPU, VCPU_HOURS};
use crate::usage::{Bill, Factor, Rule};
use rust_decimal::Decimal;

/// Family: one meter an instance type.
pub const LINUX: Meter = Meter {
    key: "ec2/linux",
    unit: HOURS,
    name: Text::new("EC2 instance hours", "EC2 인스턴스 시간"),
    select: Some(Select::of("AmazonEC2", "BoxUsage:{}").when(&[
        ("instanceType", "{}"),
        ("operatingSystem", "Linux"),
        ("tenancy", "Shared"),
        ("preInstalledSw", "NA"),
        ("capacitystatus", "Used"),
        ("marketoption", "OnDemand"),
        ("licenseModel", "No License required"),
    ])),
};
/// Family: one meter a burstable family.
pub const CPU_CREDITS: Meter = Meter {
    key: "ec2/cpu-credits",
    unit: VCPU_HOURS,
    name: Text::new("EC2 surplus CPU credits", "EC2 초과 CPU 크레딧"),
    select: Some(
        Select::of("AmazonEC2", "CPUCredits:{}")
            .when(&[("productFamily", "CPU Credits"), ("operatingSystem", "Linux")]),
    ),
};

pub const SERVICE: Service = Service {
    key: "ec2",
    name: "Amazon EC2",
    about: Text::new(
        "Virtual servers, billed by the second while they run",
        "가상 서버. 실행 중인 동안 초 단위로 과금됩니다",
    ),
    page: "https://aws.amazon.com/ec2/pricing/on-demand/",
    meters: &[&LINUX, &CPU_CREDITS],
    kinds: &[&Ec2::KIND],
};

choice! {
    /// What a burstable type does when its credits are used up.
    Credits { Default = "default", Unlimited = "unlimited", Standard = "standard" }
}

resource! {
    /// So many instances of one type.
    Ec2 "ec2" "EC2 instances (Linux, on demand)" / "EC2 인스턴스(Linux, 온디맨드)" {
        instance_type: String = "t3.micro", "instance type" / "인스턴스 유형";
        count: Count = 1, "how many" / "대수";
        public_ipv4: Count = 1, "public IPv4 addresses of each, given by its subnet" / "인스턴스마다 자동 할당되는 퍼블릭 IPv4 수";
        cpu_percent: Percent = 0, "average CPU over all vCPU while worked with, percent" / "사용 중 평균 CPU(%)";
        credits: Credits = Credits::Default, "credit mode of burstable types" / "버스트 유형의 크레딧 모드";
    }
}

const PER_SECOND: Rule = Rule {
    id: "ec2.second",
    text: Text::new("by the second, 60 seconds at least", "초 단위로 과금하며 최소 60초입니다"),
};
const SURPLUS: Rule = Rule {
    id: "ec2.tunlimited",
    text: Text::new(
        "CPU above the baseline, which unlimited mode bills by the vCPU-hour",
        "기준 성능을 넘는 CPU는 unlimited 모드에서 vCPU-시간으로 과금됩니다",
    ),
};

impl Billable for Ec2 {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let facts = self.facts(at.facts)?;
        if at.stopped {
            return Ok(());
        }
        let count = Factor::new(self.count.number(), &INSTANCE);
        let hours = Factor::new(at.period.hours_of_at_least(60), &HOUR);
        bill.uses_because(&PER_SECOND, LINUX.of(self.instance_type.clone()), [count, hours])?;
        let addresses = Factor::new(self.public_ipv4.number(), &ADDRESS);
        bill.uses_because(&vpc::PER_SECOND, vpc::PUBLIC_IPV4.whole(), [count, addresses, hours])?;
        self.surplus(facts, at, bill)
    }

    fn refused(&self, facts: &Facts) -> Option<Refusal> {
        let allowed = facts.instance_types.get(&self.instance_type)?.free_plan;
        (!allowed).then(|| Refusal {
            rule: "plan.free.ec2",
            why: Sentence::new(
                format!("EC2 {} cannot be launched on the free plan", self.instance_type),
                format!("EC2 {}: 프리 플랜에서는 시작할 수 없습니다", self.instance_type),
            ),
        })
    }
}

impl Ec2 {
    fn facts<'a>(&self, facts: &'a Facts) -> Result<&'a InstanceType, Invalid> {
        facts.instance_types.get(&self.instance_type).ok_or_else(|| {
            let written = &self.instance_type;
            let near = nearest(written, facts.instance_types.keys().map(String::as_str)).join(", ");
            let near = if near.is_empty() { "t3.micro, t4g.small, m7i.large".to_owned() } else { near };
            Invalid::new(
                "instance_type",
                format!("`{written}` is no instance type we know; near: {near}"),
                format!("`{written}`: 알 수 없는 인스턴스 유형입니다. 비슷한 이름: {near}"),
            )
        })
    }

    /// T3 and T4g start in unlimited mode, T2 in standard: AWS's defaults, which a launch can change.
    fn unlimited(&self) -> bool {
        match self.credits {
            Credits::Default => !self.instance_type.starts_with("t2."),
            Credits::Unlimited => true,
            Credits::Standard => false,
        }
    }

    fn surplus(&self, facts: &InstanceType, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        let Burst::Baseline(Some(baseline)) = facts.burst else { return Ok(()) };
        if !self.unlimited() || self.cpu_percent.number() <= baseline {
            return Ok(());
        }
        let over = self.cpu_percent.number().minus(baseline)?.over(Decimal::ONE_HUNDRED)?;
        let family = self.instance_type.split('.').next().unwrap_or_default().to_owned();
        let factors = [
            Factor::new(self.count.number(), &INSTANCE),
            Factor::new(over.times(Decimal::from(facts.vcpu))?, &VCPU),
            Factor::new(at.period.active_hours, &HOUR),
        ];
        Ok(bill.uses_because(&SURPLUS, CPU_CREDITS.of(family), factors)?)
    }
}
