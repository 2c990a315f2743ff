//! What DynamoDB's answers mean: done, refused by a condition, or not to be had.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use sundown_todo::StoreError;

pub(super) enum Outcome<T> {
    Done(T),
    /// A condition didn't hold; for a transaction, the reason of each write (`None` where there was none).
    Refused(Vec<Option<String>>),
}

impl<T> Outcome<T> {
    pub(super) fn is_done(&self) -> bool {
        matches!(self, Outcome::Done(_))
    }
}

/// Writes whose condition may not hold.
pub(super) trait Conditional: ProvideErrorMetadata {
    fn refusal(&self) -> Option<Vec<Option<String>>>;
}

impl Conditional for PutItemError {
    fn refusal(&self) -> Option<Vec<Option<String>>> {
        self.is_conditional_check_failed_exception().then(Vec::new)
    }
}

impl Conditional for UpdateItemError {
    fn refusal(&self) -> Option<Vec<Option<String>>> {
        self.is_conditional_check_failed_exception().then(Vec::new)
    }
}

impl Conditional for DeleteItemError {
    fn refusal(&self) -> Option<Vec<Option<String>>> {
        self.is_conditional_check_failed_exception().then(Vec::new)
    }
}

impl Conditional for TransactWriteItemsError {
    fn refusal(&self) -> Option<Vec<Option<String>>> {
        let TransactWriteItemsError::TransactionCanceledException(cancelled) = self else { return None };
        let reasons = cancelled.cancellation_reasons().iter();
        let reasons: Vec<_> =
            reasons.map(|why| why.code().filter(|code| *code != "None").map(str::to_owned)).collect();
        let ours = ["ConditionalCheckFailed", "TransactionConflict"];
        let refused = reasons.iter().flatten().all(|reason| ours.contains(&reason.as_str()));
        refused.then_some(reasons)
    }
}

pub(super) fn outcome<T, E: Conditional, R>(
    sent: Result<T, SdkError<E, R>>,
) -> Result<Outcome<T>, StoreError> {
    match sent {
        Ok(value) => Ok(Outcome::Done(value)),
        Err(error) => match error.as_service_error().and_then(Conditional::refusal) {
            Some(reasons) => Ok(Outcome::Refused(reasons)),
            None => Err(down(error)),
        },
    }
}

/// Only the error's code: messages may quote keys, which hold account names.
#[allow(clippy::needless_pass_by_value, reason = "it stands where map_err wants a function of the error")]
pub(super) fn down<E: ProvideErrorMetadata, R>(error: SdkError<E, R>) -> StoreError {
    let Some(service) = error.as_service_error() else {
        return StoreError::Down("DynamoDB: no answer".into());
    };
    let code = service.code().unwrap_or("an error without a code");
    let ours = ["AccessDenied", "UnrecognizedClient", "InvalidSignature", "Validation", "ExpiredToken"];
    if ours.iter().any(|prefix| code.starts_with(prefix)) {
        return StoreError::Broken(format!("DynamoDB: {code}"));
    }
    StoreError::Down(format!("DynamoDB: {code}"))
}

#[allow(clippy::needless_pass_by_value, reason = "it stands where map_err wants a function of the error")]
pub(super) fn unbuilt(error: aws_sdk_dynamodb::error::BuildError) -> StoreError {
    StoreError::Broken(format!("DynamoDB: a request can't be made: {error}"))
}
