//! The binary `api`: configured by the environment, it answers Lambda's events in Lambda and listens on a port anywhere else.

use std::process::ExitCode;

use sundown_api::start;
use sundown_kit::{Settings, log};

fn main() -> ExitCode {
    log::log_panics();
    match start::run(&Settings::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            log::Line::error(&reason).write();
            ExitCode::FAILURE
        }
    }
}
