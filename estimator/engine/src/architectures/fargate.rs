//! Containers on Fargate: tasks in two zones behind the same balancer, the same database behind.
//!
//! ```text
//! browser ─▶ ALB ─▶ task (zone a) ─┐
//!             └───▶ task (zone b) ─┴─▶ RDS       image ─▶ ECR   pictures ─▶ S3
//! ```

use rust_decimal::Decimal;

use super::servers::{Shared, peak_vcpu, shared};
use super::{Design, Size, deployment};
use crate::error::{Invalid, TooLarge};
use crate::exact::Exact;
use crate::quantity::{Count, Gigabytes, Hundredths, Quantity, Vcpu};
use crate::services::ecr::Ecr;
use crate::services::ecs::EcsCluster;
use crate::services::fargate::{Fargate, memory_sizes, vcpu_sizes};
use crate::services::vpc::NatGateway;
use crate::text::Sentence;
use crate::workload::{Sizing, Workload};

/// One in each zone.
const LEAST_TASKS: u32 = 2;

/// Of a task's memory the application may take so much.
const APPLICATION_PERCENT: u32 = 70;

/// The smallest size, and one size up.
const SIZES_TRIED: usize = 2;

pub(super) fn design(work: &Workload, sizing: &Sizing) -> Result<Design, Invalid> {
    let shared = shared(work)?;
    let mut sizes = Vec::new();
    for vcpu in vcpu_sizes().into_iter().take(SIZES_TRIED) {
        sizes.extend(size(work, sizing, vcpu, &shared)?);
    }
    if sizes.is_empty() {
        return Err(Invalid::new(
            "stack",
            format!("no small task holds the {} MB of the application", sizing.memory_mb),
            format!("애플리케이션 메모리 {}MB가 들어가는 작은 태스크가 없습니다", sizing.memory_mb),
        ));
    }
    Ok(Design { sizes, notes: Vec::new() })
}

/// As many tasks of this size as the peak needs; none if the application does not fit.
fn size(work: &Workload, sizing: &Sizing, vcpu: Vcpu, shared: &Shared) -> Result<Option<Size>, Invalid> {
    let Some(memory_gb) = memory(vcpu, sizing)? else { return Ok(None) };
    let tasks = peak_vcpu(work, sizing)?.over(vcpu.number())?.ceil().max(Decimal::from(LEAST_TASKS));
    let private = work.private_instances;
    let service = Fargate {
        tasks: Count::of(tasks),
        vcpu,
        memory_gb: Gigabytes::of(memory_gb),
        arch: work.arch,
        public_ipv4: u64::from(!private).into(),
        ..Fargate::default()
    };
    let mut resources = vec![
        ("alb", shared.balancer.clone().into()),
        ("cluster", EcsCluster::default().into()),
        ("tasks", service.into()),
        ("images", Ecr { storage_gb: Hundredths(10).into() }.into()),
    ];
    if private {
        resources.push(("nat", NatGateway::default().into()));
    }
    resources.push(("database", shared.database.clone().into()));
    resources.extend(shared.around.iter().cloned());
    let size = format!("{} vCPU / {memory_gb} GB", vcpu.number().normalize());
    let about = Sentence::new(format!("{tasks} × {size}"), format!("{size} 태스크 {tasks}개"));
    Ok(Some(Size { about, deployment: deployment("fargate", resources) }))
}

/// The smallest memory that holds the application with its share.
fn memory(vcpu: Vcpu, sizing: &Sizing) -> Result<Option<Decimal>, TooLarge> {
    let needed = Decimal::from(sizing.memory_mb)
        .times(Decimal::ONE_HUNDRED)?
        .over(Decimal::from(APPLICATION_PERCENT * 1_024))?;
    Ok(memory_sizes(vcpu).into_iter().find(|size| *size >= needed).map(|size| size.normalize()))
}
