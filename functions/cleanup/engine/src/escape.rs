//! Names come from strangers. What they are called must not move a cursor, start a formula or close a tag.

use std::fmt::Write as _;

/// For terminals and logs: control signs, direction marks and line ends become visible.
#[must_use]
pub fn terminal(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, sign| {
        if harmful(sign) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(sign));
        } else {
            out.push(sign);
        }
        out
    })
}

/// One field of a CSV file: quoted, and no formula for a spreadsheet.
#[must_use]
pub fn csv(text: &str) -> String {
    let text = terminal(text);
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

/// Text or an attribute's value in HTML.
#[must_use]
pub fn html(text: &str) -> String {
    terminal(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// Text in Markdown: no letter of it opens anything, and what looks like an address is none.
#[must_use]
pub fn markdown(text: &str) -> String {
    let out = terminal(text).chars().fold(String::new(), |mut out, sign| {
        match sign {
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '<' | '>' | '|' | '#' | '~' | '$' | '!' => {
                out.push('\\');
                out.push(sign);
            }
            _ => out.push(sign),
        }
        out
    });
    out.replace("://", "\\://").replace("www.", "www\\.")
}

/// JSON that is shown as it is: signs that JSON allows and a terminal obeys are written as JSON's own escapes.
#[must_use]
pub fn json(text: &str) -> String {
    let mut units = [0; 2];
    text.chars().fold(String::with_capacity(text.len()), |mut out, sign| {
        if harmful(sign) && sign != '\n' {
            for unit in sign.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(sign);
        }
        out
    })
}

/// A chat message in Slack's mrkdwn: no mention, no link, no markup.
#[must_use]
pub fn chat(text: &str) -> String {
    let text = terminal(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.chars().fold(String::new(), |mut out, sign| {
        if matches!(sign, '*' | '_' | '~' | '`' | '@') {
            out.push('\u{200b}');
        }
        out.push(sign);
        out
    })
}

fn harmful(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
        || matches!(sign, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_names() {
        assert_eq!(terminal("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c\\u{a}d");
        assert_eq!(csv("=cmd()|' /C calc'!A0"), "\"'=cmd()|' /C calc'!A0\"");
        assert_eq!(csv("say \"hi\", 안녕"), "\"say \"\"hi\"\", 안녕\"");
        assert_eq!(html("<img src=x onerror='a'>"), "&lt;img src=x onerror=&#39;a&#39;&gt;");
        assert_eq!(markdown("[a](b) *c* <d> | `e`"), "\\[a\\]\\(b\\) \\*c\\* \\<d\\> \\| \\`e\\`");
        let hostile = "a\u{202e}b\u{7f}c\u{e0041}";
        let shown = json(&serde_json::to_string(hostile).unwrap());
        assert_eq!(shown, "\"a\\u202eb\\u007fc\\udb40\\udc41\"");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), hostile);
        assert!(!chat("<!channel> *b* @here").contains("<!") && !chat("@here").starts_with('@'));
    }
}
