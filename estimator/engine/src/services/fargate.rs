//! AWS Fargate: vCPU-hours and GB-hours of tasks by the second, of the sizes AWS has, and storage past the 20 GB that are
//! included. Each task in a public subnet holds a public IPv4 address.

use crate::error::Invalid;
use crate::exact::Exact;
use crate::meter::{Meter, Select};
use crate::quantity::{Count, Gigabytes, Hours, Hundredths, Quantity, Vcpu};
use crate::resource::{Arch, Billable, Site, resource};
use crate::services::{Service, vpc};
use crate::text::Text;
use crate::unit::{ADDRESS, GB_HOURS, GIGABYTE, HOUR, TASK, VCPU, VCPU_HOURS};
use crate::usage::{Bill, Factor, Rule};
use rust_decimal::Decimal;

pub const VCPU_X86: Meter = Meter {
    key: "fargate/vcpu-x86",
    unit: VCPU_HOURS,
    name: Text::new("Fargate vCPU", "Fargate vCPU"),
    select: Some(Select::of("AmazonECS", "Fargate-vCPU-Hours:perCPU").when(COMPUTE)),
};
pub const MEMORY_X86: Meter = Meter {
    key: "fargate/memory-x86",
    unit: GB_HOURS,
    name: Text::new("Fargate memory", "Fargate 메모리"),
    select: Some(Select::of("AmazonECS", "Fargate-GB-Hours").when(COMPUTE)),
};
pub const VCPU_ARM: Meter = Meter {
    key: "fargate/vcpu-arm",
    unit: VCPU_HOURS,
    name: Text::new("Fargate vCPU (Arm)", "Fargate vCPU(Arm)"),
    select: Some(Select::of("AmazonECS", "Fargate-ARM-vCPU-Hours:perCPU").when(COMPUTE)),
};
pub const MEMORY_ARM: Meter = Meter {
    key: "fargate/memory-arm",
    unit: GB_HOURS,
    name: Text::new("Fargate memory (Arm)", "Fargate 메모리(Arm)"),
    select: Some(Select::of("AmazonECS", "Fargate-ARM-GB-Hours").when(COMPUTE)),
};
pub const EPHEMERAL: Meter = Meter {
    key: "fargate/ephemeral",
    unit: GB_HOURS,
    name: Text::new("Fargate ephemeral storage", "Fargate 임시 스토리지"),
    select: Some(Select::of("AmazonECS", "Fargate-EphemeralStorage-GB-Hours").when(COMPUTE)),
};

const COMPUTE: &[(&str, &str)] = &[("productFamily", "Compute"), ("tenancy", "Shared")];

pub const SERVICE: Service = Service {
    key: "fargate",
    name: "AWS Fargate",
    about: Text::new(
        "Containers without servers, billed by vCPU and memory while tasks run",
        "서버 없는 컨테이너. 태스크가 실행되는 동안 vCPU와 메모리로 과금됩니다",
    ),
    page: "https://aws.amazon.com/fargate/pricing/",
    meters: &[&VCPU_X86, &MEMORY_X86, &VCPU_ARM, &MEMORY_ARM, &EPHEMERAL],
    kinds: &[&Fargate::KIND],
};

resource! {
    /// So many tasks of one size, all the time or so many hours a month.
    Fargate "fargate" "Fargate tasks (Linux)" / "Fargate 태스크(Linux)" {
        tasks: Count = 1, "how many" / "태스크 수";
        vcpu: Vcpu = Hundredths(25), "vCPU of each" / "태스크마다 vCPU";
        memory_gb: Gigabytes = Hundredths(50), "memory of each, GB" / "태스크마다 메모리(GB)";
        arch: Arch = Arch::X86, "processor" / "프로세서";
        ephemeral_gb: Gigabytes = 20, "temporary storage of each, GB (20 to 200)" / "태스크마다 임시 스토리지(GB, 20~200)";
        public_ipv4: Count = 1, "public IPv4 addresses of each; 0 in a private subnet" / "태스크마다 퍼블릭 IPv4 수(프라이빗 서브넷은 0)";
        hours_per_month: Option<Hours> = None, "hours a month each runs; without it, always" / "태스크마다 월 실행 시간. 없으면 항상 실행";
    }
}

const PER_SECOND: Rule = Rule {
    id: "fargate.second",
    text: Text::new("by the second, 60 seconds at least", "초 단위로 과금하며 최소 60초입니다"),
};
const PAST_INCLUDED: Rule = Rule {
    id: "fargate.second",
    text: Text::new("storage past the 20 GB that are included", "기본 제공 20GB를 넘는 스토리지"),
};

/// The sizes AWS has: vCPU in hundredths, then the least and the most memory in hundredths of a GB, and the step between.
const SIZES: [(i64, i64, i64, i64); 7] = [
    (50, 100, 400, 100),
    (100, 200, 800, 100),
    (200, 400, 1_600, 100),
    (400, 800, 3_000, 100),
    (800, 1_600, 6_000, 400),
    (1_600, 3_200, 12_000, 800),
    (3_200, 6_000, 24_400, 0),
];

/// Every memory size a task of so many vCPU can have, ascending; none if AWS has no such task.
pub fn memory_sizes(vcpu: Vcpu) -> Vec<Decimal> {
    let hundredths = vcpu.number() * Decimal::ONE_HUNDRED;
    if hundredths == Decimal::from(25) {
        return [50, 100, 200].map(|gb| Decimal::new(gb, 2)).to_vec();
    }
    let Some((_, least, most, step)) =
        SIZES.into_iter().find(|(vcpu, ..)| Decimal::from(*vcpu) == hundredths)
    else {
        return Vec::new();
    };
    if step == 0 {
        return [least, 12_000, most].map(|gb| Decimal::new(gb, 2)).to_vec();
    }
    (0..=(most - least) / step).map(|k| Decimal::new(least + k * step, 2)).collect()
}

