//! Reading tags: leniently where a tag protects, exactly where it selects. `KEEP`, `keep ` and `ｋｅｅｐ` keep a resource;
//! `Lab` with a capital or a zero-width space does not make one deletable.

use crate::found::Tags;
use crate::moment::Moment;

/// The key that protects, whatever its value.
pub const KEEP: &str = "keep";
/// Keys other tools use for the same wish; it costs nothing to respect them.
const ALSO_KEEP: [&str; 5] =
    ["do-not-delete", "donotdelete", "protect", "do-not-nuke", "cloud-nuke-excluded"];

/// The tag that protects this resource, if there is one.
#[must_use]
pub fn keep_tag(tags: &Tags) -> Option<&str> {
    tags.keys()
        .find(|key| {
            let plain = plain(key);
            plain == KEEP || ALSO_KEEP.contains(&plain.as_str())
        })
        .map(String::as_str)
}

/// What the tags say about an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    None,
    At(Moment),
    /// There is one, and nobody can say when: it protects.
    Unreadable,
}

#[must_use]
pub fn expiry(tags: &Tags, key: &str) -> Expiry {
    let wanted = plain(key);
    let mut values = tags.iter().filter(|(key, _)| plain(key) == wanted);
    match (values.next(), values.next()) {
        (None, _) => Expiry::None,
        (Some((found, value)), None) if found == key => {
            Moment::parse(value).map_or(Expiry::Unreadable, Expiry::At)
        }
        // Two of them, or one that only looks like it.
        _ => Expiry::Unreadable,
    }
}

/// A key as an eye sees it: without capitals, spaces, invisible signs and full-width forms.
fn plain(key: &str) -> String {
    key.chars()
        .filter(|sign| !sign.is_whitespace() && !sign.is_control() && !invisible(*sign))
        .map(|sign| match sign {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
            '_' | '.' | '‐' | '–' => '-',
            // The Cyrillic and Greek letters that pass for those of our keys.
            'к' | 'κ' | 'К' | 'Κ' => 'k',
            'е' | 'Е' | 'ε' | 'Ε' => 'e',
            'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
            'х' | 'Х' | 'χ' => 'x',
            'а' | 'А' | 'α' | 'Α' => 'a',
            'ѕ' => 's',
            'і' | 'ι' => 'i',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

const fn invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(pairs: &[(&str, &str)]) -> Tags {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn whatever_looks_like_keep_keeps() {
        for key in ["keep", "Keep", "KEEP", " keep ", "ke\u{200b}ep", "ｋｅｅｐ", "кеер", "Do_Not_Delete"]
        {
            assert!(keep_tag(&tags(&[(key, "false")])).is_some(), "{key}");
        }
        assert_eq!(keep_tag(&tags(&[("keeper", "kim"), ("lab", "keep")])), None);
    }

    #[test]
    fn an_expiry_is_exact_or_unreadable() {
        let end = Moment::parse("2026-11-21T00:00:00Z").unwrap();
        assert_eq!(
            expiry(&tags(&[("expires-at", "2026-11-21T09:00:00+09:00")]), "expires-at"),
            Expiry::At(end)
        );
        for (key, value) in
            [("expires-at", "soon"), ("Expires-At", "2026-11-21T00:00:00Z"), ("expires-at", "")]
        {
            assert_eq!(expiry(&tags(&[(key, value)]), "expires-at"), Expiry::Unreadable, "{key} {value}");
        }
        assert_eq!(expiry(&tags(&[("lab", "x")]), "expires-at"), Expiry::None);
    }
}
