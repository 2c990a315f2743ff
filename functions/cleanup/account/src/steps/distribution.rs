//! Switches a distribution off. CloudFront takes minutes to be done with it; the deletion waits for the next run.

use crate::grip::Grip;
use serde_json::{Value, json};
use sundown_cleanup_engine::ask::Effect;

pub(crate) async fn disable(grip: &Grip<'_>) -> Result<(), Effect> {
    let id = &*grip.key.id;
    let current = grip.ask("cloudfront", "GetDistributionConfig", json!({ "Id": id })).await?;
    let mut config = current.get("DistributionConfig").cloned().ok_or(Effect::Busy)?;
    if config.get("Enabled") == Some(&Value::Bool(false)) {
        return Ok(());
    }
    config.as_object_mut().ok_or(Effect::Busy)?.insert("Enabled".into(), false.into());
    // The tag of what was read: if somebody changed it meanwhile, CloudFront refuses.
    let input = json!({ "Id": id, "IfMatch": current.get("ETag"), "DistributionConfig": config });
    grip.change("cloudfront", "UpdateDistribution", input).await.map(drop)
}
