//! What people read, in both languages at once: a sentence without its translation does not compile.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One sentence in English and Korean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub en: Cow<'static, str>,
    pub ko: Cow<'static, str>,
}

impl Text {
    pub fn new(en: impl Into<Cow<'static, str>>, ko: impl Into<Cow<'static, str>>) -> Self {
        Self { en: en.into(), ko: ko.into() }
    }
}
