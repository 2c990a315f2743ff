//! The ledger's keeper on a real table: the same laws as on rows in memory.

use std::sync::Arc;

use sundown_cleanup::keeper::Keeper;
use sundown_cleanup::table::Table;
use sundown_cleanup_engine::ask::Recorded;
use sundown_cleanup_engine::ledger::Entry;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_state::Trouble;

use crate::stack::Stack;

fn now() -> Moment {
    Moment::from_seconds(sundown_kit::clock::now())
}

fn ran(candidates: u64) -> Entry {
    Entry::Ran { at: now(), candidates }
}

#[tokio::test]
async fn a_lease_is_exclusive_and_its_entries_are_read_back() {
    let stack = Stack::start().await;
    stack.run(&["make"]);
    let (reader, writer) = stack.clients().await;
    let table = Table { reader, writer, name: "state".into() };
    let keeper = |holder: &str| Keeper::new(table.clone(), "111122223333", holder, Arc::new(now));
    let (one, two) = (keeper("one"), keeper("two"));
    assert_eq!(one.lease().await.unwrap().history, [0; 0]);
    for count in 1..=3 {
        assert_eq!(one.record(&ran(count)).await, Recorded::Yes);
    }
    assert!(matches!(two.lease().await, Err(Trouble::Held { .. })));
    assert_eq!(two.record(&ran(9)).await, Recorded::Lost);
    let again = keeper("one");
    assert_eq!(again.lease().await.unwrap().history, [1, 2, 3]);
    assert_eq!(one.record(&ran(9)).await, Recorded::Lost, "fenced by its own redelivery");
    assert_eq!(again.record(&ran(4)).await, Recorded::Yes);
    again.release().await;
    assert_eq!(two.lease().await.unwrap().history, [1, 2, 3, 4]);
    let other = Keeper::new(table.clone(), "444455556666", "one", Arc::new(now));
    assert_eq!(other.lease().await.unwrap().history, [0; 0], "each account has its own");
}
