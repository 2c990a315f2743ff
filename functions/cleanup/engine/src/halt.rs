//! Why a run ended early. Halting is always safe: whatever was begun is in the ledger.

use crate::ask::{Failure, Stamp};
use crate::consent::Refusal;
use crate::gates::Stop;
use crate::guard::{Guard, Guards};
use crate::moment::{Moment, Seconds};
use crate::text::Text;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Halt {
    NoIdentity(Failure),
    WrongAccount(String),
    WrongPartition(String),
    WrongAlias,
    ClockSkew { seconds: i64 },
    LeaseHeld,
    LeaseLost,
    StoreFailed,
    NoticeFailed,
    Stopped(Vec<Stop>),
    Refused(Refusal),
    Internal(String),
}

impl Halt {
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NoIdentity(failure) => no_identity(*failure),
            Self::WrongAccount(account) => Text::new(
                format!("the policy does not allow this account: {account}"),
                format!("정책이 허용하지 않는 계정: {account}"),
            ),
            Self::WrongPartition(partition) => {
                Text::new(format!("wrong partition: {partition}"), format!("잘못된 파티션: {partition}"))
            }
            Self::WrongAlias => Text::new(
                "the account's alias is not the one in the policy",
                "계정의 별칭이 정책에 적힌 것과 다릅니다",
            ),
            Self::ClockSkew { seconds } => Text::new(
                format!("this machine's clock is {seconds} s off; set it"),
                format!("이 컴퓨터의 시계가 {seconds}초 어긋나 있습니다. 시계를 맞추십시오"),
            ),
            Self::LeaseHeld => Text::new("another run is at work", "다른 실행이 진행 중입니다"),
            Self::LeaseLost => Text::new("another run took over", "다른 실행이 이어받았습니다"),
            Self::StoreFailed => Text::new("the state could not be written", "상태를 기록할 수 없습니다"),
            Self::NoticeFailed => Text::new(
                "the notice was not accepted, so nothing is deleted",
                "알림이 전달되지 않아 아무것도 삭제하지 않습니다",
            ),
            Self::Stopped(stops) => {
                let join = |texts: Vec<String>| texts.join("; ");
                Text::new(
                    join(stops.iter().map(|stop| stop.text().en.into_owned()).collect()),
                    join(stops.iter().map(|stop| stop.text().ko.into_owned()).collect()),
                )
            }
            Self::Refused(refusal) => refusal.text(),
            Self::Internal(what) => Text::new(format!("internal: {what}"), format!("내부 오류: {what}")),
        }
    }
}

/// Why nobody knows whose account this is, with what to do about it.
fn no_identity(failure: Failure) -> Text {
    match failure {
        Failure::Denied => Text::new(
            "AWS refuses these credentials; they may have expired: sign in again",
            "AWS가 자격 증명을 거부합니다. 만료되었을 수 있으니 다시 로그인하십시오",
        ),
        Failure::NotAvailable => Text::new(
            "AWS does not know these credentials, or it cannot be reached: sign in again, check the network",
            "AWS가 자격 증명을 알지 못하거나 AWS에 연결할 수 없습니다. 다시 로그인하고 네트워크를 확인하십시오",
        ),
        Failure::TimedOut | Failure::Server | Failure::Throttled => Text::new(
            "AWS does not answer; check the network and try again",
            "AWS가 응답하지 않습니다. 네트워크를 확인하고 다시 실행하십시오",
        ),
        Failure::Inconsistent => Text::new(
            "AWS does not say clearly which account this is",
            "AWS의 응답으로는 어느 계정인지 확인할 수 없습니다",
        ),
    }
}

/// The time of a run: AWS's, as its answers tell it; this machine's clock only bridges the gaps between them.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    last: Option<(Moment, Moment)>,
    guards: Guards,
}

const MOST_SKEW: i64 = 300;

impl Clock {
    #[must_use]
    pub const fn new(guards: Guards) -> Self {
        Self { last: None, guards }
    }

    /// Takes the clocks of an answer.
    ///
    /// # Errors
    /// When the two are more than five minutes apart.
    pub fn tell(&mut self, stamp: Stamp) -> Result<Moment, Halt> {
        if !self.guards.on(Guard::I20Clock) {
            return Ok(stamp.local);
        }
        if let Some(server) = stamp.server {
            let Seconds(skew) = stamp.local.since(server);
            if skew.abs() > MOST_SKEW {
                return Err(Halt::ClockSkew { seconds: skew });
            }
            self.last = Some((server, stamp.local));
        }
        Ok(self.at(stamp.local))
    }

    /// AWS's time when this machine's clock shows `local`.
    #[must_use]
    pub fn at(&self, local: Moment) -> Moment {
        self.last.map_or(local, |(server, then)| server.plus(local.since(then)))
    }
}
