//! The api as Lambda runs it, with a list in memory where DynamoDB is, so that what is measured is the api and not its store.
//!
//! `list_loop lambda` asks the Runtime API for events as the function does; `list_loop 100` answers one event so many times over,
//! without a network: under callgrind the difference of two counts is what one GET of 20 todos takes. The event is on standard input.

mod memory;

use std::io::Read;
use std::process::ExitCode;
use std::sync::Arc;

use lambda_http::{Context, LambdaEvent, Service};
use sundown_api::lambda::{self, Event, Events};
use sundown_api::{App, Contract, LogOnly, router};
use sundown_kit::Settings;
use sundown_kit::log::Line;
use sundown_kit::token::Tokens;

fn main() -> ExitCode {
    // One thread, as in a Lambda function.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(|error| error.to_string()).and_then(|runtime| runtime.block_on(run())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            Line::error(&reason).write();
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let app = app(&Settings::from_env())?;
    match std::env::args().nth(1).as_deref() {
        Some("lambda") => lambda::run(router(&app)).await,
        Some(times) => repeat(&app, times.parse().map_err(|error| format!("how often? {error}"))?).await,
        None => Err("list_loop lambda, or list_loop TIMES with an event on standard input".to_owned()),
    }
}

fn app(settings: &Settings) -> Result<App, String> {
    let secret = settings.required("TOKEN_SECRET", "what the event's token is signed with");
    let secret = secret.map_err(|error| error.to_string())?.as_bytes();
    Ok(App {
        contract: Contract::Book,
        store: Arc::new(memory::Memory::with_todos(20)?),
        courier: Arc::new(LogOnly),
        blob: None,
        tokens: Tokens::new(Contract::Book.algorithm(), secret).map_err(|error| error.to_string())?,
        origins: vec!["https://todo.example.com".to_owned()],
        site: None,
        public_url: None,
    })
}

/// From the event's text to the answer's text, again and again. Every answer but a full list ends it.
async fn repeat(app: &App, times: u32) -> Result<(), String> {
    let mut event = String::new();
    std::io::stdin().read_to_string(&mut event).map_err(|error| error.to_string())?;
    let mut events = Events::new(router(app));
    for _ in 0..times {
        let payload: Event = serde_json::from_str(&event).map_err(|error| error.to_string())?;
        let Ok(answer) = events.call(LambdaEvent::new(payload, Context::default())).await;
        let text = serde_json::to_string(&answer).map_err(|error| error.to_string())?;
        if !text.contains("\"statusCode\":200") || text.matches("\\\"title\\\"").count() != 20 {
            return Err(format!("no list of 20: {text}"));
        }
    }
    Ok(())
}
