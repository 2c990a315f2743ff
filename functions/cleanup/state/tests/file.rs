//! The state in files: what was recorded is there again, and whatever is wrong with a file is named and refused.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use sundown_cleanup_engine::ask::Recorded;
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::drive::Keep;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::ledger::{Entry, Ledger};
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::survey::Baseline;
use sundown_cleanup_state::{Folder, Trouble};

const ACCOUNT: &str = "111122223333";

static NOW: AtomicI64 = AtomicI64::new(1_795_233_600);

fn clock() -> Moment {
    Moment::from_seconds(NOW.load(Ordering::SeqCst))
}

fn seen(number: u32) -> Entry {
    let key = Key::new("ap-northeast-2", Kind::STACK, &format!("stack-{number}"));
    Entry::Seen { key, generation: "g".into(), at: Moment::from_seconds(1_795_233_600) }
}

struct Place {
    folder: Folder,
    temporary: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        Self { folder: Folder::new(temporary.path().join("state")), temporary }
    }

    /// With so many entries in it.
    fn with(entries: u32) -> Self {
        let place = Self::new();
        let mut keep = place.folder.keep(ACCOUNT, clock).unwrap();
        for number in 0..entries {
            assert_eq!(keep.record(&seen(number)), Recorded::Yes);
        }
        drop(keep);
        place
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.temporary.path().join("state").join(format!("{ACCOUNT}.{ending}"))
    }

    fn refusal(&self) -> Trouble {
        let looking = self.folder.ledger(ACCOUNT).unwrap_err();
        let acting = self.folder.keep(ACCOUNT, clock).err().unwrap();
        assert_eq!(looking, acting);
        let text = looking.text();
        assert!(text.ko.chars().any(|sign| sign >= '가') && text.en.is_ascii(), "{text:?}");
        looking
    }
}

fn edit(file: &Path, edit: impl FnOnce(String) -> String) {
    fs::write(file, edit(fs::read_to_string(file).unwrap())).unwrap();
}

#[test]
fn what_was_recorded_is_there_again() {
    let place = Place::with(3);
    let expected = Ledger::of(&[seen(0), seen(1), seen(2)]);
    assert_eq!(place.folder.ledger(ACCOUNT), Ok(expected.clone()));
    let mut again = place.folder.keep(ACCOUNT, clock).unwrap();
    assert_eq!(again.lease(), Some(expected));
    assert_eq!(again.record(&seen(3)), Recorded::Yes);
    drop(again);
    assert_eq!(place.folder.ledger(ACCOUNT).unwrap().seen.len(), 4);
    assert_eq!(place.folder.ledger("999988887777"), Ok(Ledger::default()), "another account has its own");
}

