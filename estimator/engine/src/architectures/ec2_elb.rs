//! EC2 behind a load balancer: instances in two zones, an Auto Scaling group, RDS behind.
//!
//! ```text
//! browser ─▶ ALB ─▶ EC2 (zone a) ─┐
//!             └───▶ EC2 (zone b) ─┴─▶ RDS        pictures ─▶ S3
//! ```
//!
//! Only the baseline of a burstable type counts as steady. Work above it is done by more instances, by larger ones or by
//! surplus credits; all three are designs, and the prices decide.

use rust_decimal::Decimal;

use super::servers::{Shared, average_vcpu, peak_vcpu, shared};
use super::{Design, Size, deployment};
use crate::error::{Invalid, TooLarge, nearest};
use crate::exact::Exact;
use crate::facts::{Burst, Facts, InstanceType};
use crate::quantity::{Count, Percent, Quantity};
use crate::resource::Arch;
use crate::services::autoscaling::AutoScalingGroup;
use crate::services::ebs::Ebs;
use crate::services::ec2::{Credits, Ec2};
use crate::services::vpc::NatGateway;
use crate::text::Sentence;
use crate::workload::{Sizing, Workload};

/// One in each zone.
const LEAST_INSTANCES: u32 = 2;

/// Of an instance's memory the application may take so much; the rest is the system's.
const APPLICATION_PERCENT: u32 = 70;

/// EC2's sizes, ascending.
const SIZES: [&str; 9] =
    ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge"];

/// What the default type is called on Arm.
const DEFAULT_TYPES: (&str, &str) = ("t3.micro", "t4g.micro");

/// So many instances of one type, and how busy each is on average.
struct Fleet {
    instance_type: String,
    count: Decimal,
    cpu_percent: Decimal,
    pays_surplus: bool,
}

pub(super) fn design(work: &Workload, sizing: &Sizing, facts: &Facts) -> Result<Design, Invalid> {
    let first = starting_type(work, facts)?;
    let mut fleets = Vec::new();
    let larger = larger(&first, facts);
    for instance_type in [Some(first.clone()), larger].into_iter().flatten() {
        let Some(known) = facts.instance_types.get(&instance_type) else { continue };
        if holds(known, sizing) {
            fleets.extend(steady(work, sizing, &instance_type, known)?);
            fleets.extend(with_surplus(work, sizing, &instance_type, known)?);
        }
    }
    let steady = fleets.iter().find(|fleet| fleet.instance_type == first && !fleet.pays_surplus);
    let one_more = steady.map(|fleet| Fleet { count: fleet.count + Decimal::ONE, ..fleet.again() });
    fleets.extend(one_more);
    if fleets.is_empty() {
        let memory = sizing.memory_mb;
        return Err(Invalid::new(
            "instance_type",
            format!("neither `{first}` nor the next size holds the {memory} MB of the application"),
            format!("`{first}`와 그다음 크기에는 애플리케이션 메모리 {memory}MB가 들어가지 않습니다"),
        ));
    }
    let shared = shared(work)?;
    let sizes = fleets.iter().map(|fleet| size(work, fleet, &shared)).collect();
    Ok(Design { sizes, notes: notes(work, &fleets) })
}

fn starting_type(work: &Workload, facts: &Facts) -> Result<String, Invalid> {
    let (x86, arm) = DEFAULT_TYPES;
    let named = match work.arch {
        Arch::Arm if work.instance_type == x86 => arm,
        _ => &work.instance_type,
    };
    let Some(known) = facts.instance_types.get(named) else {
        let near = nearest(named, facts.instance_types.keys().map(String::as_str)).join(", ");
        let near = if near.is_empty() { format!("{x86}, {arm}") } else { near };
        return Err(Invalid::new(
            "instance_type",
            format!("`{named}` is no instance type we know; near: {near}"),
            format!("`{named}`: 알 수 없는 인스턴스 유형입니다. 비슷한 이름: {near}"),
        ));
    };
    if known.arm != (work.arch == Arch::Arm) {
        let arch = work.arch.word();
        return Err(Invalid::new(
            "instance_type",
            format!("`{named}` does not run {arch}; change it, or `arch`"),
            format!("`{named}`: {arch}에서 실행되지 않습니다. 이 값이나 `arch`를 바꾸십시오"),
        ));
    }
    Ok(named.to_owned())
}

/// The next size of the same family.
fn larger(instance_type: &str, facts: &Facts) -> Option<String> {
    let (family, size) = instance_type.split_once('.')?;
    let place = SIZES.iter().position(|known| *known == size)?;
    let next = format!("{family}.{}", SIZES.get(place + 1)?);
    facts.instance_types.contains_key(&next).then_some(next)
}

fn holds(known: &InstanceType, sizing: &Sizing) -> bool {
    u64::from(known.memory_mib) * u64::from(APPLICATION_PERCENT) >= u64::from(sizing.memory_mb) * 100
}

