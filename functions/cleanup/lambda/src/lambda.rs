//! The function's events: a schedule's, which is one message, and a queue's, which are several. Each function takes only
//! what is its step's; anything else is refused where it arrives.

use std::sync::Arc;

use aws_lambda_events::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use sundown_cleanup_engine::moment::Moment;
use sundown_kit::batch;
use sundown_kit::log::Line;

use crate::call::Call;
use crate::hands::Hands;
use crate::message::Message;
use crate::outcome;
use crate::parts::{Failure, Parts};
use crate::settings::Step;
use crate::{dispatch, planner, worker};

/// One function: what it knows, and hands where it may change something.
pub struct Function {
    pub parts: Parts,
    pub hands: Option<Arc<dyn Hands>>,
}

/// When and for whom an event is handled.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub request: String,
    pub deadline: Moment,
}

/// Answers events until Lambda has no more.
///
/// # Errors
/// When the runtime's interface can't be reached.
pub async fn run(function: Function) -> Result<(), String> {
    let function = Arc::new(function);
    let handle = service_fn(move |event: LambdaEvent<Value>| {
        let function = Arc::clone(&function);
        async move { answer(&function, event).await }
    });
    lambda_runtime::run(handle).await.map_err(|error| format!("the Lambda runtime: {error}"))
}

async fn answer(function: &Arc<Function>, event: LambdaEvent<Value>) -> Result<Value, Error> {
    let deadline = i64::try_from(event.context.deadline / 1_000).unwrap_or(i64::MAX);
    let request = event.context.request_id.clone();
    let delivery = Delivery { request, deadline: Moment::from_seconds(deadline) };
    if event.payload.get("Records").is_none() {
        let message: Message = serde_json::from_value(event.payload)?;
        Box::pin(handle(function, &delivery, message)).await.map_err(|error| error.to_string())?;
        return Ok(Value::Null);
    }
    let batch: SqsEvent = serde_json::from_value(event.payload)?;
    let response = batch::each("cleanup", batch, |body| {
        let (function, delivery) = (Arc::clone(function), delivery.clone());
        async move {
            let message = serde_json::from_str(&body).map_err(|error| error.to_string())?;
            Box::pin(handle(&function, &delivery, message)).await.map_err(|error| error.to_string())
        }
    });
    Ok(serde_json::to_value(response.await.map_err(|error| error.to_string())?)?)
}

/// Handles one message. A failure is one line in the log, and the event comes again.
///
/// # Errors
/// When it could not be handled.
pub async fn handle(function: &Function, delivery: &Delivery, message: Message) -> Result<(), Failure> {
    let parts = &function.parts;
    let done = match (parts.setup.step, message, &function.hands) {
        (Step::Scan, Message::Start { at }, _) => dispatch::start(parts, at.as_deref()).await.map(drop),
        (Step::Scan, Message::Scan { account, run, shard }, _) => {
            worker::read(parts, &account, &run, &shard, delivery.deadline).await
        }
        (Step::Plan, Message::Plan { account, run, waited }, Some(hands)) => {
            let Delivery { request, deadline } = delivery.clone();
            let call = Call { account, run, waited, request, deadline };
            planner::plan(parts, hands.as_ref(), &call).await
        }
        _ => Err(Failure::Internal("this message is for the other function".into())),
    };
    done.inspect_err(|error| {
        outcome::failed();
        Line::error("the run failed").with("why", error.to_string()).write();
    })
}
