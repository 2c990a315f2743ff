//! The function `notify`: from a queue's messages to one notice for each.

use std::sync::Arc;

use aws_lambda_events::sqs::SqsEvent;
use lambda_runtime::{LambdaEvent, service_fn};
use sundown_kit::{ConfigError, Settings, batch, clock};
use sundown_store::Dynamo;
use sundown_store::aws::{Access, NotSet};
use sundown_todo::Finished;

use crate::{Failure, Sender, Ses, Sns, notice};

/// Runs until Lambda ends the process; an incomplete configuration ends it before the first event.
pub async fn run(settings: &Settings) -> Result<(), String> {
    let notifier = Arc::new(notifier(settings).map_err(|error| error.to_string())?);
    let handle = service_fn(move |event: LambdaEvent<SqsEvent>| {
        let notifier = Arc::clone(&notifier);
        async move {
            batch::each("notify", event.payload, |body| one(Arc::clone(&notifier), body))
                .await
                .map_err(|error| error.to_string())
        }
    });
    lambda_runtime::run(handle).await.map_err(|error| format!("the Lambda runtime: {error}"))
}

struct Notifier {
    store: Dynamo,
    sender: Box<dyn Sender>,
}

fn notifier(settings: &Settings) -> Result<Notifier, ConfigError> {
    let access = Access::from_variables(|name| settings.optional(name));
    let access = access.map_err(|NotSet(name)| ConfigError::Missing(name, "Lambda sets it"))?;
    let store = Dynamo::new(&access, settings.required("TABLE_NAME", "the table of todos")?);
    let sender: Box<dyn Sender> = match settings.optional("MAIL_FROM") {
        Some(from) => {
            let to = settings.required("MAIL_TO", "who gets the mail that MAIL_FROM sends")?.to_owned();
            Box::new(Ses { access, from: from.to_owned(), to })
        }
        None => {
            let topic =
                settings.required("TOPIC_ARN", "the SNS topic for notices (or set MAIL_FROM)")?.to_owned();
            Box::new(Sns { access, topic })
        }
    };
    Ok(Notifier { store, sender })
}

async fn one(notifier: Arc<Notifier>, body: String) -> Result<(), String> {
    let event: Finished =
        serde_json::from_str(&body).map_err(|_| "the body is no finished todo".to_owned())?;
    let told = notice(&notifier.store, notifier.sender.as_ref(), &event, clock::now()).await;
    told.map(|_| ()).map_err(|failure: Failure| failure.to_string())
}
