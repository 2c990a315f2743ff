//! Old entries are forgotten from the front, and never while something they began is still open.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use sundown_cleanup_engine::ask::Recorded;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::drive::Keep;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::ledger::Entry;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_state::Folder;
use sundown_cleanup_state::item::LIFE;

const ACCOUNT: &str = "111122223333";

fn long_ago() -> Moment {
    Moment::from_seconds(1_795_233_600)
}

fn later() -> Moment {
    long_ago().plus(LIFE)
}

fn key(id: &str) -> Key {
    Key::new("ap-northeast-2", Kind::STACK, id)
}

fn seen(id: &str) -> Entry {
    Entry::Seen { key: key(id), generation: "g".into(), at: long_ago() }
}

#[test]
fn what_is_too_old_is_forgotten_and_the_chain_goes_on() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = Folder::new(temporary.path().to_owned());
    let mut keep = folder.keep(ACCOUNT, long_ago).unwrap();
    for id in ["one", "two", "three"] {
        assert_eq!(keep.record(&seen(id)), Recorded::Yes);
    }
    drop(keep);
    let mut keep = folder.keep(ACCOUNT, later).unwrap();
    assert_eq!(keep.lease().unwrap().seen.len(), 1, "the last one numbers the next");
    assert_eq!(keep.record(&seen("four")), Recorded::Yes);
    drop(keep);
    let ledger = folder.ledger(ACCOUNT).unwrap();
    assert!(ledger.seen.contains_key(&key("three")) && ledger.seen.contains_key(&key("four")));
    assert_eq!(ledger.seen.len(), 2);
}

#[test]
fn protection_that_is_still_off_is_not_forgotten() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = Folder::new(temporary.path().to_owned());
    let mut keep = folder.keep(ACCOUNT, long_ago).unwrap();
    let unlocking = Entry::Unlocking { key: key("one"), generation: "g".into() };
    for entry in [unlocking, seen("two"), seen("three")] {
        assert_eq!(keep.record(&entry), Recorded::Yes);
    }
    drop(keep);
    let mut keep = folder.keep(ACCOUNT, later).unwrap();
    assert!(keep.lease().unwrap().unlocked.contains_key(&key("one")));
    assert_eq!(keep.record(&Entry::Locked { key: key("one") }), Recorded::Yes);
    drop(keep);
    assert!(folder.keep(ACCOUNT, later).unwrap().lease().unwrap().unlocked.is_empty());
    assert_eq!(folder.ledger(ACCOUNT).unwrap().seen.len(), 0, "closed and old: only the end is left");
}