/// As many as the peak needs at full speed, and the average within what the type gives all the time.
fn steady(
    work: &Workload,
    sizing: &Sizing,
    instance_type: &str,
    known: &InstanceType,
) -> Result<Option<Fleet>, TooLarge> {
    let vcpu = Decimal::from(known.vcpu);
    let lasting = match known.burst {
        Burst::Steady => vcpu,
        Burst::Baseline(Some(percent)) => vcpu.times(percent)?.over(Decimal::ONE_HUNDRED)?,
        // A burstable type of which nobody told us the baseline cannot be sized.
        Burst::Baseline(None) => return Ok(None),
    };
    let average = average_vcpu(work, sizing)?;
    let for_peak = peak_vcpu(work, sizing)?.over(vcpu)?.ceil();
    let for_average = average.over(lasting)?.ceil();
    let count = for_peak.max(for_average).max(Decimal::from(LEAST_INSTANCES));
    Ok(Some(Fleet {
        instance_type: instance_type.to_owned(),
        count,
        // Never a rounding above the baseline: that would be a surplus nobody pays.
        cpu_percent: busy_percent(average, count, vcpu)?.min(busy_percent(lasting, Decimal::ONE, vcpu)?),
        pays_surplus: false,
    }))
}

/// As many as the peak needs, paying for what is above the baseline; none where that is nothing else than steady.
fn with_surplus(
    work: &Workload,
    sizing: &Sizing,
    instance_type: &str,
    known: &InstanceType,
) -> Result<Option<Fleet>, TooLarge> {
    let Burst::Baseline(Some(baseline)) = known.burst else { return Ok(None) };
    let vcpu = Decimal::from(known.vcpu);
    let count = peak_vcpu(work, sizing)?.over(vcpu)?.ceil().max(Decimal::from(LEAST_INSTANCES));
    let cpu_percent = busy_percent(average_vcpu(work, sizing)?, count, vcpu)?;
    let instance_type = instance_type.to_owned();
    Ok((cpu_percent > baseline).then_some(Fleet { instance_type, count, cpu_percent, pays_surplus: true }))
}

fn busy_percent(average: Decimal, count: Decimal, vcpu: Decimal) -> Result<Decimal, TooLarge> {
    average.times(Decimal::ONE_HUNDRED)?.over(count.times(vcpu)?)
}

impl Fleet {
    fn again(&self) -> Self {
        Self { instance_type: self.instance_type.clone(), ..*self }
    }

    fn about(&self) -> Sentence {
        let Self { instance_type, count, .. } = self;
        if self.pays_surplus {
            return Sentence::new(
                format!("{count} × {instance_type}, paying surplus CPU credits"),
                format!("{instance_type} {count}대, 초과 CPU 크레딧 지불"),
            );
        }
        Sentence::new(format!("{count} × {instance_type}"), format!("{instance_type} {count}대"))
    }
}

fn size(work: &Workload, fleet: &Fleet, shared: &Shared) -> Size {
    let count = Count::of(fleet.count);
    let private = work.private_instances;
    let instances = Ec2 {
        instance_type: fleet.instance_type.clone(),
        count,
        public_ipv4: u64::from(!private).into(),
        cpu_percent: Percent::of(fleet.cpu_percent),
        credits: if fleet.pays_surplus { Credits::Unlimited } else { Credits::Default },
    };
    let mut resources = vec![
        ("alb", shared.balancer.clone().into()),
        ("group", AutoScalingGroup::default().into()),
        ("instances", instances.into()),
        ("disks", Ebs { count, ..Ebs::default() }.into()),
    ];
    if private {
        resources.push(("nat", NatGateway::default().into()));
    }
    resources.push(("database", shared.database.clone().into()));
    resources.extend(shared.around.iter().cloned());
    Size { about: fleet.about(), deployment: deployment("ec2-elb", resources) }
}

fn notes(work: &Workload, fleets: &[Fleet]) -> Vec<Sentence> {
    let mut notes = Vec::new();
    if fleets.iter().any(|fleet| fleet.pays_surplus) {
        notes.push(Sentence::new(
            "the average is above the baseline of the first type: it is sized up, or pays surplus credits where \
             their price is known and that is cheaper",
            "평균 부하가 처음 유형의 기준 성능을 넘습니다. 더 큰 구성으로 계산하며, 초과 크레딧 가격을 알고 더 싸면 \
             초과 크레딧으로 계산합니다",
        ));
    }
    if work.private_instances {
        notes.push(Sentence::new(
            "private instances reach the internet through one NAT gateway, in one of the two zones",
            "프라이빗 인스턴스는 두 가용 영역 중 한 곳의 NAT 게이트웨이 하나로 인터넷에 나갑니다",
        ));
    }
    notes
}
