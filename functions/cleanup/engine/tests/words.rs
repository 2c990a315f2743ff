//! What people read exists in both languages and names what it is about.

use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::bucket::{Block, Bucket, Defer, Skip};
use sundown_cleanup_engine::catalog::Kind;
use sundown_cleanup_engine::consent::Refusal;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::gates::Stop;
use sundown_cleanup_engine::halt::Halt;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::reason::Reason;
use sundown_cleanup_engine::text::Text;

fn korean(text: &Text) -> bool {
    text.ko.chars().any(|sign| ('가'..='힣').contains(&sign)) && !text.en.is_empty() && text.en.is_ascii()
}

#[test]
fn every_sentence_has_both_languages() {
    let key = Key::new("ap-northeast-2", Kind::STACK, "s-1");
    let at = Moment::from_seconds(0);
    let mut texts = vec![
        Bucket::Gone.text(),
        Bucket::Vanished.text(),
        Bucket::NotReached.text(),
        Bucket::Skipped(Skip::Now(Reason::NotExpired(at))).text(),
        Bucket::Skipped(Skip::WouldTake(key.clone())).text(),
        Bucket::Deferred(Defer::Failed(Failure::Server)).text(),
        Bucket::Deferred(Defer::NotVerified).text(),
        Bucket::Blocked(Block::SnapshotExists).text(),
        Halt::LeaseHeld.text(),
        Halt::NoIdentity(Failure::Denied).text(),
        Halt::NoIdentity(Failure::NotAvailable).text(),
        Halt::NoIdentity(Failure::TimedOut).text(),
        Halt::NoIdentity(Failure::Inconsistent).text(),
        Halt::ClockSkew { seconds: 400 }.text(),
        Halt::Stopped(vec![Stop::Items { planned: 9, cap: 5 }, Stop::NoHistory { runs: 2 }]).text(),
        Halt::Refused(Refusal::NotYours(key.clone())).text(),
        Refusal::TooOld.text(),
    ];
    texts.extend(
        [
            Reason::TagsUnknown,
            Reason::OwnedBy(key.clone()),
            Reason::KeepTag("keep".into()),
            Reason::NotSelected,
            Reason::Reported,
        ]
        .map(|reason| reason.text()),
    );
    texts.extend(
        Kind::all()
            .filter(|kind| kind.row().report_only.is_some())
            .map(|kind| Reason::ReportOnly(kind).text()),
    );
    for text in texts {
        assert!(korean(&text), "{text:?}");
    }
    let owned = Reason::OwnedBy(key).text();
    assert!(owned.en.contains("cloudformation:stack/s-1") && owned.ko.contains("cloudformation:stack/s-1"));
}
