//! Takes an internet gateway off the network that the plan names.

use crate::grip::Grip;
use serde_json::json;
use sundown_cleanup_engine::ask::Effect;
use sundown_cleanup_engine::found::Key;

pub(crate) async fn detach(grip: &Grip<'_>, from: &Key) -> Result<(), Effect> {
    let input = json!({ "InternetGatewayId": &*grip.key.id, "VpcId": &*from.id });
    grip.change("ec2", "DetachInternetGateway", input).await.map(drop)
}
