//! The steps that are no single call: a file each. Every one of them touches only what belongs to the resource it has
//! hold of, or names the other one.

pub(crate) mod distribution;
pub(crate) mod gateway;
pub(crate) mod rules;

mod bucket;
mod parts;

use crate::grip::Grip;
use sundown_cleanup_engine::ask::Effect;

/// Removes what is inside a resource and goes with it.
pub(crate) async fn empty(grip: &Grip<'_>) -> Result<(), Effect> {
    match grip.key.kind.name() {
        "s3:bucket" => bucket::empty(grip).await,
        "ecr:repository" => parts::images(grip).await,
        "efs:file-system" => parts::mount_targets(grip).await,
        "events:rule" => parts::targets(grip).await,
        "lambda:function" => parts::event_sources(grip).await,
        _ => Err(Effect::Denied),
    }
}
