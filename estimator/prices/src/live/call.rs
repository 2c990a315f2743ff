//! One call of an AWS API: in its turn, tried again when that may help, and its failure as one of our problems.

use std::error::Error;
use std::future::Future;

use aws_sdk_pricing::config::http::HttpResponse;
use aws_sdk_pricing::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use tokio::time::{Instant, sleep, sleep_until};

use crate::live::access::{Access, Patience};
use crate::problem::Problem;
use crate::progress::{Progress, Step, told};

/// Keeps the pace over all calls of a refresh.
pub(crate) struct Caller {
    patience: Patience,
    next: Instant,
}

impl Caller {
    pub(crate) fn new(access: &Access) -> Self {
        Self { patience: access.patience, next: Instant::now() }
    }

    pub(crate) async fn call<T, E, F>(
        &mut self,
        action: &str,
        place: &str,
        progress: &mut Progress<'_>,
        send: impl Fn() -> F,
    ) -> Result<T, Problem>
    where
        E: ProvideErrorMetadata + Error + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let mut attempt = 1;
        loop {
            sleep_until(self.next).await;
            self.next = Instant::now() + self.patience.spacing;
            let problem = match send().await {
                Ok(answer) => return Ok(answer),
                Err(error) => problem(action, place, &error),
            };
            if attempt == self.patience.tries || !may_pass(&problem) {
                return Err(problem);
            }
            let cause = problem.to_string();
            told(progress, Step::Again { attempt, cause: &cause })?;
            sleep(self.patience.pause * 2_u32.pow(attempt - 1)).await;
            attempt += 1;
        }
    }
}

/// A runtime of one thread for one fetch.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Problem> {
    let failed = |error: std::io::Error| Problem::Network {
        place: "this machine".to_owned(),
        cause: error.to_string(),
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)
}

fn may_pass(problem: &Problem) -> bool {
    match problem {
        Problem::Throttled { .. }
        | Problem::Network { .. }
        | Problem::TimedOut { .. }
        | Problem::Cut { .. } => true,
        Problem::Status { status, .. } => *status >= 500,
        _ => false,
    }
}

fn problem<E>(action: &str, place: &str, error: &SdkError<E, HttpResponse>) -> Problem
where
    E: ProvideErrorMetadata + Error + 'static,
{
    let (action, place) = (action.to_owned(), place.to_owned());
    match error {
        SdkError::TimeoutError(_) => Problem::TimedOut { place },
        SdkError::DispatchFailure(failure) if failure.is_timeout() => Problem::TimedOut { place },
        SdkError::ServiceError(service) => {
            of_service(action, place, service.err().code(), service.err().message(), service.raw())
        }
        SdkError::ResponseError(response) => of_response(place, response.raw(), &DisplayErrorContext(error)),
        other => of_connection(place, other),
    }
}

/// What the service itself says, by its code.
fn of_service(
    action: String,
    place: String,
    code: Option<&str>,
    message: Option<&str>,
    raw: &HttpResponse,
) -> Problem {
    let cause = |code: &str| message.map_or(code.to_owned(), |message| format!("{code}: {message}"));
    match code {
        Some("ThrottlingException" | "Throttling" | "TooManyRequestsException" | "RequestLimitExceeded") => {
            Problem::Throttled { action }
        }
        Some("ExpiredTokenException" | "ExpiredToken" | "RequestExpired") => Problem::ExpiredCredentials,
        Some(code @ "InvalidParameterException") => Problem::Invalid { action, cause: cause(code) },
        Some("ResourceNotFoundException" | "NotFoundException") => Problem::NotFound { action },
        Some("AccessDeniedException" | "AccessDenied") => Problem::Denied { action },
        Some(
            code @ ("UnrecognizedClientException" | "InvalidClientTokenId" | "InvalidSignatureException"),
        ) => Problem::NoCredentials { cause: cause(code) },
        _ if raw.status().as_u16() == 429 => Problem::Throttled { action },
        _ if raw.status().as_u16() >= 500 => Problem::Status { place, status: raw.status().as_u16() },
        _ if is_web_page(raw) => Problem::WebPage { place },
        Some(code) => Problem::Service { action, cause: cause(code) },
        None => Problem::Status { place, status: raw.status().as_u16() },
    }
}

/// An answer that could not be read.
fn of_response(place: String, raw: &HttpResponse, error: &dyn std::fmt::Display) -> Problem {
    let status = raw.status().as_u16();
    if is_web_page(raw) && status < 500 {
        Problem::WebPage { place }
    } else if status != 200 {
        Problem::Status { place, status }
    } else {
        let cause = error.to_string();
        // A body that ends early is an error of the connection; one that is whole and no JSON is another format.
        if raw.body().bytes().is_none() { Problem::Cut { place } } else { Problem::Format { place, cause } }
    }
}

fn of_connection(place: String, error: &(dyn Error + 'static)) -> Problem {
    let whole = DisplayErrorContext(error).to_string().to_lowercase();
    let cause = innermost(error);
    if whole.contains("certificate") {
        Problem::Certificate { place, cause }
    } else if whole.contains("credential") && whole.contains("expired") {
        Problem::ExpiredCredentials
    } else if whole.contains("credential") || whole.contains("identity") {
        Problem::NoCredentials { cause: of_profile(cause) }
    } else {
        Problem::Network { place, cause }
    }
}

/// A chain that found nothing does not say whom it looked for.
fn of_profile(cause: String) -> String {
    match std::env::var("AWS_PROFILE") {
        Ok(profile) if !profile.is_empty() && !cause.contains(&profile) => {
            format!("profile `{profile}`: {cause}")
        }
        _ => cause,
    }
}

/// The cause at the bottom, in one line: what stands above it says only that there is one. Of a chain of credential
/// providers it is the line that names a profile, else the first.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    let text = error.to_string();
    let of_profile = text.lines().find_map(|line| line.split_once("profile `").map(|(_, rest)| rest));
    match of_profile {
        Some(rest) => format!("profile `{}", rest.split(':').next().unwrap_or(rest)),
        None => text.split(". Attempted").next().unwrap_or(&text).to_owned(),
    }
}

fn is_web_page(raw: &HttpResponse) -> bool {
    raw.body().bytes().is_some_and(|body| body.trim_ascii_start().starts_with(b"<"))
}
