//! The two texts people write: titles and account names, each with its limit checked once, here.

/// The longest title, in characters. Long enough for anybody, short enough that a whole list fits an answer of Lambda (6 MB).
pub const TITLE_CHARS: usize = 500;

/// The longest account name, in bytes: the limit of an e-mail address.
pub const NAME_BYTES: usize = 254;

/// Any Unicode from 1 to [`TITLE_CHARS`] characters, kept as it came. Only U+0000 is refused: PostgreSQL can't keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title(String);

/// What somebody signs in with: a name or an e-mail address, compared byte by byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountName(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    #[error("the title is empty")]
    EmptyTitle,
    #[error("the title is longer than {TITLE_CHARS} characters")]
    LongTitle,
    #[error("the title has the character U+0000")]
    NulInTitle,
    #[error("the account name is empty, longer than {NAME_BYTES} bytes, or has control characters")]
    BadName,
}

impl Title {
    pub fn new(text: impl Into<String>) -> Result<Title, BadText> {
        let text = text.into();
        if text.is_empty() {
            return Err(BadText::EmptyTitle);
        }
        if text.chars().nth(TITLE_CHARS).is_some() {
            return Err(BadText::LongTitle);
        }
        if text.contains('\0') {
            return Err(BadText::NulInTitle);
        }
        Ok(Title(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AccountName {
    pub fn new(text: impl Into<String>) -> Result<AccountName, BadText> {
        let text = text.into();
        let blank = text.trim().is_empty();
        if blank || text.len() > NAME_BYTES || text.chars().any(char::is_control) {
            return Err(BadText::BadName);
        }
        Ok(AccountName(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_counts_characters_not_bytes() {
        assert!(Title::new("가".repeat(TITLE_CHARS)).is_ok());
        assert_eq!(Title::new("가".repeat(TITLE_CHARS + 1)), Err(BadText::LongTitle));
    }

    #[test]
    fn a_title_is_kept_as_it_came() {
        for text in [
            " ",
            "🧑‍🚀",
            "e\u{301}",
            "\u{202e}abc",
            "<b>&amp;</b>",
            "'; DROP TABLE todos; --",
            "\u{10ffff}\u{1}\n",
        ] {
            assert_eq!(Title::new(text).map(|t| t.as_str().to_owned()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_no_store_could_keep_is_refused() {
        assert_eq!(Title::new(""), Err(BadText::EmptyTitle));
        assert_eq!(Title::new("a\0b"), Err(BadText::NulInTitle));
    }

    #[test]
    fn a_name_has_no_controls_and_an_end() {
        assert!(AccountName::new("홍길동").is_ok());
        for text in ["", "  ", "a\nb", "a\0", &"x".repeat(NAME_BYTES + 1)] {
            assert_eq!(AccountName::new(text), Err(BadText::BadName), "{text:?}");
        }
    }
}
