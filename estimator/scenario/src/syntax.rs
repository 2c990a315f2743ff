//! Text as TOML. The parser's own sentences are English and speak of its grammar; people get ours, with an example of
//! what to write.

use sundown_engine::text::Sentence;
use toml::Spanned;
use toml::de::DeTable;

use crate::mistakes::{DEEP, MISTAKES, Mistake, NO_VALUE, OTHER};
use crate::nesting;
use crate::problem::Problem;
use crate::source::{Source, Span};

pub(crate) fn parse(source: &Source) -> Result<Spanned<DeTable<'_>>, Box<Problem>> {
    if let Some(span) = nesting::too_deep(source.text()) {
        return Err(too_deep(source, span));
    }
    DeTable::parse(source.text()).map_err(|error| {
        let fits = |mistake: &&Mistake| mistake.signs.iter().any(|sign| error.message().contains(sign));
        let named = MISTAKES.iter().find(fits).unwrap_or(&OTHER);
        let empty = error.span().is_some_and(|span| nothing_after_equals(source.text(), &span));
        let Mistake { message, help, .. } = if empty { &NO_VALUE } else { named };
        Box::new(source.problem(error.span(), Sentence::from(*message), Some(Sentence::from(*help))))
    })
}

/// The parser takes a missing value for text without quotes.
fn nothing_after_equals(text: &str, span: &Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let after = text.get(span.start..).unwrap_or_default().trim_start_matches([' ', '\t']);
    before.ends_with('=') && (after.is_empty() || after.starts_with(['\n', '\r', '#', ',', ']', '}']))
}

/// What the parser let through and we do not.
pub(crate) fn too_deep(source: &Source, span: Span) -> Box<Problem> {
    Box::new(source.problem(Some(span), Sentence::from(DEEP.message), Some(Sentence::from(DEEP.help))))
}
