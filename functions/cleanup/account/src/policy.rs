//! What the cleanup asks of IAM, taken from the rows: each call it can make, as an action. A template's roles are made of
//! these, and a test holds that no other call is made.

use crate::row::{Operation, Row, rows};
use std::collections::BTreeSet;

/// What the code calls beside the rows, to look.
const LOOKING: [&str; 14] = [
    "sts.GetCallerIdentity",
    "iam.ListAccountAliases",
    "ec2.DescribeRegions",
    "cloudformation.ListStackResources",
    "s3.HeadBucket",
    "s3.ListObjectVersions",
    "s3.ListMultipartUploads",
    "events.ListTargetsByRule",
    "ecr.ListImages",
    "efs.DescribeMountTargets",
    "lambda.ListEventSourceMappings",
    "cloudfront.GetDistributionConfig",
    "s3.GetBucketTagging",
    "ec2.DescribeSecurityGroups",
];
/// What the steps in Rust call.
const CHANGING: [&str; 11] = [
    "s3.DeleteObjects",
    "s3.AbortMultipartUpload",
    "ecr.BatchDeleteImage",
    "efs.DeleteMountTarget",
    "events.RemoveTargets",
    "lambda.DeleteEventSourceMapping",
    "cloudfront.UpdateDistribution",
    "ec2.DetachInternetGateway",
    "ec2.RevokeSecurityGroupIngress",
    "ec2.RevokeSecurityGroupEgress",
    "ec2.TerminateInstances",
];

/// The operations of a scan.
#[must_use]
pub fn reading() -> BTreeSet<Operation> {
    let of_row = |row: &'static Row| {
        let stages = row.list.iter().chain(&row.one).map(|stage| &stage.call);
        stages.chain(row.each.iter().map(|follow| &follow.call)).cloned().collect::<Vec<_>>()
    };
    named(&LOOKING).chain(rows().into_iter().flatten().flat_map(of_row)).collect()
}

/// The operations that change something. Types that are only reported have none.
#[must_use]
pub fn changing() -> BTreeSet<Operation> {
    let of_row = |row: &'static Row| {
        let steps = row.steps.values().flatten().map(|call| &call.call);
        steps.chain([&row.delete.call]).cloned().collect::<Vec<_>>()
    };
    let deleted = rows().into_iter().flatten().filter(|row| row.kind.row().report_only.is_none());
    named(&CHANGING).chain(deleted.flat_map(of_row)).collect()
}

/// The IAM actions of an operation: most are called as it is, some are not.
#[must_use]
pub fn actions(operation: &Operation) -> Vec<String> {
    let Operation { service, name } = operation;
    let prefix = match service.as_str() {
        "elb" | "elbv2" => "elasticloadbalancing",
        "efs" => "elasticfilesystem",
        "opensearch" => "es",
        "apigatewayv2" => "apigateway",
        other => other,
    };
    let names: Vec<&str> = match (service.as_str(), name.as_str()) {
        ("s3", "ListBuckets") => vec!["ListAllMyBuckets"],
        ("s3", "HeadBucket") => vec!["ListBucket"],
        ("s3", "ListObjectVersions") => vec!["ListBucketVersions"],
        ("s3", "ListMultipartUploads") => vec!["ListBucketMultipartUploads"],
        ("s3", "GetObjectLockConfiguration") => vec!["GetBucketObjectLockConfiguration"],
        ("s3", "GetBucketEncryption") => vec!["GetEncryptionConfiguration"],
        ("s3", "DeleteObjects") => vec!["DeleteObject", "DeleteObjectVersion"],
        ("apigateway" | "apigatewayv2", name) if name.starts_with("Get") => vec!["GET"],
        ("apigateway" | "apigatewayv2", _) => vec!["DELETE"],
        (_, name) => vec![name],
    };
    names.into_iter().map(|name| format!("{prefix}:{name}")).collect()
}

fn named(written: &'static [&'static str]) -> impl Iterator<Item = Operation> {
    written.iter().filter_map(|written| Operation::try_from((*written).to_owned()).ok())
}
