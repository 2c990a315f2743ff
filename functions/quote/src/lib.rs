//! POST a scenario, get what `estimate compare - --format json` prints for it: the same rooms answer, byte for byte. Nothing
//! is kept of a question, and no question is large or long.

pub mod event;
mod quote;

use std::time::Duration;

use event::Request;
use http::StatusCode;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use sundown_kit::Problem;

pub use quote::{LARGEST_SCENARIO, quote};

/// An answer takes milliseconds. One that takes this long is of no use to whoever asked.
const LONGEST: Duration = Duration::from_secs(5);

/// Answers events until Lambda has no more.
pub async fn run() -> Result<(), Error> {
    lambda_runtime::run(service_fn(|event: LambdaEvent<Value>| async move {
        Ok::<Value, Error>(answer(event.payload).await)
    }))
    .await
}

/// One event of API Gateway (both kinds), a function URL or a balancer; anything else is a bad request, not a crash.
pub async fn answer(event: Value) -> Value {
    let work = tokio::task::spawn_blocking(move || answered(&event));
    let answered = match tokio::time::timeout(LONGEST, work).await {
        Ok(Ok(answered)) => answered,
        // The panic is in the log already; the caller gets an answer all the same.
        Ok(Err(_)) => {
            Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "this scenario met a fault of ours"))
        }
        Err(_) => {
            Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "this scenario takes too long").retry_after(60))
        }
    };
    match answered {
        Ok(document) => event::response(200, "application/json", &document),
        Err(problem) => {
            let status = problem.status().as_u16();
            event::response(status, "application/problem+json", problem.into_response().body())
        }
    }
}

fn answered(event: &Value) -> Result<String, Problem> {
    let request = Request::of(event)?;
    if request.method != "POST" {
        return Err(Problem::new(StatusCode::METHOD_NOT_ALLOWED, "POST a scenario in TOML"));
    }
    quote(&request.body, &request.query, jiff::Zoned::now().date())
}
