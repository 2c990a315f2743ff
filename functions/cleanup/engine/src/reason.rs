//! Why a resource was classified as it was, in words for people.

use crate::catalog::Kind;
use crate::found::Key;
use crate::moment::Moment;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The five answers to "may this be deleted".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    Protected,
    Unknown,
    Young,
    Owned,
    Candidate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub class: Class,
    pub reason: Reason,
}

impl Verdict {
    #[must_use]
    pub const fn new(class: Class, reason: Reason) -> Self {
        Self { class, reason }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    ReportOnly(Kind),
    KindLeftOut,
    RegionLeftOut,
    PolicyProtects,
    OwnPart,
    DefaultPart,
    ManagedBy(String),
    ManagerUnknown,
    OtherAccount,
    AccountUnknown,
    TagsUnknown,
    KeepTag(String),
    WellKnownName,
    /// The final snapshot of a database that the cleanup deleted.
    LastCopy,
    DeletionProtection,
    ProtectionUnknown,
    AlreadyDeleting,
    Busy,
    CreatedInFuture,
    ExpiryUnreadable,
    NotExpired(Moment),
    NotSelected,
    NoExpiry,
    AgeUnknown,
    TooYoung,
    InBaseline,
    BaselineUnknown,
    OwnedBy(Key),
    OwnerUnknown,
    OwnerNotSeen(Key),
    VictimKept(Key),
    VictimOfOther(Key),
    UsedBy(Key),
    UsersUnknown(Key),
    AttachedToKept(Key),
    NotScanned(Kind),
    Quarantined,
    Expired(Moment),
    OldInLab,
    AfterBaseline,
    OldInSandbox,
    OwnTag,
    OurStack,
    Reported,
}

impl Reason {
    #[must_use]
    pub fn text(&self) -> Text {
        self.about_facts().or_else(|| self.about_time()).unwrap_or_else(|| self.about_others())
    }

    fn about_facts(&self) -> Option<Text> {
        Some(match self {
            Self::ReportOnly(kind) => match &kind.row().report_only {
                Some(why) => {
                    Text::new(format!("reported only: {}", why.en), format!("보고만 합니다: {}", why.ko))
                }
                None => Text::new("reported only", "보고만 합니다"),
            },
            Self::KindLeftOut => Text::new("the policy leaves this type out", "정책이 이 유형을 제외합니다"),
            Self::RegionLeftOut => Text::new("the policy does not name its region", "정책에 없는 리전입니다"),
            Self::PolicyProtects => Text::new("the policy protects it", "정책이 보호합니다"),
            Self::OwnPart => Text::new("part of the cleanup itself", "정리 도구 자신의 일부입니다"),
            Self::DefaultPart => Text::new("a default part of the account", "계정의 기본 구성 요소입니다"),
            Self::ManagedBy(who) => Text::new(format!("managed by: {who}"), format!("관리 주체: {who}")),
            Self::ManagerUnknown => {
                Text::new("who manages it could not be read", "관리 주체를 읽을 수 없습니다")
            }
            Self::OtherAccount => Text::new("belongs to another account", "다른 계정의 자원입니다"),
            Self::AccountUnknown => {
                Text::new("its account could not be read", "소유 계정을 읽을 수 없습니다")
            }
            Self::TagsUnknown => Text::new("its tags could not be read", "태그를 읽을 수 없습니다"),
            Self::KeepTag(tag) => Text::new(format!("tagged to be kept: {tag}"), format!("보존 태그: {tag}")),
            Self::WellKnownName => Text::new(
                "its name is that of a tool's own storage or of a budget alarm",
                "도구의 저장소나 예산 경보로 알려진 이름입니다",
            ),
            Self::LastCopy => Text::new(
                "it is the last copy of a database that the cleanup deleted; delete it yourself when nobody needs it",
                "정리할 때 삭제한 데이터베이스의 마지막 사본입니다. 필요 없으면 직접 삭제하십시오",
            ),
            Self::DeletionProtection => {
                Text::new("its deletion protection is on", "삭제 방지가 켜져 있습니다")
            }
            Self::ProtectionUnknown => {
                Text::new("its deletion protection could not be read", "삭제 방지 여부를 읽을 수 없습니다")
            }
            Self::AlreadyDeleting => Text::new("is already being deleted", "이미 삭제 중입니다"),
            Self::Busy => Text::new("is being created or changed", "생성 또는 변경 중입니다"),
            Self::Quarantined => Text::new(
                "could not be deleted in three runs; a person must look",
                "세 번 실행해도 삭제하지 못했습니다. 사람이 확인해야 합니다",
            ),
            _ => return None,
        })
    }

