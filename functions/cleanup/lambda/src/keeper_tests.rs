//! The ledger's keeper on rows in memory: leases, transactions that are refused, forgotten and damaged logs.

use super::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex as Lock};

use async_trait::async_trait;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::found::Key;

#[derive(Clone, Default)]
struct Memory {
    rows: Arc<Lock<BTreeMap<String, Item>>>,
    lost_answers: Arc<Lock<bool>>,
}

#[async_trait]
impl Rows for Memory {
    async fn get(&self, _: &str, sort: &str) -> Result<Option<Item>, Trouble> {
        Ok(self.rows.lock().unwrap().get(sort).cloned())
    }

    async fn entries(&self, _: &str) -> Result<Vec<Item>, Trouble> {
        let rows = self.rows.lock().unwrap();
        Ok(rows.values().filter(|item| item.number().is_some()).cloned().collect())
    }

    async fn write(&self, changes: &[Change]) -> Written {
        let mut rows = self.rows.lock().unwrap();
        let fits = |change: &Change| match &change.only_if {
            Before::Nothing => !rows.contains_key(&change.item.sort),
            Before::This(hash) => rows.get(&change.item.sort).is_some_and(|item| item.hash == *hash),
        };
        if !changes.iter().all(fits) {
            return Written::Refused;
        }
        for change in changes.iter().filter(|change| change.put) {
            rows.insert(change.item.sort.clone(), change.item.clone());
        }
        if *self.lost_answers.lock().unwrap() { Written::Unknown("no answer".into()) } else { Written::Yes }
    }

    fn name(&self) -> &'static str {
        "table"
    }
}

// One clock for each test's thread: a function pointer can't carry it.
thread_local! { static NOW: AtomicI64 = const { AtomicI64::new(1_795_233_600) }; }

fn now() -> Moment {
    NOW.with(|now| Moment::from_seconds(now.load(Ordering::Relaxed)))
}

fn pass(seconds: i64) {
    NOW.with(|now| now.fetch_add(seconds, Ordering::Relaxed));
}

fn keeper(rows: &Memory, holder: &str) -> Keeper<Memory> {
    Keeper::new(rows.clone(), "111122223333", holder, Arc::new(now))
}

fn ran(candidates: u64) -> Entry {
    Entry::Ran { at: now(), candidates }
}

fn unlocking() -> Entry {
    let key = Key::new("ap-northeast-2", Kind::parse("ec2:instance").unwrap(), "i-1");
    Entry::Unlocking { key, generation: "g".into() }
}

#[tokio::test]
async fn what_one_run_records_the_next_one_reads() {
    let rows = Memory::default();
    let one = keeper(&rows, "one");
    assert_eq!(one.record(&ran(1)).await, Recorded::Lost, "no lease yet");
    assert_eq!(one.lease().await.unwrap(), Ledger::default());
    for count in 0..20 {
        assert_eq!(one.record(&ran(count)).await, Recorded::Yes);
    }
    one.release().await;
    assert_eq!(one.record(&ran(1)).await, Recorded::Lost, "given back");
    let history: Vec<u64> = (6..20).collect();
    assert_eq!(keeper(&rows, "two").lease().await.unwrap().history, history);
}

#[tokio::test]
async fn one_lease_at_a_time_and_who_lost_it_cannot_write() {
    let rows = Memory::default();
    let (one, two) = (keeper(&rows, "one"), keeper(&rows, "two"));
    one.lease().await.unwrap();
    assert_eq!(one.record(&ran(1)).await, Recorded::Yes);
    assert!(matches!(two.lease().await, Err(Trouble::Held { .. })));
    assert!(keeper(&rows, "one").lease().await.is_ok(), "delivered again, the same run goes on");
    assert_eq!(one.record(&ran(2)).await, Recorded::Lost, "and its first delivery is out");
    pass(LENGTH.0);
    two.lease().await.unwrap();
    assert_eq!(two.record(&ran(3)).await, Recorded::Yes);
    assert_eq!(one.record(&ran(4)).await, Recorded::Lost);
    assert_eq!(keeper(&rows, "two").lease().await.unwrap().history, [1, 3]);
}

#[tokio::test]
async fn a_lease_is_renewed_by_writing_and_ends_by_itself() {
    let rows = Memory::default();
    let one = keeper(&rows, "one");
    one.lease().await.unwrap();
    for _ in 0..10 {
        pass(LENGTH.0 * 2 / 3);
        assert_eq!(one.record(&ran(1)).await, Recorded::Yes);
    }
    pass(LENGTH.0);
    assert_eq!(one.record(&ran(1)).await, Recorded::Lost, "too late, even if nobody else came");
}

#[tokio::test]
async fn a_lost_answer_stops_the_run_and_the_next_one_goes_on() {
    let rows = Memory::default();
    let one = keeper(&rows, "one");
    one.lease().await.unwrap();
    *rows.lost_answers.lock().unwrap() = true;
    assert_eq!(one.record(&ran(7)).await, Recorded::Failed);
    *rows.lost_answers.lock().unwrap() = false;
    assert_eq!(keeper(&rows, "one").lease().await.unwrap().history, [7]);
}

#[tokio::test]
async fn a_damaged_log_is_refused_and_a_forgotten_one_is_not() {
    let rows = Memory::default();
    let one = keeper(&rows, "one");
    one.lease().await.unwrap();
    for count in 0..4 {
        one.record(&ran(count)).await;
    }
    one.release().await;
    let all = rows.rows.lock().unwrap().clone();
    let without = async |sorts: &[&str]| {
        *rows.rows.lock().unwrap() = all.clone();
        rows.rows.lock().unwrap().retain(|sort, _| !sorts.contains(&sort.as_str()));
        keeper(&rows, "two").lease().await
    };
    assert!(matches!(without(&["entry#000000000002"]).await, Err(Trouble::Corrupt { .. })));
    assert!(matches!(without(&["entry#000000000004"]).await, Err(Trouble::RolledBack { .. })));
    assert!(matches!(without(&["head"]).await, Err(Trouble::RolledBack { .. })));
    let entries: Vec<&str> =
        all.keys().map(String::as_str).filter(|sort| sort.starts_with("entry")).collect();
    assert!(matches!(without(&entries).await, Err(Trouble::Missing { .. })));
    pass(LIFE.0 + 2 * LENGTH.0);
    assert_eq!(without(&["entry#000000000002"]).await.unwrap(), Ledger::default(), "expired, partly deleted");
    assert_eq!(without(&entries).await.unwrap(), Ledger::default());
}

#[tokio::test]
async fn protection_that_is_still_off_is_never_forgotten() {
    let rows = Memory::default();
    let one = keeper(&rows, "one");
    one.lease().await.unwrap();
    one.record(&unlocking()).await;
    one.release().await;
    for _ in 0..6 {
        pass(LIFE.0 * 2 / 3);
        let next = keeper(&rows, "next");
        assert_eq!(next.lease().await.unwrap().unlocked.len(), 1);
        next.release().await;
    }
}
