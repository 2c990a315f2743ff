//! The page as one HTML file: no network, no script; readable on a phone, a projector or paper.

use askama::Template;
use sundown_cleanup_engine::escape;

use super::Page;

/// What the template is filled with. askama writes every value as text, never as markup.
#[derive(Template)]
#[template(path = "page.html")]
struct Filled {
    code: &'static str,
    page: Page,
}

/// The page as text.
///
/// # Errors
/// When the template can't be filled.
pub fn render(page: &Page) -> askama::Result<String> {
    let code = page.lang.code();
    Filled { code, page: page.escaped(escape::terminal) }.render()
}
