//! One shard of a run: read it, put it into the bucket, take it off the list of what is missing. Delivered twice, it does
//! no harm; delivered too late, it does nothing.

use sundown_cleanup_engine::moment::{Moment, Seconds};
use sundown_kit::log::Line;

use crate::bucket::shard_file;
use crate::listing::{FRESH, Read};
use crate::message::Message;
use crate::parts::{Failure, Parts, right_account};
use crate::run::{Run, State};
use crate::scan::scan;
use crate::shard::Shard;

/// How long a worker begins new calls: two minutes less than a function may run.
const SOFT_LIMIT: Seconds = Seconds(13 * 60);
/// What is left for the last call and for writing.
const RESERVE: Seconds = Seconds(120);

/// Reads a shard. `deadline` is when Lambda ends the function.
///
/// # Errors
/// When the message must come again.
pub async fn read(
    parts: &Parts,
    account: &str,
    run: &str,
    shard: &Shard,
    deadline: Moment,
) -> Result<(), Failure> {
    let now = parts.eyes.local();
    let Some(found) = parts.table.run(account, run).await?.filter(|found| wants(found, shard, now)) else {
        Line::warn("a shard that nobody waits for").with("run", run).with("shard", shard.to_string()).write();
        return Ok(());
    };
    if found.open.contains(&shard.to_string()) {
        right_account(parts.eyes.as_ref(), &parts.setup.policy()?).await?;
        let until = now.plus(SOFT_LIMIT).min(deadline.minus(RESERVE));
        let read = scan(parts.eyes.as_ref(), run, shard, until).await;
        let json = serde_json::to_vec(&read).map_err(|error| Failure::Internal(error.to_string()))?;
        parts.bucket.put(&shard_file(run, shard), "application/json", &json).await?;
        tell(run, &read);
    }
    if parts.table.shard_is_in(account, run, &shard.to_string()).await? {
        let plan = Message::Plan { account: account.to_owned(), run: run.to_owned(), waited: 0 };
        parts.plan_queue.send(&plan, 0).await?;
    }
    Ok(())
}

fn wants(run: &Run, shard: &Shard, now: Moment) -> bool {
    run.state != State::Finished && run.shards.contains(&shard.to_string()) && now.since(run.started) <= FRESH
}

fn tell(run: &str, read: &Read) {
    let failed = read.listings.iter().filter(|(_, listing)| listing.failed.is_some());
    let items = read.listings.iter().flat_map(|(_, listing)| &listing.pages).map(|page| page.items.len());
    Line::info("a shard was read")
        .with("run", run)
        .with("shard", read.shard.to_string())
        .with("items", items.sum::<usize>())
        .with("failed", failed.map(|(kind, _)| kind.name()).collect::<Vec<_>>())
        .write();
}
