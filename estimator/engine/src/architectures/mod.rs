//! Ways of running the same work: each a function from a workload to what has to be built, and a page that reads like
//! its diagram. Nothing here knows a price; where several sizes do the work, all are given and the prices decide.

use crate::estimate::Deployment;
use crate::services::Resource;
use crate::text::Sentence;

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
    /// A deployment as someone wrote it.
    pub fn written(deployment: Deployment) -> Self {
        let about = Sentence::new(deployment.name.clone(), deployment.name.clone());
        Self { sizes: vec![Size { about, deployment }], notes: Vec::new() }
    }
}

/// Named resources, in the order of the diagram.
pub(crate) fn deployment(name: &str, resources: Vec<(&str, Resource)>) -> Deployment {
    let resources = resources.into_iter().map(|(name, resource)| (name.to_owned(), resource)).collect();
    Deployment { name: name.to_owned(), resources }
}