/// The vCPU a task can have, ascending.
pub fn vcpu_sizes() -> Vec<Vcpu> {
    [25].into_iter().chain(SIZES.map(|(vcpu, ..)| vcpu)).map(|vcpu| Vcpu::of(Decimal::new(vcpu, 2))).collect()
}

impl Billable for Fargate {
    fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
        self.check()?;
        if at.stopped {
            return Ok(());
        }
        let (vcpu, memory) = match self.arch {
            Arch::X86 => (&VCPU_X86, &MEMORY_X86),
            Arch::Arm => (&VCPU_ARM, &MEMORY_ARM),
        };
        let tasks = Factor::new(self.tasks.number(), &TASK);
        let hours = match self.hours_per_month {
            None => Factor::new(at.period.hours_of_at_least(60), &HOUR),
            Some(monthly) => {
                let (done, all) = at.period.work;
                Factor::new(monthly.number().times(done)?.over(all)?, &HOUR)
            }
        };
        let cpus = Factor::new(self.vcpu.number(), &VCPU);
        bill.uses_because(&PER_SECOND, vcpu.whole(), [tasks, cpus, hours])?;
        let gigabytes = Factor::new(self.memory_gb.number(), &GIGABYTE);
        bill.uses_because(&PER_SECOND, memory.whole(), [tasks, gigabytes, hours])?;
        let extra = Factor::new(self.ephemeral_gb.number().minus(Decimal::from(20))?, &GIGABYTE);
        bill.uses_because(&PAST_INCLUDED, EPHEMERAL.whole(), [tasks, extra, hours])?;
        let addresses = Factor::new(self.public_ipv4.number(), &ADDRESS);
        Ok(bill.uses_because(&vpc::PER_SECOND, vpc::PUBLIC_IPV4.whole(), [tasks, addresses, hours])?)
    }
}

impl Fargate {
    fn check(&self) -> Result<(), Invalid> {
        let memory = memory_sizes(self.vcpu);
        if memory.is_empty() {
            let sizes = listed(vcpu_sizes().into_iter().map(Quantity::number));
            let vcpu = self.vcpu.number();
            return Err(Invalid::new(
                "vcpu",
                format!("there is no task with {vcpu} vCPU; there are {sizes}"),
                format!("`{vcpu}` vCPU 태스크는 없습니다. 가능한 값: {sizes}"),
            ));
        }
        if !memory.contains(&self.memory_gb.number()) {
            let (vcpu, gb, sizes) = (self.vcpu.number(), self.memory_gb.number(), listed(memory.into_iter()));
            return Err(Invalid::new(
                "memory_gb",
                format!("a task with {vcpu} vCPU cannot have {gb} GB; it can have {sizes}"),
                format!("`{vcpu}` vCPU 태스크에는 {gb}GB를 쓸 수 없습니다. 가능한 값: {sizes}"),
            ));
        }
        let storage = self.ephemeral_gb.number();
        if storage < Decimal::from(20) || storage > Decimal::from(200) {
            return Err(Invalid::new(
                "ephemeral_gb",
                format!("`{storage}` is not from 20 to 200"),
                format!("`{storage}`: 20부터 200까지여야 합니다"),
            ));
        }
        Ok(())
    }
}

fn listed(sizes: impl Iterator<Item = Decimal>) -> String {
    sizes.map(|size| size.normalize().to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::testing::{Row, bad_field, priced, used};

    const SEOUL: &[Row] = &[
        ("fargate/vcpu-x86", "vCPU-Hours", "0.04656"),
        ("fargate/memory-x86", "GB-Hours", "0.00511"),
        ("vpc/public-ipv4", "Hrs", "0.005"),
    ];

    /// By hand, Seoul, 730 h: 0.25 × 0.04656 + 0.5 × 0.00511 + 0.005 an hour.
    #[test]
    fn a_small_task_is_its_vcpu_its_memory_and_its_address() {
        assert_eq!(priced(Fargate::default(), Period::month(), SEOUL).net.to_string(), "14.01235");
    }

    #[test]
    fn the_sizes_are_those_aws_has() {
        let sizes = |vcpu: u64| memory_sizes(Vcpu::from(vcpu)).len();
        assert_eq!((sizes(1), sizes(2), sizes(4), sizes(8), sizes(16), sizes(32)), (7, 13, 23, 12, 12, 3));
        assert_eq!(memory_sizes(Hundredths(25).into()).len(), 3);
        assert!(memory_sizes(3.into()).is_empty());
    }

    #[test]
    fn a_size_aws_does_not_have_is_refused_with_those_it_has() {
        assert_eq!(bad_field(&Fargate { vcpu: 3.into(), ..Fargate::default() }), "vcpu");
        let invalid = used(&Fargate { memory_gb: 4.into(), ..Fargate::default() }, Period::month(), false);
        assert!(invalid.unwrap_err().problem.en.ends_with("it can have 0.5, 1, 2"));
    }

    #[test]
    fn a_service_scaled_to_nothing_costs_nothing() {
        assert!(used(&Fargate::default(), Period::month(), true).unwrap().usages.is_empty());
    }
}
