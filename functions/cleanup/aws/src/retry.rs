//! Which refusals are worth asking again: the SDK's list of codes, with one code less and one case more.

use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use crate::refusal::Refusal;

/// `LimitExceededException` says that a quota is used up in most services; the SDK takes it for throttling and would
/// wait for nothing. A reading call whose answer could not be read whole is asked again: it changed nothing.
#[derive(Debug)]
pub(crate) struct ServiceClassifier {
    pub(crate) reading: bool,
}

impl ClassifyRetry for ServiceClassifier {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let error = context.output_or_error().and_then(Result::err);
        let refusal = error
            .and_then(OrchestratorError::as_operation_error)
            .and_then(|error| error.downcast_ref::<Refusal>());
        match refusal {
            Some(Refusal::Unreadable(_)) if self.reading => RetryAction::transient_error(),
            Some(refusal) if refusal.code() == Some("LimitExceededException") => {
                RetryAction::NoActionIndicated
            }
            _ => AwsErrorCodeClassifier::<Refusal>::new().classify_retry(context),
        }
    }

    fn name(&self) -> &'static str {
        "sundown service errors"
    }
}
