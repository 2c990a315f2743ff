//! Why a request isn't carried out, before a contract puts it into its own words.

use axum::http::StatusCode;
use sundown_kit::log::Line;
use sundown_kit::random::NoRandomness;
use sundown_kit::{Problem, idempotency};
use sundown_todo::{BadText, Refused, StoreError};

/// When to come again after the store was down.
const STORE_RETRY_SECONDS: u32 = 2;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// What came can't be used; the status says which kind of 4xx.
    Input(StatusCode, String),
    /// Not signed in.
    Unknown,
    NotFound(String),
    /// The list is full, or the idempotency key stands for something else.
    Unfitting(String),
    TooMany(u32),
    StoreDown,
    /// Ours; the log has the reason.
    Ours,
}

impl Fault {
    pub(crate) fn input(detail: impl Into<String>) -> Fault {
        Fault::Input(StatusCode::BAD_REQUEST, detail.into())
    }

    pub(crate) fn ours(reason: &str) -> Fault {
        Line::error("a request failed").with("why", reason).write();
        Fault::Ours
    }

    /// The general form; contracts have their own for what their clients read.
    pub(crate) fn problem(&self) -> Problem {
        let detail = |text: &str| text.to_owned();
        match self {
            Fault::Input(status, why) => Problem::new(*status, why),
            Fault::Unknown => {
                Problem::new(StatusCode::FORBIDDEN, detail("sign in first: no valid token came with this"))
            }
            Fault::NotFound(what) => Problem::new(StatusCode::NOT_FOUND, what),
            Fault::Unfitting(why) => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, why),
            Fault::TooMany(seconds) => {
                let why = detail("too many wrong passwords for this account: wait a little");
                Problem::new(StatusCode::TOO_MANY_REQUESTS, why).retry_after(*seconds)
            }
            Fault::StoreDown => {
                let why = detail("the store can't be reached: nothing was changed, try again");
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, why).retry_after(STORE_RETRY_SECONDS)
            }
            Fault::Ours => {
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail("something failed on our side"))
            }
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Fault {
        match error {
            StoreError::Down(_) | StoreError::Busy => {
                Line::error("the store is down").with("why", error.to_string()).write();
                Fault::StoreDown
            }
            StoreError::Broken(_) => Fault::ours(&error.to_string()),
        }
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Fault {
        match refused {
            Refused::NotFound => Fault::NotFound(refused.to_string()),
            Refused::ListFull | Refused::KeyReused => Fault::Unfitting(refused.to_string()),
            Refused::Store(error) => error.into(),
        }
    }
}

impl From<BadText> for Fault {
    fn from(bad: BadText) -> Fault {
        Fault::input(bad.to_string())
    }
}

impl From<idempotency::BadKey> for Fault {
    fn from(bad: idempotency::BadKey) -> Fault {
        Fault::input(bad.to_string())
    }
}

impl From<NoRandomness> for Fault {
    fn from(error: NoRandomness) -> Fault {
        Fault::ours(&error.to_string())
    }
}
