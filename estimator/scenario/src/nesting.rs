//! Refuses text that nests too deep before it is parsed. The parser bounds brackets and the length of a name each, but
//! not both together: names of eighty steps in eighty brackets make a tree whose clearing away overflows the stack.

use crate::source::Span;

/// `deployments = { mine = { api = { lambda = {} } } }` has four.
const DEEPEST: usize = 8;

/// The first bracket that is too deep.
pub(crate) fn too_deep(text: &str) -> Option<Span> {
    let (mut at, mut depth, mut line_starts) = (0, 0_usize, true);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let started = line_starts;
        line_starts = rest.starts_with('\n') || started && rest.starts_with([' ', '\t', '\r']);
        let step = match rest.chars().next()? {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            // The name of a table: its brackets nest nothing.
            '[' if started && depth == 0 => rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => quoted(rest),
            '{' | '[' => {
                depth += 1;
                1
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                1
            }
            other => other.len_utf8(),
        };
        if depth > DEEPEST {
            return Some(at..at + step);
        }
        at += step;
    }
    None
}

/// The bytes of the text in quotes that stands at the start; what is not closed ends where the parser ends it.
fn quoted(text: &str) -> usize {
    let escapes = text.starts_with('"');
    let quote = if escapes { '"' } else { '\'' };
    let triple = if escapes { "\"\"\"" } else { "'''" };
    let long = text.starts_with(triple);
    let open = if long { 3 } else { 1 };
    let mut characters = text.char_indices().skip(open);
    while let Some((at, character)) = characters.next() {
        let rest = text.get(at..).unwrap_or_default();
        match character {
            '\\' if escapes && (long || !rest.starts_with("\\\n")) => {
                characters.next();
            }
            '\n' if !long => return at,
            _ if long && rest.starts_with(triple) => {
                // Up to two quotes may stand before the three that close.
                let quotes = rest.chars().take_while(|other| *other == quote).count();
                return at + quotes.min(5);
            }
            _ if !long && character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::too_deep;

    #[test]
    fn brackets_in_names_texts_and_comments_do_not_nest() {
        let open = "{[".repeat(20);
        for text in [
            format!("a = \"{open}\"\n"),
            format!("a = '{open}'\n"),
            format!("a = \"\\\"{open}\"\n"),
            format!("a = \"\"\"\n{open}\"\n{open}\"\"\"\"\n"),
            format!("a = '''\n{open}''\n'''\n"),
            format!("# {open}\n"),
            format!("a = 1 # {open}\n"),
            "[a\n".repeat(20),
            "  [[a]]\n".repeat(20),
            "a = {b = [1]}\n".repeat(20),
            "a = \"\n".repeat(20),
        ] {
            assert_eq!(too_deep(&text), None, "{text}");
        }
    }

    #[test]
    fn brackets_of_values_nest() {
        for text in [
            "a = [[[[[[[[[",
            "a = {\"}\" = {'}' = {'''}''' = {\"\"\"}\"\"\"= {a={a={a={a={",
            "a = [\n[\n[\n[\n[\n[\n[\n[\n[",
        ] {
            assert!(too_deep(text).is_some(), "{text}");
        }
    }
}
