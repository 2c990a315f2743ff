//! What the functions need of the world, asynchronously: the engine's seam once more, cut so that a scanner gets eyes and
//! nothing else. The accounts of AWS implement it, and in the tests the simulated cloud.

use std::time::Duration;

use async_trait::async_trait;
use sundown_cleanup_engine::ask::{Answer, Ask, Effect, Mutation, Notice, Query, Recorded, Stamp, Told};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::moment::{Moment, Seconds};
use sundown_cleanup_engine::plan::Plan;
use sundown_cleanup_engine::session::Session;

use crate::listing::Scanned;

/// May look.
#[async_trait]
pub trait Eyes: Send + Sync {
    async fn read(&self, query: &Query) -> (Stamp, Answer);
    /// This machine's clock.
    fn local(&self) -> Moment;

    /// Lets time pass.
    async fn wait(&self, until: Moment) {
        let Seconds(left) = until.since(self.local());
        tokio::time::sleep(Duration::from_secs(left.try_into().unwrap_or_default())).await;
    }
}

/// May change, remember and speak.
#[async_trait]
pub trait World: Eyes {
    /// The plan that is being applied narrows what the caller's credentials may do; without one, the change puts back a
    /// protection that an earlier run switched off.
    async fn mutate(&self, plan: Option<&Plan>, mutation: &Mutation) -> (Stamp, Effect);
    async fn lease(&self) -> Option<Ledger>;
    async fn record(&self, entry: &Entry) -> Recorded;
    async fn notify(&self, notice: &Notice) -> bool;
}

/// Brings a session to its end. What the scan's shards have listed is answered from them, everything else afresh.
pub async fn drive(session: &mut Session, world: &dyn World, scanned: &Scanned) {
    while let Some(ask) = session.next(world.local()) {
        let (stamp, told) = answer(session.plan(), world, scanned, ask).await;
        session.tell(stamp, told);
    }
}

async fn answer(plan: Option<&Plan>, world: &dyn World, scanned: &Scanned, ask: Ask) -> (Stamp, Told) {
    let told = match ask {
        Ask::Read(Query::List { region, kind, token })
            if !plan.is_some_and(|plan| looks_again(plan, &region, kind)) =>
        {
            Told::Read(scanned.answer(&region, kind, token.as_deref()))
        }
        Ask::Read(query) => {
            let (stamp, answer) = world.read(&query).await;
            return (stamp, Told::Read(answer));
        }
        Ask::Act(mutation) => {
            let (stamp, effect) = world.mutate(plan, &mutation).await;
            return (stamp, Told::Act(effect));
        }
        Ask::Record(entry) => Told::Recorded(world.record(&entry).await),
        Ask::Lease => Told::Leased(world.lease().await.map(Box::new)),
        Ask::Tell(notice) => Told::Notified(world.notify(&notice).await),
        Ask::Wait(until) => {
            world.wait(until).await;
            Told::Waited
        }
    };
    (Stamp { server: None, local: world.local() }, told)
}

/// With a plan in hand the session looks to verify it: what the plan touched is listed afresh. The rest of the account
/// was not changed by this run, so the scan still says what is known of it, and minutes of listing are saved.
fn looks_again(plan: &Plan, region: &str, kind: Kind) -> bool {
    plan.lines.iter().any(|line| line.key.kind == kind && *line.key.region == *region)
}
