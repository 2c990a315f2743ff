//! What others say of their troubles, as this command's one message.

use sundown_cleanup_engine::text::Text;
use sundown_talk::failure::Failure;

/// Words that are there in both languages already.
#[must_use]
pub fn said(text: Text) -> Failure {
    Failure::said(text.en, text.ko)
}

#[must_use]
pub fn unreadable(file: &str, error: &std::io::Error) -> Failure {
    Failure::said(format!("`{file}` cannot be read: {error}"), format!("`{file}`: 읽을 수 없습니다({error})"))
}
