//! The session's world in the planning function: eyes with the scanner's role, hands with the reaper's, the ledger in the
//! table, the notice by SNS.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use async_trait::async_trait;
use sundown_cleanup_engine::ask::{Answer, Effect, Mutation, Notice, Query, Recorded, Stamp};
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::moment::{Moment, Seconds};
use sundown_cleanup_engine::plan::Plan;
use sundown_cleanup_engine::policy::Policy;
use sundown_cleanup_state::Trouble;
use sundown_kit::log::Line;

use crate::call::Call;
use crate::hands::{Hands, Reach};
use crate::keeper::Keeper;
use crate::notice::Topic;
use crate::outcome::report_file;
use crate::parts::{Failure, Parts};
use crate::run::Run;
use crate::seam::{Eyes, World};
use crate::table::Table;
use crate::words;

pub struct Reaping<'p> {
    parts: &'p Parts,
    hands: &'p dyn Hands,
    keeper: Keeper<Table>,
    topic: Topic,
    grace: Seconds,
    account: String,
    report: String,
    marked: AtomicU64,
    unusable: AtomicBool,
}

impl<'p> Reaping<'p> {
    /// # Errors
    /// When this function is not the planning one.
    pub fn new(
        parts: &'p Parts,
        hands: &'p dyn Hands,
        run: &Run,
        policy: &Policy,
        call: &Call,
    ) -> Result<Self, Failure> {
        let reaper = parts.setup.reaper.as_ref();
        let reaper = reaper.ok_or_else(|| Failure::Internal("this function does not plan".into()))?;
        let table = &parts.table;
        let (reader, writer) = (table.reader.clone(), table.writer.clone());
        let eyes = Arc::clone(&parts.eyes);
        let clock = Arc::new(move || eyes.local());
        Ok(Self {
            keeper: Keeper::new(table.clone(), &run.account, &call.request, clock),
            topic: Topic { reader, writer, arn: reaper.topic.clone() },
            grace: policy.grace.length(),
            account: run.account.clone(),
            report: format!("s3://{}/{}", parts.bucket.name, report_file(&run.id, "html")),
            parts,
            hands,
            marked: AtomicU64::new(0),
            unusable: AtomicBool::new(false),
        })
    }

    /// How many things this run has marked.
    pub fn marked(&self) -> u64 {
        self.marked.load(Ordering::Relaxed)
    }

    /// Was the ledger refused for another reason than that somebody else has it?
    pub fn unusable(&self) -> bool {
        self.unusable.load(Ordering::Relaxed)
    }

    pub async fn release(&self) {
        self.keeper.release().await;
    }
}

#[async_trait]
impl Eyes for Reaping<'_> {
    async fn read(&self, query: &Query) -> (Stamp, Answer) {
        self.parts.eyes.read(query).await
    }

    fn local(&self) -> Moment {
        self.parts.eyes.local()
    }

    async fn wait(&self, until: Moment) {
        self.parts.eyes.wait(until).await;
    }
}

#[async_trait]
impl World for Reaping<'_> {
    async fn mutate(&self, plan: Option<&Plan>, mutation: &Mutation) -> (Stamp, Effect) {
        self.hands.act(&reach(plan, mutation), mutation).await
    }

    async fn lease(&self) -> Option<Ledger> {
        match self.keeper.lease().await {
            Ok(ledger) => Some(ledger),
            Err(trouble) => {
                self.unusable.store(!matches!(trouble, Trouble::Held { .. }), Ordering::Relaxed);
                Line::error("the ledger can't be used").with("why", trouble.text().en.as_ref()).write();
                None
            }
        }
    }

    async fn record(&self, entry: &Entry) -> Recorded {
        let recorded = self.keeper.record(entry).await;
        let marks = recorded == Recorded::Yes && matches!(entry, Entry::Marked { .. });
        self.marked.fetch_add(u64::from(marks), Ordering::Relaxed);
        recorded
    }

    async fn notify(&self, notice: &Notice) -> bool {
        self.topic.tell(&words::messages(notice, self.grace, &self.account, &self.report)).await
    }
}

/// All that the plan touches; without a plan, the one thing whose protection is put back.
fn reach(plan: Option<&Plan>, mutation: &Mutation) -> Reach {
    let mut reach = Reach::default();
    let keys = plan.into_iter().flat_map(|plan| plan.lines.iter().map(|line| &line.key));
    for key in keys.chain([&mutation.key]) {
        reach.kinds.insert(key.kind);
        reach.regions.insert(key.region.to_string());
    }
    reach
}
