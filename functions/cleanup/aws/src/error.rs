//! Why a call did not do what it was asked, so that a caller can tell "no", "not now" and "not all of it" apart.

use serde_json::Value;

use crate::endpoint::BadRegion;
use crate::shape::BadData;
use crate::wire::{Bad, Fault};

/// A call that failed: which, where, after how many attempts, and why.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{service}.{operation} in {region}: {cause}")]
pub struct CallError {
    pub service: String,
    pub operation: String,
    pub region: String,
    /// How often the request was sent. Over one, the first may have had its effect.
    pub attempts: u32,
    pub cause: Box<Cause>,
}

#[derive(Debug, Clone, thiserror::Error)]
pub enum Cause {
    #[error("not among the operations of models/operations.json")]
    Unknown,
    #[error("the data of the service is broken: {0}")]
    Data(#[from] BadData),
    #[error("it changes things, and this client may only read")]
    ReadOnly,
    #[error(transparent)]
    Region(#[from] BadRegion),
    /// Our own input: nothing was sent.
    #[error("the input was not sent: {0}")]
    Input(Bad),
    #[error("no credentials: {0}; sign in, or name a profile with AWS_PROFILE")]
    Credentials(String),
    /// No answer: connection, time-out, a body that ended early.
    #[error("no answer: {0}")]
    Unreachable(String),
    #[error("{} ({status}): {}", fault.code, fault.message)]
    Fault { fault: Fault, status: u16 },
    /// An answer that is not whole. What it lists is not everything.
    #[error("the answer is incomplete: {0}")]
    Incomplete(String),
    /// A success that names what did not succeed.
    #[error("part of it failed: {failed}")]
    Partial { failed: Value, reply: Value },
}

impl CallError {
    /// The service's own code, or the HTTP status where it gave none.
    pub fn code(&self) -> Option<&str> {
        match self.cause.as_ref() {
            Cause::Fault { fault, .. } => Some(&fault.code),
            _ => None,
        }
    }

    /// The account may not do this: listed as "not available", not as "nothing there".
    pub fn is_denied(&self) -> bool {
        let known = [
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "AuthorizationErrorException",
            "OptInRequired",
            "UnauthorizedOperation",
        ];
        // A HEAD has no body to say it in: the status is all there is.
        self.code().is_some_and(|code| known.contains(&code) || code == "403")
    }

    /// A deletion that was sent again after its first answer was lost: "not found" then means that the first one worked.
    pub fn is_gone_after_retry(&self, not_found: &[&str]) -> bool {
        self.attempts > 1 && self.code().is_some_and(|code| not_found.contains(&code))
    }

    /// Nobody knows whether it happened: it was sent, and no answer that can be read came back.
    pub fn is_unknown_outcome(&self) -> bool {
        self.attempts > 0 && matches!(self.cause.as_ref(), Cause::Unreachable(_) | Cause::Incomplete(_))
    }
}
