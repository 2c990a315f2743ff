//! The end of a run: what the shards brought goes through the engine's session, which marks, warns, and deletes what is
//! due; then the report. One at a time by the ledger's lease; a run that was killed is continued by its redelivery or by
//! the next one, because everything that matters is in the ledger before it happens.

use sundown_cleanup_engine::guard::Guards;
use sundown_cleanup_engine::halt::Halt;
use sundown_cleanup_engine::moment::{Moment, Seconds};
use sundown_cleanup_engine::policy::{Mode, Policy};
use sundown_cleanup_engine::session::{Purpose, Session};
use sundown_cleanup_engine::survey::Baseline;
use sundown_cleanup_state::baseline;
use sundown_kit::log::Line;

use crate::bucket::shard_file;
use crate::call::Call;
use crate::hands::Hands;
use crate::listing::{FRESH, Scanned};
use crate::message::Message;
use crate::outcome;
use crate::parts::{Failure, Parts, right_account};
use crate::reaping::Reaping;
use crate::run::{Run, State};
use crate::seam;
use crate::shard::Shard;

/// How often the planner waits for shards that are late, and for how long.
const WAITS: u32 = 3;
const WAIT: u32 = 600;
/// What is left for looking again, for the report and for giving the lease back.
const RESERVE: Seconds = Seconds(120);

/// Brings a run to its end.
///
/// # Errors
/// When the message must come again.
pub async fn plan(parts: &Parts, hands: &dyn Hands, call: &Call) -> Result<(), Failure> {
    let Some(run) = parts.table.run(&call.account, &call.run).await? else {
        Line::warn("a run that nobody recorded").with("run", call.run.as_str()).write();
        return Ok(());
    };
    if run.state == State::Finished {
        return Ok(());
    }
    if !run.open.is_empty() && call.waited < WAITS {
        let (account, id, waited) = (run.account, run.id, call.waited + 1);
        parts.plan_queue.send(&Message::Plan { account, run: id, waited }, WAIT).await?;
        return Ok(());
    }
    let policy = parts.setup.policy()?;
    if let Some(why) = unfit(&run, &policy, parts.eyes.local()) {
        Line::error("the run is given up").with("run", run.id.as_str()).with("why", why).write();
        outcome::failed();
        parts.table.finished(&run.account, &run.id).await?;
        return Ok(());
    }
    let world = Reaping::new(parts, hands, &run, &policy, call)?;
    let session = judged(parts, &world, call, &run, &policy).await?;
    if session.report().halted == Some(Halt::LeaseHeld) && !world.unusable() {
        // The other one may be an earlier delivery of the same run that is still at work.
        Line::warn("another run is at work").with("run", run.id.as_str()).write();
        return Ok(());
    }
    outcome::keep(parts, &run, session.report(), world.marked()).await?;
    parts.table.finished(&run.account, &run.id).await?;
    Ok(())
}

async fn judged(
    parts: &Parts,
    world: &Reaping<'_>,
    call: &Call,
    run: &Run,
    policy: &Policy,
) -> Result<Session, Failure> {
    let identity = right_account(parts.eyes.as_ref(), policy).await?.identity;
    let scanned = gathered(parts, run, &Shard::of_run(policy, &identity)).await?;
    let baseline = recorded(parts, run, policy).await?;
    let deadline = call.deadline.minus(RESERVE);
    let mut session = Session::new(Purpose::Scheduled, policy, baseline, deadline, Guards::all());
    seam::drive(&mut session, world, &scanned).await;
    world.release().await;
    Ok(session)
}

/// Why this run is not to be judged any more.
fn unfit(run: &Run, policy: &Policy, now: Moment) -> Option<&'static str> {
    if now.since(run.started) > FRESH {
        return Some("it began too long ago for what it has read to be true");
    }
    (run.policy != policy.digest).then_some("the policy was changed after it began")
}

/// The shards' files. What is missing, late or unreadable was not scanned.
async fn gathered<'s>(
    parts: &Parts,
    run: &Run,
    shards: impl IntoIterator<Item = &'s Shard>,
) -> Result<Scanned, Failure> {
    let mut scanned = Scanned::default();
    for shard in shards {
        let problem = match parts.bucket.get(&shard_file(&run.id, shard)).await? {
            Some(file) => {
                scanned.add(&run.id, run.started, shard, &file).err().map(|unusable| unusable.to_string())
            }
            None => Some("it was never read".to_owned()),
        };
        if let Some(why) = problem {
            Line::warn("a shard is missing").with("shard", shard.to_string()).with("why", why).write();
        }
    }
    Ok(scanned)
}

/// The recorded snapshot, where the mode needs one. Without it everything would look new.
async fn recorded(parts: &Parts, run: &Run, policy: &Policy) -> Result<Option<Baseline>, Failure> {
    if policy.mode != Mode::Baseline {
        return Ok(None);
    }
    let name = format!("{}.baseline.jsonl", run.account);
    let file = parts.bucket.get(&name).await?;
    let file = file.ok_or_else(|| Failure::Baseline(format!("{name} is not in the bucket")))?;
    let text = String::from_utf8(file).map_err(|error| Failure::Baseline(error.to_string()))?;
    let read = baseline::read(&text, &run.account, &name);
    read.map(Some).map_err(|trouble| Failure::Baseline(trouble.text().en.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_run_and_one_of_another_policy_are_given_up() {
        let start = Moment::from_seconds(1_795_233_600);
        let policy = Policy::report();
        let run = Run {
            id: "r".into(),
            account: "1".into(),
            started: start,
            policy: policy.digest.clone(),
            shards: ["a".to_owned()].into(),
            open: [].into(),
            state: State::Scanning,
        };
        assert_eq!(unfit(&run, &policy, start.plus(FRESH)), None);
        assert!(unfit(&run, &policy, start.plus(FRESH).plus(Seconds(1))).is_some());
        assert!(unfit(&Run { policy: "other".into(), ..run }, &policy, start).is_some());
    }
}
