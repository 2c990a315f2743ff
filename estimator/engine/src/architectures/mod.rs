//! Ways of running the same work: each a function from a workload to what has to be built, and a page that reads like
//! its diagram. Nothing here knows a price; where several sizes do the work, all are given and the prices decide.

mod ec2_elb;
mod fargate;
mod serverless;
mod servers;

use crate::error::{Invalid, TooLarge};
use crate::estimate::Deployment;
use crate::facts::Facts;
use crate::quantity::{GigabytesMonthly, Kilobytes, Monthly, Quantity};
use crate::services::Resource;
use crate::services::cloudfront::Cloudfront;
use crate::services::s3::S3;
use crate::text::Sentence;
use crate::workload::{Sizing, Workload};

/// The names of the architectures, as deployments.
pub const NAMES: [&str; 3] = ["serverless", "ec2-elb", "fargate"];

/// The three ways of running the same work.
pub fn designs(work: &Workload, sizing: &Sizing, facts: &Facts) -> Result<Vec<Design>, Invalid> {
    work.check()?;
    Ok(vec![serverless::design(work)?, ec2_elb::design(work, sizing, facts)?, fargate::design(work, sizing)?])
}

/// What has to be built, in one or several sizes, and what was decided and assumed on the way.
#[derive(Clone, Debug)]
pub struct Design {
    pub sizes: Vec<Size>,
    pub notes: Vec<Sentence>,
}

/// One size of a design.
#[derive(Clone, Debug)]
pub struct Size {
    /// What makes it different: "2 × t3.small".
    pub about: Sentence,
    pub deployment: Deployment,
}

impl Design {
    /// What its deployment is called, in whatever size.
    pub fn name(&self) -> &str {
        self.sizes.first().map_or("", |size| &size.deployment.name)
    }

    /// A deployment as someone wrote it.
    pub fn written(deployment: Deployment) -> Self {
        let about = Sentence::new(deployment.name.clone(), deployment.name.clone());
        Self { sizes: vec![Size { about, deployment }], notes: Vec::new() }
    }
}

/// Named resources, in the order of the diagram.
fn deployment(name: &str, resources: Vec<(&str, Resource)>) -> Deployment {
    let resources = resources.into_iter().map(|(name, resource)| (name.to_owned(), resource)).collect();
    Deployment { name: name.to_owned(), resources }
}

/// The static front on CloudFront, with its bucket.
struct Front {
    distribution: Cloudfront,
    bucket: S3,
}

/// A visit fetches a handful of files; after a deployment CloudFront fetches them from the bucket once a day.
const FILES_PER_VISIT: u64 = 10;
const BUCKET_READS: u64 = 300;

fn front(work: &Workload) -> Result<Front, TooLarge> {
    let files = work.page_views.number().checked_mul(FILES_PER_VISIT.into()).ok_or(TooLarge)?;
    let distribution = Cloudfront {
        out_gb: gigabytes_monthly(work.page_views, work.page_kb)?,
        https_requests: Monthly::of(files),
        ..Cloudfront::default()
    };
    let bucket = S3 { get_requests: BUCKET_READS.into(), ..S3::default() };
    Ok(Front { distribution, bucket })
}

/// What so many events of so many KB move in a month.
fn gigabytes_monthly(events: Monthly, each: Kilobytes) -> Result<GigabytesMonthly, TooLarge> {
    Workload::gigabytes(events, each).map(GigabytesMonthly::of)
}
