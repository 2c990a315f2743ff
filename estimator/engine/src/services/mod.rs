//! The services of AWS we can price, one room each: its meters, its resources and what they use, its words, its place in
//! the price list and its page. The list below is all that knows of them.

mod known_free;
mod payload;

use serde::Deserialize;

use crate::error::Invalid;
use crate::facts::Facts;
use crate::meter::Meter;
use crate::resource::{Billable, Kind, Refusal, Site};
use crate::text::Text;
use crate::usage::Bill;

/// What a service is called and where its rules are.
#[derive(Debug)]
pub struct Service {
    pub key: &'static str,
    pub name: &'static str,
    pub about: Text,
    /// AWS's pricing page.
    pub page: &'static str,
    pub meters: &'static [&'static Meter],
    pub kinds: &'static [&'static Kind],
}

macro_rules! services {
    ($($room:ident { $($resource:ident)* })*) => {
        $(pub mod $room;)*

        /// Anything that can be billed.
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Resource {
            $($($resource($room::$resource),)*)*
        }

        pub const SERVICES: &[&Service] = &[$(&$room::SERVICE,)*];

        impl Resource {
            pub fn kind(&self) -> &'static Kind {
                match self { $($(Self::$resource(_) => &$room::$resource::KIND,)*)* }
            }

            pub fn service(&self) -> &'static Service {
                match self { $($(Self::$resource(_) => &$room::SERVICE,)*)* }
            }
        }

        impl Billable for Resource {
            fn usage(&self, at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
                match self { $($(Self::$resource(resource) => resource.usage(at, bill),)*)* }
            }

            fn refused(&self, facts: &Facts) -> Option<Refusal> {
                match self { $($(Self::$resource(resource) => resource.refused(facts),)*)* }
            }
        }

        $($(impl From<$room::$resource> for Resource {
            fn from(resource: $room::$resource) -> Self { Self::$resource(resource) }
        })*)*
    };
}

services! {
    lambda { Lambda }
    ec2 { Ec2 }
    ebs { Ebs EbsSnapshot }
    elb { Alb Nlb }
    fargate { Fargate }
    ecs { EcsCluster }
    eks { EksCluster }
    ecr { Ecr }
    vpc { PublicIpv4 NatGateway }
    cloudfront { Cloudfront }
    transfer { DataTransfer }
    route53 { HostedZone Domain }
    acm { Certificate }
    autoscaling { AutoScalingGroup }
    beanstalk { BeanstalkEnvironment }
    cloudformation { CloudformationStack }
    iam { IamEntity }
    apigateway { HttpApi RestApi }
    dynamodb { Dynamodb }
    s3 { S3 }
    rds { Rds }
    sqs { Sqs }
    sns { Sns }
    ses { Ses }
    scheduler { Scheduler }
    cloudwatch { Logs Metrics Alarms Dashboards }
    secrets { Secrets }
    ssm { Ssm }
    kms { Kms }
    xray { Xray }
}

/// All meters of all services.
pub fn meters() -> impl Iterator<Item = &'static Meter> {
    SERVICES.iter().flat_map(|service| service.meters.iter().copied())
}

/// All kinds of resources a scenario may name.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    SERVICES.iter().flat_map(|service| service.kinds.iter().copied())
}

/// The service of that key.
pub fn service(key: &str) -> Option<&'static Service> {
    SERVICES.iter().copied().find(|service| service.key == key)
}
