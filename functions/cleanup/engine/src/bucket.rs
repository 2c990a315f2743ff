//! Where a planned resource ended up. Every one is in exactly one bucket.

use crate::ask::Failure;
use crate::found::Key;
use crate::reason::Reason;
use crate::text::Text;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    /// Deleted by us and not seen any more.
    Gone,
    /// Gone before we came.
    Vanished,
    /// No longer what was planned; left alone.
    Skipped(Skip),
    /// The next run goes on.
    Deferred(Defer),
    /// AWS refuses; a person must look.
    Blocked(Block),
    NotReached,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skip {
    Changed,
    Now(Reason),
    WouldTake(Key),
    UsedBy(Key),
    WithTarget(Key),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Defer {
    Dependency(Key),
    InUse,
    Busy,
    StillDeleting,
    StillListed,
    NotVerified,
    /// Nothing was sent: a reading did not find it, and nothing agrees with that reading.
    SeemedGone,
    Failed(Failure),
    TimeUp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    Locked,
    Denied,
    SnapshotExists,
}

impl Bucket {
    /// The bucket's name, for machines.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Vanished => "vanished",
            Self::Skipped(_) => "skipped",
            Self::Deferred(_) => "deferred",
            Self::Blocked(_) => "blocked",
            Self::NotReached => "not-reached",
        }
    }

    /// A second look does not agree that it is not there.
    pub fn doubt(&mut self, why: Defer) {
        match self {
            Self::Gone => *self = Self::Deferred(why),
            Self::Vanished => *self = Self::Deferred(Defer::SeemedGone),
            _ => {}
        }
    }

    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Gone => Text::new("deleted", "삭제했습니다"),
            Self::Vanished => Text::new("was already gone", "이미 사라진 자원입니다"),
            Self::NotReached => Text::new("not reached in this run", "이번 실행에서 처리하지 못했습니다"),
            Self::Skipped(skip) => skip.text(),
            Self::Deferred(defer) => defer.text(),
            Self::Blocked(Block::Locked) => {
                Text::new("left alone: deletion protection", "그대로 둠: 삭제 방지가 켜져 있습니다")
            }
            Self::Blocked(Block::Denied) => {
                Text::new("left alone: access denied", "그대로 둠: 권한이 없습니다")
            }
            Self::Blocked(Block::SnapshotExists) => Text::new(
                "left alone: its final snapshot exists already; look at it",
                "그대로 둠: 최종 스냅샷이 이미 있습니다. 확인하십시오",
            ),
        }
    }
}

impl Skip {
    fn text(&self) -> Text {
        match self {
            Self::Changed => {
                Text::new("left alone: changed since the plan", "그대로 둠: 계획 이후에 바뀌었습니다")
            }
            Self::Now(reason) => {
                let Text { en, ko } = reason.text();
                Text::new(format!("left alone: {en}"), format!("그대로 둠: {ko}"))
            }
            Self::WouldTake(key) => Text::new(
                format!("left alone: would take what is not in the plan: {key}"),
                format!("그대로 둠: 계획에 없는 자원이 함께 사라집니다: {key}"),
            ),
            Self::UsedBy(key) => Text::new(
                format!("left alone: in use by: {key}"),
                format!("그대로 둠: 사용 중인 자원: {key}"),
            ),
            Self::WithTarget(key) => {
                Text::new(format!("left alone together with: {key}"), format!("함께 그대로 둠: {key}"))
            }
        }
    }
}

impl Defer {
    fn text(&self) -> Text {
        match self {
            Self::Dependency(key) => {
                Text::new(format!("waits for: {key}"), format!("먼저 삭제되어야 할 자원: {key}"))
            }
            Self::InUse => Text::new("waits: AWS says it is in use", "대기: 아직 사용 중입니다"),
            Self::Busy => Text::new("waits: being changed", "대기: 변경 중입니다"),
            Self::StillDeleting => Text::new("is being deleted", "삭제 중입니다"),
            Self::StillListed => Text::new("deleted, but still listed", "삭제했으나 아직 목록에 보입니다"),
            Self::NotVerified => {
                Text::new("deleted, but that could not be verified", "삭제했으나 확인하지 못했습니다")
            }
            Self::SeemedGone => Text::new(
                "could not be found for a moment; the next run looks again",
                "잠시 찾을 수 없어 다음 실행에서 다시 확인합니다",
            ),
            Self::Failed(_) => {
                Text::new("AWS did not answer; next run", "AWS가 응답하지 않아 다음 실행에서 계속합니다")
            }
            Self::TimeUp => Text::new("no time left; next run", "시간이 부족하여 다음 실행에서 계속합니다"),
        }
    }
}
