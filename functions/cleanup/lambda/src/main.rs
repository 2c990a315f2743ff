//! The binary `cleanup`: in Lambda, one of the two functions of the scheduled cleanup.

use std::process::ExitCode;
use std::sync::Arc;

use aws_config::BehaviorVersion;
use sundown_cleanup::bucket::Bucket;
use sundown_cleanup::cloud::{Reaper, Scanner, prices};
use sundown_cleanup::hands::Hands;
use sundown_cleanup::lambda::{self, Function};
use sundown_cleanup::parts::Parts;
use sundown_cleanup::queue::Queue;
use sundown_cleanup::settings::Setup;
use sundown_cleanup::table::Table;
use sundown_cleanup_aws::{Options, Reader, Session, Writer, https};
use sundown_kit::{Settings, log};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    log::log_panics();
    match run(&Settings::from_env()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            log::Line::error(&reason).write();
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: &Settings) -> Result<(), String> {
    let setup = Setup::read(settings).map_err(|error| error.to_string())?;
    // In boxes: the compiler gives up on futures that are nested this deep.
    let function = Box::pin(function(setup)).await?;
    Box::pin(lambda::run(function)).await
}

/// Everything is made here, where Lambda gives the whole processor, and not in the first event.
async fn function(setup: Setup) -> Result<Function, String> {
    let config = aws_config::defaults(BehaviorVersion::latest()).http_client(https()).load().await;
    let session = Session::new(&config, Options::default()).map_err(|error| error.to_string())?;
    let (reader, writer) = (Reader::new(session.clone()), Writer::that_changes_things(session));
    let prices = prices();
    let eyes = Scanner::new(&config, Arc::clone(&prices)).map_err(|error| error.to_string())?;
    let role = setup.reaper.as_ref().map(|reaper| reaper.role.clone());
    let hands = role.map(|role| Arc::new(Reaper::new(config, role, prices)) as Arc<dyn Hands>);
    let queue = |url: &String| Queue { writer: writer.clone(), url: url.clone() };
    let parts = Parts {
        table: Table { reader: reader.clone(), writer: writer.clone(), name: setup.table.clone() },
        bucket: Bucket { reader: reader.clone(), writer: writer.clone(), name: setup.bucket.clone() },
        plan_queue: queue(&setup.plan_queue),
        scan_queue: setup.scan_queue.as_ref().map(queue),
        eyes: Arc::new(eyes),
        setup,
    };
    Ok(Function { parts, hands })
}