#[test]
fn one_run_at_a_time_and_each_has_a_higher_number() {
    let place = Place::with(1);
    let first = place.folder.keep(ACCOUNT, clock).unwrap();
    assert!(matches!(place.folder.keep(ACCOUNT, clock).err(), Some(Trouble::Held { .. })));
    drop(first);
    let mut second = place.folder.keep(ACCOUNT, clock).unwrap();
    assert_eq!(second.record(&seen(1)), Recorded::Yes);
    drop(second);
    let fences: Vec<u64> = fs::read_to_string(place.file("jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["fence"].as_u64().unwrap())
        .collect();
    assert_eq!(fences, [1, 3]);
}

#[test]
fn a_run_that_died_elsewhere_is_waited_for() {
    let place = Place::with(1);
    let lease = sundown_cleanup_state::lease::Lease::next(7, "another machine", clock());
    let item = sundown_cleanup_state::item::Item::new(ACCOUNT, "lease".into(), 7, None, &lease, "").unwrap();
    fs::write(place.file("lease"), item.line().unwrap()).unwrap();
    assert!(matches!(place.folder.keep(ACCOUNT, clock).err(), Some(Trouble::Held { .. })));
    let later = || clock().plus(sundown_cleanup_state::lease::LENGTH);
    assert!(place.folder.keep(ACCOUNT, later).is_ok());
}

#[test]
fn writing_by_somebody_else_loses_the_lease() {
    let place = Place::with(1);
    let mut keep = place.folder.keep(ACCOUNT, clock).unwrap();
    edit(&place.file("jsonl"), |text| text.clone() + &text);
    assert_eq!(keep.record(&seen(1)), Recorded::Lost);
}

#[test]
fn a_torn_last_line_was_never_confirmed_and_is_dropped() {
    let place = Place::with(2);
    edit(&place.file("jsonl"), |text| text + "{\"account\":\"1111");
    assert_eq!(place.folder.ledger(ACCOUNT).unwrap().seen.len(), 2);
    let mut keep = place.folder.keep(ACCOUNT, clock).unwrap();
    assert_eq!(keep.record(&seen(2)), Recorded::Yes);
    drop(keep);
    assert_eq!(place.folder.ledger(ACCOUNT).unwrap().seen.len(), 3);
}

#[test]
fn any_changed_byte_is_refused() {
    let place = Place::with(3);
    let whole = fs::read(place.file("jsonl")).unwrap();
    for at in (0..whole.len() - 1).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
        if bytes == whole {
            continue;
        }
        fs::write(place.file("jsonl"), bytes).unwrap();
        place.refusal();
    }
    fs::write(place.file("jsonl"), &whole).unwrap();
    assert!(place.folder.ledger(ACCOUNT).is_ok());
}

#[test]
fn missing_rolled_back_reordered_and_foreign_states_are_refused() {
    let place = Place::with(3);
    let log = place.file("jsonl");
    let whole = fs::read_to_string(&log).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let line = |places: &[usize]| places.iter().map(|at| format!("{}\n", lines[*at])).collect::<String>();

    fs::write(&log, line(&[0, 1])).unwrap();
    assert!(matches!(place.refusal(), Trouble::RolledBack { .. }));
    fs::write(&log, "").unwrap();
    assert!(matches!(place.refusal(), Trouble::RolledBack { .. }));
    fs::write(&log, line(&[0, 2])).unwrap();
    assert!(matches!(place.refusal(), Trouble::Corrupt { line: 2, .. }));
    fs::write(&log, line(&[1, 0, 2])).unwrap();
    assert!(matches!(place.refusal(), Trouble::Corrupt { .. }));
    fs::remove_file(&log).unwrap();
    assert!(matches!(place.refusal(), Trouble::Missing { .. }));
    fs::write(&log, &whole).unwrap();
    fs::remove_file(place.file("head")).unwrap();
    assert!(matches!(place.refusal(), Trouble::RolledBack { .. }));

    let other = Place::with(1);
    fs::write(other.file("jsonl").with_file_name("999988887777.jsonl"), line(&[0])).unwrap();
    assert!(matches!(other.folder.ledger("999988887777"), Err(Trouble::OtherAccount { .. })));
}

#[test]
fn other_formats_are_named() {
    let place = Place::with(1);
    edit(&place.file("jsonl"), |text| text.replace("\"schema\":1", "\"schema\":2"));
    assert!(matches!(place.refusal(), Trouble::Newer { schema: 2, .. }));
    edit(&place.file("jsonl"), |text| text.replace("\"schema\":2", "\"schema\":0"));
    assert!(matches!(place.refusal(), Trouble::Older { schema: 0, .. }));
}

#[test]
fn a_folder_that_cannot_be_written_fails_before_anything_happens() {
    let temporary = tempfile::tempdir().unwrap();
    fs::write(temporary.path().join("state"), "a file where the folder should be").unwrap();
    let folder = Folder::new(temporary.path().join("state"));
    assert!(matches!(folder.keep(ACCOUNT, clock).err(), Some(Trouble::System { .. })));
}

#[test]
fn a_baseline_comes_back_and_a_cut_one_does_not() {
    let place = Place::new();
    assert_eq!(place.folder.baseline(ACCOUNT), Ok(None));
    let baseline = Baseline {
        account: ACCOUNT.into(),
        taken_at: clock(),
        keys: (0..2_500).map(|number| (format!("key-{number}"), format!("g{number}"))).collect(),
        complete: ["ap-northeast-2/ec2:vpc".to_owned()].into(),
    };
    let file = place.folder.record_baseline(&baseline).unwrap();
    assert_eq!(place.folder.baseline(ACCOUNT), Ok(Some(baseline)));
    assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), 4);
    edit(&file, |text| text.lines().take(3).map(|line| format!("{line}\n")).collect());
    assert!(matches!(place.folder.baseline(ACCOUNT), Err(Trouble::Corrupt { .. })));
}
