//! What an error of AWS means to the engine. Whatever is not understood counts as refused: never as gone, never as done.

use crate::row::{Code, Row};
use serde_json::Value;
use sundown_cleanup_aws::{CallError, Cause};
use sundown_cleanup_engine::ask::{Effect, Failure};

const THROTTLED: [&str; 10] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottled",
    "RequestLimitExceeded",
    "TooManyRequestsException",
    "PriorRequestNotComplete",
    "SlowDown",
    "Throttled",
    "BandwidthLimitExceeded",
];
/// The account may not use this region or this service there, or the whole region refuses these credentials.
const NOT_AVAILABLE: [&str; 8] = [
    "OptInRequired",
    "SubscriptionRequiredException",
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "AuthFailure",
    "InvalidAction",
    "UnknownOperationException",
    "AWSOrganizationsNotInUseException",
];
const LOCKED: [&str; 3] = ["OperationNotPermitted", "InvalidAddress.Locked", "DeletionProtectionEnabled"];

/// Why a question has no answer.
pub(crate) fn failure(error: &CallError) -> Failure {
    match (&*error.cause, error.code()) {
        (_, Some(code)) if THROTTLED.contains(&code) => Failure::Throttled,
        (_, Some(code)) if NOT_AVAILABLE.contains(&code) => Failure::NotAvailable,
        (Cause::Fault { status, .. }, _) if *status >= 500 => Failure::Server,
        (Cause::Fault { .. } | Cause::Credentials(_), _) => Failure::Denied,
        // No such host: the service does not exist in that region.
        (Cause::Unreachable(why), _) if why.contains("dns error") => Failure::NotAvailable,
        (Cause::Unreachable(_), _) => Failure::TimedOut,
        _ => Failure::Inconsistent,
    }
}

/// Does the error say what one of these codes means?
pub(crate) fn says(error: &CallError, codes: &[Code]) -> bool {
    match &*error.cause {
        Cause::Fault { fault, .. } => codes.iter().any(|code| matches(code, &fault.code, &fault.message)),
        _ => false,
    }
}

fn matches(code: &Code, found: &str, message: &str) -> bool {
    code.code == found && code.says.as_deref().is_none_or(|text| message.contains(text))
}

/// What became of a change that was refused or not answered.
pub(crate) fn effect(row: &Row, error: &CallError) -> Effect {
    match &*error.cause {
        Cause::Fault { fault, status } => by_code(row, &fault.code, &fault.message, *status),
        Cause::Partial { failed, .. } => partial(row, failed),
        Cause::Credentials(_) | Cause::ReadOnly => Effect::Denied,
        _ if error.is_unknown_outcome() => Effect::TimedOut,
        _ => Effect::Denied,
    }
}

fn by_code(row: &Row, code: &str, message: &str, status: u16) -> Effect {
    let listed = |codes: &[Code]| codes.iter().any(|one| matches(one, code, message));
    let own = [
        (&row.gone, Effect::NotFound),
        (&row.locked_code, Effect::Locked),
        (&row.exists, Effect::SnapshotExists),
        (&row.in_use, Effect::InUse),
        (&row.busy, Effect::Busy),
    ];
    if let Some((_, effect)) = own.into_iter().find(|(codes, _)| listed(codes)) {
        return effect;
    }
    let has = |words: &[&str]| words.iter().any(|word| code.contains(word));
    if THROTTLED.contains(&code) {
        Effect::Throttled
    } else if status >= 500 {
        Effect::Server
    } else if LOCKED.contains(&code) {
        Effect::Locked
    } else if has(&["DependencyViolation", "InUse", "NotEmpty", "ClusterContains"]) {
        Effect::InUse
    } else if has(&["InvalidState", "IncorrectState", "Conflict", "InProgress", "NotDisabled"]) {
        Effect::Busy
    } else {
        Effect::Denied
    }
}

/// A success that names what did not succeed: the worst of it counts.
fn partial(row: &Row, failed: &Value) -> Effect {
    let member = |one: &Value, names: &[&str]| {
        names.iter().find_map(|name| one.get(name).and_then(Value::as_str).map(str::to_owned))
    };
    let effects = failed.as_array().into_iter().flatten().map(|one| {
        let inner = one.get("Error").filter(|error| error.is_object()).unwrap_or(one);
        let code = member(inner, &["Code", "ErrorCode", "failureCode"]).unwrap_or_default();
        let message = member(inner, &["Message", "ErrorMessage", "failureReason"]).unwrap_or_default();
        by_code(row, &code, &message, 400)
    });
    effects.fold(Effect::NotFound, |worst, one| if one == Effect::NotFound { worst } else { one })
}