    fn about_time(&self) -> Option<Text> {
        Some(match self {
            Self::CreatedInFuture => Text::new("was created in the future", "생성 시각이 미래입니다"),
            Self::ExpiryUnreadable => Text::new(
                "its expiry can't be read; write it as 2026-11-21T18:00:00+09:00",
                "만료 시각을 읽을 수 없습니다. 2026-11-21T18:00:00+09:00 형식으로 적으십시오",
            ),
            Self::NotExpired(at) => Text::new(format!("expires at {at}"), format!("만료 시각: {at}")),
            Self::NoExpiry => {
                Text::new("has the lab's tag but no expiry", "실습 태그는 있으나 만료 시각이 없습니다")
            }
            Self::AgeUnknown => Text::new("its age is unknown", "생성 시각을 알 수 없습니다"),
            Self::TooYoung => Text::new("is too young", "만든 지 얼마 되지 않았습니다"),
            Self::InBaseline => Text::new("was there before the lab", "실습 전부터 있던 자원입니다"),
            Self::BaselineUnknown => {
                Text::new("the recorded snapshot did not see this type", "기록된 스냅샷에 이 유형이 없습니다")
            }
            Self::Expired(at) => Text::new(format!("expired at {at}"), format!("만료됨: {at}")),
            Self::OldInLab => Text::new("lab resource past its age", "실습 자원의 보존 기간이 지났습니다"),
            Self::AfterBaseline => {
                Text::new("made after the recorded snapshot", "기록된 스냅샷 이후에 만들어졌습니다")
            }
            Self::OldInSandbox => {
                Text::new("old enough, in a sandbox account", "샌드박스 계정에 있고 보존 기간이 지났습니다")
            }
            _ => return None,
        })
    }

    fn about_others(&self) -> Text {
        match self {
            Self::OwnedBy(key) => Text::new(format!("owned by: {key}"), format!("소유 자원: {key}")),
            Self::OwnerUnknown => Text::new("its owner could not be read", "소유 자원을 읽을 수 없습니다"),
            Self::OwnerNotSeen(key) => Text::new(
                format!("its owner was not seen: {key}"),
                format!("소유 자원을 찾지 못했습니다: {key}"),
            ),
            Self::VictimKept(key) => Text::new(
                format!("deleting it would take: {key}"),
                format!("삭제하면 함께 사라지는 자원: {key}"),
            ),
            Self::VictimOfOther(key) => Text::new(
                format!("deleting it would take somebody else's: {key}"),
                format!("삭제하면 함께 사라지는 다른 사람의 자원: {key}"),
            ),
            Self::UsedBy(key) => Text::new(format!("in use by: {key}"), format!("사용 중인 자원: {key}")),
            Self::UsersUnknown(key) => Text::new(
                format!("may be in use by: {key}, which could not be read"),
                format!("사용 중일 수 있으나 읽을 수 없는 자원: {key}"),
            ),
            Self::AttachedToKept(key) => {
                Text::new(format!("attached to: {key}"), format!("연결된 자원: {key}"))
            }
            Self::NotScanned(kind) => Text::new(
                format!("may be in use by a type that could not be listed: {kind}"),
                format!("목록을 읽지 못한 유형이 사용 중일 수 있습니다: {kind}"),
            ),
            Self::OwnTag => Text::new("your own lab resource", "본인의 실습 자원입니다"),
            Self::OurStack => {
                Text::new("a stack that this project deployed", "이 프로젝트가 배포한 스택입니다")
            }
            Self::Reported => Text::new("nothing protects it", "보호하는 것이 없습니다"),
            _ => Text::new("not selected by the policy", "정책이 선택하지 않았습니다"),
        }
    }
}
