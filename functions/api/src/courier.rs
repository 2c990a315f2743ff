//! Who takes word of a finished todo to whoever tells people.

use async_trait::async_trait;
use sundown_kit::log::Line;
use sundown_todo::Finished;

/// Takes events to whoever tells people: a queue in Lambda, the `notify` library in the local server.
#[async_trait]
pub trait Courier: Send + Sync {
    /// An error means that the event waits on. Handing one on twice does no harm: notices are sent once.
    async fn carry(&self, event: &Finished) -> Result<(), String>;
}

/// Where nobody is to be told: the log says that a todo was finished.
pub struct LogOnly;

#[async_trait]
impl Courier for LogOnly {
    async fn carry(&self, event: &Finished) -> Result<(), String> {
        Line::info("a todo was finished").with("event", event.id.to_string()).write();
        Ok(())
    }
}
