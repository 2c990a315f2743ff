//! Events on their way: written with the change they tell of, handed on right after it, and if that fails, by the owner's next change.

use async_trait::async_trait;
use sundown_kit::log::Line;
use sundown_todo::{Finished, UserId};

use crate::app::App;

/// How many waiting events one request hands on.
const AT_ONCE: u32 = 10;

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

/// Hands on what waits. The change itself is made and kept, so a failure here is logged and not the caller's.
pub(crate) async fn drain(app: &App, owner: UserId) {
    if let Err(why) = hand_on(app, owner).await {
        Line::warn("events wait in the outbox").with("why", why).write();
    }
}

async fn hand_on(app: &App, owner: UserId) -> Result<(), String> {
    for event in app.store.pending(owner, AT_ONCE).await.map_err(|error| error.to_string())? {
        app.courier.carry(&event).await?;
        app.store.settle(&event).await.map_err(|error| error.to_string())?;
    }
    Ok(())
}
