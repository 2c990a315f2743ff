//! What changes the account, and with which rights. The credentials of the reaper's role are asked for when the first
//! change is due and not before, and their session may do no more than the plan in hand needs.

use std::collections::BTreeSet;

use async_trait::async_trait;
use sundown_cleanup_engine::ask::{Effect, Mutation, Stamp};
use sundown_cleanup_engine::catalog::Kind;

/// May change what is of these kinds and in these regions.
#[async_trait]
pub trait Hands: Send + Sync {
    async fn act(&self, reach: &Reach, mutation: &Mutation) -> (Stamp, Effect);
}

/// How far a session of the reaper's role reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    pub kinds: BTreeSet<Kind>,
    pub regions: BTreeSet<String>,
}
