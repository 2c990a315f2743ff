//! Removes from one security group the rules that mention another. Only those: whatever else a rule allows is put into no
//! call.

use crate::grip::Grip;
use serde_json::{Value, json};
use sundown_cleanup_engine::ask::Effect;
use sundown_cleanup_engine::found::Key;

const DIRECTIONS: [(&str, &str); 2] =
    [("IpPermissions", "RevokeSecurityGroupIngress"), ("IpPermissionsEgress", "RevokeSecurityGroupEgress")];

/// `user` is the group whose rules mention the one at hand.
pub(crate) async fn revoke(grip: &Grip<'_>, user: &Key) -> Result<(), Effect> {
    let group = match grip.account.document(user) {
        Some(group) => group,
        None => grip.account.read_again(user).await?.ok_or(Effect::NotFound)?,
    };
    for (member, operation) in DIRECTIONS {
        let rules = mentioning(&group, member, &grip.key.id);
        if !rules.is_empty() {
            let input = json!({ "GroupId": &*user.id, "IpPermissions": rules });
            grip.change("ec2", operation, input).await?;
        }
    }
    Ok(())
}

fn mentioning(group: &Value, member: &str, id: &str) -> Vec<Value> {
    let rules = group.get(member).and_then(Value::as_array).into_iter().flatten();
    rules.filter_map(|rule| only_the_mention(rule, id)).collect()
}

fn only_the_mention(rule: &Value, id: &str) -> Option<Value> {
    let pairs = rule.get("UserIdGroupPairs")?.as_array()?;
    pairs.iter().find(|pair| pair.get("GroupId").and_then(Value::as_str) == Some(id))?;
    let mut only = json!({ "IpProtocol": rule.get("IpProtocol")?, "UserIdGroupPairs": [{ "GroupId": id }] });
    for port in ["FromPort", "ToPort"] {
        let value = rule.get(port).filter(|value| !value.is_null());
        if let (Some(only), Some(value)) = (only.as_object_mut(), value) {
            only.insert(port.into(), value.clone());
        }
    }
    Some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_mention_is_taken_out_of_a_rule() {
        let group = json!({ "IpPermissions": [
            { "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{ "CidrIp": "0.0.0.0/0" }],
              "UserIdGroupPairs": [{ "GroupId": "sg-1", "UserId": "1" }, { "GroupId": "sg-2" }] },
            { "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "10.0.0.0/8" }] },
        ] });
        let pairs = json!([{ "GroupId": "sg-1" }]);
        let wanted =
            json!([{ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "UserIdGroupPairs": pairs }]);
        assert_eq!(Value::Array(mentioning(&group, "IpPermissions", "sg-1")), wanted);
        assert!(mentioning(&group, "IpPermissionsEgress", "sg-1").is_empty());
    }
}
