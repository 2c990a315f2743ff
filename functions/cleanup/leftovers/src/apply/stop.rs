//! Ctrl-C: the first one lets the call that is under way end, the second one does not wait.

use std::sync::atomic::{AtomicBool, Ordering};

use sundown_engine::text::Lang;
use sundown_talk::failure::Failure;
use sundown_talk::output;

use crate::say;

static STOP: AtomicBool = AtomicBool::new(false);

/// Listens from now on.
///
/// # Errors
/// When the system does not let it.
pub fn on_interrupt(lang: Lang) -> Result<&'static AtomicBool, Failure> {
    let words = say!(
        lang,
        "\nstopping after this call; Ctrl-C again stops at once, which is safe too",
        "\n이 호출이 끝나면 중단합니다. Ctrl-C를 다시 누르면 바로 중단합니다(역시 안전합니다)"
    );
    let handler = move || {
        if STOP.swap(true, Ordering::SeqCst) {
            leave();
        }
        output::talk(&words);
    };
    ctrlc::set_handler(handler).map_err(|error| {
        Failure::said(
            format!("Ctrl-C cannot be listened to: {error}"),
            format!("Ctrl-C를 처리할 수 없습니다: {error}"),
        )
    })?;
    Ok(&STOP)
}

#[expect(
    clippy::exit,
    reason = "the main thread may wait for an answer for two minutes; everything begun is on record"
)]
fn leave() -> ! {
    std::process::exit(2)
}
