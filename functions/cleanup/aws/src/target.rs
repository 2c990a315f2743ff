//! What a call is about: which operation, in whose session.

use crate::error::{CallError, Cause};
use crate::session::Session;
use crate::shape::{Operation, Service};

#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) session: Session,
    pub(crate) service: &'static Service,
    pub(crate) operation: &'static Operation,
}

impl Target {
    pub(crate) fn error(&self, attempts: u32, cause: Cause) -> CallError {
        CallError {
            service: self.service.about.name.clone(),
            operation: self.operation.name.clone(),
            region: self.session.region.clone(),
            attempts,
            cause: Box::new(cause),
        }
    }

    pub(crate) fn is_s3(&self) -> bool {
        self.service.about.name == "s3"
    }
}
