//! Functions and APIs cost nothing while nobody calls them, but for what was bought to be ready: provisioned concurrency
//! and stage caches.

use rust_decimal::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::period::MONTH_HOURS;
use sundown_engine::unit::{HOUR, MEGABYTE};
use sundown_engine::usage::Factor;

use crate::document::Doc;
use crate::meters::{CACHE, KEPT_READY_ARM, KEPT_READY_X86, RUNTIME, SECONDS_OF_AN_HOUR, stage_cache};
use crate::month::Month;
use crate::why::{Told, Why};

pub(crate) fn function(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    if has_one_version(doc)? {
        return month.idle("uncalled");
    }
    let configs = doc.list("ListProvisionedConcurrencyConfigs.ProvisionedConcurrencyConfigs")?;
    let ready = configs.iter().try_fold(Decimal::ZERO, |sum, config| {
        let allocated = config.number("AllocatedProvisionedConcurrentExecutions")?;
        let requested = config.number_if("RequestedProvisionedConcurrentExecutions")?.unwrap_or_default();
        Ok::<_, Why>(sum.plus(allocated.max(requested))?)
    })?;
    let runtime = doc.text_if("Runtime")?.unwrap_or_default();
    if doc.text_if("SnapStart.ApplyOn")? == Some("PublishedVersions") && !runtime.starts_with("java") {
        return Err(Why::other("snapshots that SnapStart keeps", "SnapStart가 보관하는 스냅샷"));
    }
    if ready.is_zero() {
        return month.idle("uncalled");
    }
    let architectures = doc.list_if("Architectures")?.unwrap_or_default();
    let arm = architectures.iter().any(|architecture| architecture.0.as_str() == Some("arm64"));
    let meter = if arm { &KEPT_READY_ARM } else { &KEPT_READY_X86 };
    let factors = [
        Factor::new(ready, &RUNTIME),
        Factor::new(doc.number("MemorySize")?, &MEGABYTE),
        Factor::new(Decimal::from(MONTH_HOURS), &HOUR),
        Factor::new(Decimal::from(3_600), &SECONDS_OF_AN_HOUR),
    ];
    month.uses(meter.whole(), factors)
}

/// Only published versions can be kept ready, or have snapshots.
fn has_one_version(doc: Doc<'_>) -> Told<bool> {
    let versions = doc.list_if("ListVersionsByFunction.Versions")?.unwrap_or_default();
    let whole = !doc.has("ListVersionsByFunction.NextMarker");
    Ok(match &versions[..] {
        [only] => whole && only.text("Version")? == "$LATEST",
        _ => false,
    })
}

pub(crate) fn rest_api(doc: Doc<'_>, month: &mut Month<'_>) -> Told {
    let mut cached = false;
    for stage in doc.list("GetStages.item")? {
        if stage.flag("cacheClusterEnabled")? {
            let size = stage.text("cacheClusterSize")?;
            let meter = stage_cache(size).ok_or_else(|| Why::strange("cacheClusterSize", &size))?;
            month.stands(meter.whole(), Decimal::ONE, &CACHE)?;
            cached = true;
        }
    }
    if cached { Ok(()) } else { month.idle("no-cache") }
}
