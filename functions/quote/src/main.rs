//! The binary `quote`: in Lambda, from a posted scenario to its estimate.

use std::process::ExitCode;

use sundown_kit::log;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    log::log_panics();
    match sundown_quote::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            log::Line::error(&reason.to_string()).write();
            ExitCode::FAILURE
        }
    }
}
