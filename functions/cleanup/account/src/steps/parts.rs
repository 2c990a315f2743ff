//! Parts that must go before their whole can: images, mount targets, a rule's targets, a function's event sources.

use crate::grip::Grip;
use serde_json::{Value, json};
use sundown_cleanup_engine::ask::Effect;

pub(super) async fn images(grip: &Grip<'_>) -> Result<(), Effect> {
    let listed = grip.ask("ecr", "ListImages", json!({ "repositoryName": &*grip.key.id })).await?;
    for some in list(&listed, "imageIds").chunks(100) {
        let input = json!({ "repositoryName": &*grip.key.id, "imageIds": some });
        grip.change("ecr", "BatchDeleteImage", input).await?;
    }
    Ok(())
}

pub(super) async fn mount_targets(grip: &Grip<'_>) -> Result<(), Effect> {
    let listed = grip.ask("efs", "DescribeMountTargets", json!({ "FileSystemId": &*grip.key.id })).await?;
    for target in list(&listed, "MountTargets") {
        let input = json!({ "MountTargetId": target.get("MountTargetId") });
        grip.change("efs", "DeleteMountTarget", input).await?;
    }
    Ok(())
}

pub(super) async fn targets(grip: &Grip<'_>) -> Result<(), Effect> {
    let (rule, bus) = (grip.member("Name")?, grip.member("EventBusName")?);
    let named = json!({ "Rule": rule, "EventBusName": bus });
    let listed = grip.ask("events", "ListTargetsByRule", named).await?;
    let ids: Vec<&Value> = list(&listed, "Targets").iter().filter_map(|one| one.get("Id")).collect();
    if !ids.is_empty() {
        let input = json!({ "Rule": rule, "EventBusName": bus, "Ids": ids });
        grip.change("events", "RemoveTargets", input).await?;
    }
    Ok(())
}

pub(super) async fn event_sources(grip: &Grip<'_>) -> Result<(), Effect> {
    let named = json!({ "FunctionName": &*grip.key.id });
    let listed = grip.ask("lambda", "ListEventSourceMappings", named).await?;
    for mapping in list(&listed, "EventSourceMappings") {
        grip.change("lambda", "DeleteEventSourceMapping", json!({ "UUID": mapping.get("UUID") })).await?;
    }
    Ok(())
}

fn list<'a>(answer: &'a Value, member: &str) -> &'a [Value] {
    answer.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
