//! Every service's data, by name, each parsed once.

use std::sync::OnceLock;

use super::{BadData, Service};

struct Entry {
    name: &'static str,
    text: &'static str,
    parsed: OnceLock<Result<Service, BadData>>,
}

/// A service by the name that `operations.json` gives it; `None` for one that the data does not hold.
pub fn service(name: &str) -> Option<Result<&'static Service, BadData>> {
    let entry = ENTRIES.iter().find(|entry| entry.name == name)?;
    Some(entry.parsed.get_or_init(|| Service::parse(entry.text)).as_ref().map_err(Clone::clone))
}

/// The names of all services, in order.
pub fn services() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.name)
}

macro_rules! entries {
    ($($name:literal)*) => {
        static ENTRIES: [Entry; [$($name),*].len()] = [$(Entry {
            name: $name,
            text: include_str!(concat!("../../models/data/", $name, ".jsonl")),
            parsed: OnceLock::new(),
        }),*];
    };
}

entries![
    "account" "acm" "apigateway" "apigatewayv2" "apprunner" "autoscaling" "cloudformation" "cloudfront"
    "cloudwatch" "cognito-idp" "dynamodb" "ec2" "ecr" "ecs" "efs" "eks" "elasticache" "elasticbeanstalk"
    "elb" "elbv2" "events" "globalaccelerator" "iam" "kinesis" "kms" "lambda" "logs" "opensearch" "rds"
    "redshift" "route53" "s3" "sagemaker" "scheduler" "secretsmanager" "sns" "sqs" "sts"
];
