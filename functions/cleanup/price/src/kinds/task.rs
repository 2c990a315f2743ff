//! Tasks of ECS: on Fargate by vCPU, memory, storage and address; on instances nothing, because these are findings of
//! their own.

use rust_decimal::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::quantity::{Gigabytes, Quantity, Vcpu};
use sundown_engine::resource::Arch;
use sundown_engine::services::fargate::Fargate;

use super::instance::{count, is_account};
use crate::document::Doc;
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn task(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if doc.text("lastStatus")? == "STOPPED" {
        return month.idle("stopped");
    }
    match doc.text("launchType")? {
        "FARGATE" => {}
        "EC2" => return month.idle("on-instances"),
        other => return Err(Why::strange("launchType", &other)),
    }
    if let Some(spot) = doc.text_if("capacityProviderName")?.filter(|name| *name != "FARGATE") {
        return Err(Why::strange("capacityProviderName", &spot));
    }
    let family = doc.text_if("platformFamily")?.filter(|family| !family.eq_ignore_ascii_case("linux"));
    if let Some(other) = family {
        return Err(Why::strange("platformFamily", &other));
    }
    let thousandth = |member: &str| Ok::<_, Why>(doc.number(member)?.over(Decimal::from(1_024))?);
    let told = doc.has("ephemeralStorage");
    let storage = told.then(|| doc.number("ephemeralStorage.sizeInGiB")).transpose()?;
    let size = Fargate {
        vcpu: Vcpu::of(thousandth("cpu")?),
        memory_gb: Gigabytes::of(thousandth("memory")?),
        arch: processor(doc, month)?,
        public_ipv4: count(addresses(doc, month)?),
        ..Fargate::default()
    };
    match storage {
        Some(gigabytes) => month.has(Fargate { ephemeral_gb: Gigabytes::of(gigabytes), ..size }),
        None => month.has(size),
    }
}

/// The dearer one where the task does not say.
fn processor(doc: Doc<'_>, month: &mut Month<'_>) -> Told<Arch> {
    for attribute in doc.list_if("attributes")?.unwrap_or_default() {
        if attribute.text_if("name")? == Some("ecs.cpu-architecture") {
            return match attribute.text_if("value")? {
                Some("arm64") => Ok(Arch::Arm),
                Some("x86_64") | None => Ok(Arch::X86),
                Some(other) => Err(Why::strange("attributes[ecs.cpu-architecture]", &other)),
            };
        }
    }
    month.at_most(
        "the task's processor was not told: counted as x86",
        "태스크의 프로세서를 알 수 없어 x86으로 계산했습니다",
    );
    Ok(Arch::X86)
}

/// The task itself does not say whether its interface has a public address.
fn addresses(doc: Doc<'_>, month: &mut Month<'_>) -> Told<usize> {
    let Some(interfaces) = doc.list_if("DescribeNetworkInterfaces.NetworkInterfaces")? else {
        month.at_most(
            "whether the task has a public address was not read: counted as if it had",
            "태스크의 퍼블릭 주소 여부를 읽지 못해 있는 것으로 계산한 상한입니다",
        );
        return Ok(1);
    };
    let given = |interface: &&Doc<'_>| {
        let owner = interface.text_if("Association.IpOwnerId").ok().flatten();
        interface.has("Association") && !owner.is_some_and(is_account)
    };
    Ok(interfaces.iter().filter(given).count())
}
