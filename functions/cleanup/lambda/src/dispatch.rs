//! The beginning of a run: is the policy good, is this the right account; then the run's row and a message for each shard.
//! A schedule that fires twice, or a delivery that died half-way, ends in one run with all its messages.

use std::collections::BTreeSet;

use sundown_cleanup_engine::moment::Moment;
use sundown_kit::log::Line;

use crate::message::Message;
use crate::parts::{Failure, Parts, right_account};
use crate::run::{Run, State};
use crate::shard::Shard;

/// When the planner is called even though shards are missing: SQS holds a message back for at most 15 minutes.
const PATIENCE: u32 = 900;

/// Begins a run, or finishes beginning it. `at` is the time that the schedule meant.
///
/// # Errors
/// When it could not be begun.
pub async fn start(parts: &Parts, at: Option<&str>) -> Result<Run, Failure> {
    let policy = parts.setup.policy()?;
    let identity = right_account(parts.eyes.as_ref(), &policy).await?.identity;
    let now = parts.eyes.local();
    let shards = Shard::of_run(&policy, &identity);
    let names: BTreeSet<String> = shards.iter().map(ToString::to_string).collect();
    let id = run_id(at.and_then(Moment::parse).unwrap_or(now));
    let new = Run {
        id,
        account: identity.account,
        started: now,
        policy: policy.digest,
        open: names.clone(),
        shards: names,
        state: State::Starting,
    };
    let run = if parts.table.begin(&new).await? {
        new
    } else {
        let there = parts.table.run(&new.account, &new.id).await?;
        there.ok_or_else(|| Failure::Internal(format!("the row of run {} can't be read", new.id)))?
    };
    if run.state != State::Starting {
        Line::info("the run has begun before").with("run", run.id.as_str()).write();
        return Ok(run);
    }
    send(parts, &run, &shards).await?;
    parts.table.started(&run.account, &run.id).await?;
    Line::info("a run has begun").with("run", run.id.as_str()).with("shards", run.shards.len()).write();
    Ok(run)
}

async fn send(parts: &Parts, run: &Run, shards: &BTreeSet<Shard>) -> Result<(), Failure> {
    let queue = parts.scan_queue.as_ref().ok_or_else(|| Failure::Internal("no queue for shards".into()))?;
    let (account, id) = (&run.account, &run.id);
    for shard in shards.iter().filter(|shard| run.open.contains(&shard.to_string())) {
        let shard = shard.clone();
        queue.send(&Message::Scan { account: account.clone(), run: id.clone(), shard }, 0).await?;
    }
    let plan = Message::Plan { account: account.clone(), run: id.clone(), waited: 0 };
    parts.plan_queue.send(&plan, PATIENCE).await?;
    Ok(())
}

/// `20261121T120000Z`: a file's name everywhere.
fn run_id(at: Moment) -> String {
    at.to_string().replace([':', '-'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_named_after_its_time() {
        let at = Moment::parse("2026-11-21T21:00:00+09:00").unwrap();
        assert_eq!(run_id(at), "20261121T120000Z");
    }
}
