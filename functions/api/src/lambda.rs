//! The router as a Lambda function: events of a REST API, an HTTP API, a Function URL or an ALB become requests, answers become answers.
//!
//! `lambda_http` builds a URL from the event's host and path and panics where they don't make one (1.3.2: a host such as
//! `x.execute-api.127.0.0.1`). Such an event, and one that is no HTTP event at all, is answered with 400, and the process lives.

use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body as AxumBody;
use axum::http::Request;
use axum::response::Response;
use lambda_http::lambda_runtime;
use lambda_http::request::LambdaRequest;
use lambda_http::{Adapter, LambdaEvent, Service};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use sundown_kit::log::Line;

/// Runs until Lambda ends the process.
pub async fn run(router: Router) -> Result<(), String> {
    lambda_runtime::run(Events::new(router)).await.map_err(|error| format!("the Lambda runtime: {error}"))
}

/// An event, or why it is none that an HTTP function gets. Reading it never fails: a failure would be a 502 without a word.
pub struct Event(Option<LambdaRequest>);

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Event, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Event(serde_json::from_str(raw.get()).ok()))
    }
}

type Http = Adapter<'static, Response, Requests>;

/// What goes back: the answer in the form of the event's kind, or a refusal in the form that all kinds take.
#[derive(Serialize)]
#[serde(transparent)]
pub struct Answer(Kind);

#[derive(Serialize)]
#[serde(untagged)]
enum Kind {
    Answered(Box<<Http as Service<LambdaEvent<LambdaRequest>>>::Response>),
    Refused(Value),
}

/// Lambda's events answered by a router.
#[derive(Clone)]
pub struct Events {
    adapter: Http,
}

impl Events {
    pub fn new(router: Router) -> Events {
        Events { adapter: Adapter::from(Requests(router)) }
    }
}

impl Service<LambdaEvent<Event>> for Events {
    type Response = Answer;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Answer, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, event: LambdaEvent<Event>) -> Self::Future {
        let (Event(request), context) = event.into_parts();
        let Some(request) = request else { return Box::pin(async { Ok(refusal("not an HTTP event")) }) };
        let adapter = &mut self.adapter;
        // The conversion is what may panic; the router catches its own panics.
        let called = catch_unwind(AssertUnwindSafe(|| adapter.call(LambdaEvent::new(request, context))));
        Box::pin(async move {
            let Ok(answering) = called else { return Ok(refusal("a host or path that makes no URL")) };
            answering.await.map(|answer| Answer(Kind::Answered(Box::new(answer))))
        })
    }
}

fn refusal(why: &str) -> Answer {
    Line::warn("an event was refused").with("why", why).write();
    let problem = sundown_kit::Problem::new(axum::http::StatusCode::BAD_REQUEST, why);
    Answer(Kind::Refused(json!({
        "statusCode": 400,
        "headers": { "content-type": "application/problem+json" },
        "isBase64Encoded": false,
        "body": problem.into_response().into_body(),
    })))
}

/// The router as `lambda_http` wants it: with its own kind of body.
#[derive(Clone)]
struct Requests(Router);

impl Service<lambda_http::Request> for Requests {
    type Response = Response;
    type Error = Infallible;
    type Future = <Router as Service<Request<AxumBody>>>::Future;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: lambda_http::Request) -> Self::Future {
        self.0.call(request.map(|body| match body {
            lambda_http::Body::Text(text) => AxumBody::from(text),
            lambda_http::Body::Binary(bytes) => AxumBody::from(bytes),
            _ => AxumBody::empty(),
        }))
    }
}
