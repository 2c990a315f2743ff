//! What the three steps of a run share: the stack's own table, bucket and queues, and eyes on the account.

use std::sync::Arc;

use sundown_cleanup_aws::CallError;
use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::halt::Halt;
use sundown_cleanup_engine::look::Look;
use sundown_cleanup_engine::policy::{Policy, PolicyError};
use sundown_cleanup_engine::survey::Survey;

use crate::bucket::Bucket;
use crate::queue::Queue;
use crate::seam::Eyes;
use crate::settings::Setup;
use crate::table::Table;

pub struct Parts {
    pub setup: Setup,
    pub table: Table,
    pub bucket: Bucket,
    pub plan_queue: Queue,
    /// Only in the scanning function.
    pub scan_queue: Option<Queue>,
    pub eyes: Arc<dyn Eyes>,
}

/// Why a step failed. Lambda and SQS deliver its event again, and after some times put it aside.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Policy(#[from] PolicyError),
    #[error("{0}")]
    Call(#[from] CallError),
    #[error("{}", .0.text().en)]
    Halted(Halt),
    #[error("the baseline can't be used: {0}")]
    Baseline(String),
    #[error("internal: {0}")]
    Internal(String),
}

/// Asks which account this is, and refuses it when it is not one of the policy's.
///
/// # Errors
/// With the reason not to begin.
pub async fn right_account(eyes: &dyn Eyes, policy: &Policy) -> Result<Survey, Failure> {
    let mut look = Look::new(Guards::all());
    // The first question of every scan is who we are; the next one is not asked here.
    if let Some(query) = look.next() {
        let (stamp, answer) = eyes.read(&query).await;
        look.tell(stamp, answer, policy);
    }
    look.finish().map_err(Failure::Halted)
}
