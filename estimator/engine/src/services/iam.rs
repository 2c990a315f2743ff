//! AWS IAM: users, roles and policies cost nothing.

crate::services::known_free::known_free! {
    "iam" "AWS IAM" "https://aws.amazon.com/iam/"
        "Users, roles and policies; free" / "사용자, 역할, 정책. 무료입니다";
    /// Users, roles, policies.
    IamEntity "iam_entity" "IAM users, roles and policies" / "IAM 사용자·역할·정책";
    "iam/entity" "Entities" "entities" / "개체"
}
