//! One of the two languages, of what the cleanup's engine says in both.

use sundown_cleanup_engine::text::Text;
use sundown_engine::text::Lang;

/// A text in one language.
pub trait Say {
    fn say(&self, lang: Lang) -> &str;
}

impl Say for Text {
    fn say(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }
}

/// `say!(lang, "english {x}", "한국어 {x}")`: both languages side by side; a missing one does not compile.
#[macro_export]
macro_rules! say {
    ($lang:expr, $en:literal, $ko:literal $(,)?) => {
        match $lang {
            sundown_engine::text::Lang::En => format!($en),
            sundown_engine::text::Lang::Ko => format!($ko),
        }
    };
}
