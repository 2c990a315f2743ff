//! Why one request came to nothing, as the SDK's runtime carries it and judges whether to ask again.

use std::sync::LazyLock;

use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};

use crate::error::Cause;
use crate::wire::{Bad, Fault};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("{} ({status})", fault.code)]
    Fault { fault: Fault, status: u16 },
    #[error("{0}")]
    Unreadable(Bad),
    #[error("{0}")]
    Credentials(String),
    #[error("{0}")]
    Unreachable(String),
}

impl ProvideErrorMetadata for Refusal {
    fn meta(&self) -> &ErrorMetadata {
        static NONE: LazyLock<ErrorMetadata> = LazyLock::new(|| ErrorMetadata::builder().build());
        &NONE
    }

    fn code(&self) -> Option<&str> {
        match self {
            Refusal::Fault { fault, .. } => Some(&fault.code),
            Refusal::Unreadable(_) | Refusal::Credentials(_) | Refusal::Unreachable(_) => None,
        }
    }
}

impl From<Refusal> for Cause {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Fault { fault, status } => Self::Fault { fault, status },
            Refusal::Unreadable(bad) => Self::Incomplete(bad.to_string()),
            Refusal::Credentials(why) => Self::Credentials(why),
            Refusal::Unreachable(why) => Self::Unreachable(why),
        }
    }
}
