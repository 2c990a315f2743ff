//! The binary `notify`: in Lambda, from a queue's messages to one notice for each.

use std::process::ExitCode;

use sundown_kit::{Settings, log};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    log::log_panics();
    match sundown_notify::lambda::run(&Settings::from_env()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            log::Line::error(&reason).write();
            ExitCode::FAILURE
        }
    }
}
