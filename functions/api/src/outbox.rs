//! Events on their way: written with the change they tell of, handed on right after it, and if that fails, by the owner's next change.

use sundown_kit::log::Line;
use sundown_todo::UserId;

use crate::app::App;

/// How many waiting events one request hands on.
const AT_ONCE: u32 = 10;

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
