//! The binary `media`: in Lambda, from S3's notification to a thumbnail beside the upload.

use std::process::ExitCode;

use sundown_kit::{Settings, log};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    log::log_panics();
    match sundown_media::lambda::run(&Settings::from_env()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            log::Line::error(&reason).write();
            ExitCode::FAILURE
        }
    }
}
