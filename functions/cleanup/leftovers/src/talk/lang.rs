//! Which language a person reads, before anything else is understood of the command line: errors about it are in that
//! language too.

use std::ffi::OsString;

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

/// `--lang`, else `LEFTOVERS_LANG`, else the locale.
pub fn choose(args: &[OsString], env: impl Fn(&str) -> Option<String>) -> Lang {
    let locale =
        || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env(name).filter(|set| !set.is_empty()));
    // A language that is refused is refused in the reader's own.
    match told(args, "lang", &env).filter(|word| ["en", "ko"].contains(&word.as_str())).or_else(locale) {
        Some(word) if word.starts_with("ko") => Lang::Ko,
        _ => Lang::En,
    }
}

/// An option that is needed before the command line is understood: the flag, else its environment variable.
pub fn told(args: &[OsString], name: &str, env: impl Fn(&str) -> Option<String>) -> Option<String> {
    let flag = format!("--{name}");
    let words: Vec<_> =
        args.iter().map(|arg| arg.to_string_lossy()).take_while(|word| word != "--").collect();
    let joined = words.iter().find_map(|word| word.strip_prefix(&flag)?.strip_prefix('=').map(str::to_owned));
    joined
        .or_else(|| {
            let place = words.iter().position(|word| *word == flag)?;
            words.get(place + 1).map(ToString::to_string)
        })
        .or_else(|| env(&format!("LEFTOVERS_{}", name.to_uppercase())).filter(|set| !set.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_before_the_environment_and_that_before_the_locale() {
        let chosen = |args: &[&str], env: &[(&str, &str)]| {
            let args: Vec<OsString> = args.iter().map(OsString::from).collect();
            choose(&args, |name| {
                env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(chosen(&["--lang", "ko"], &[("LANG", "C.UTF-8")]), Lang::Ko);
        assert_eq!(chosen(&["--lang=en"], &[("LEFTOVERS_LANG", "ko")]), Lang::En);
        assert_eq!(chosen(&[], &[("LC_ALL", ""), ("LANG", "ko_KR.UTF-8")]), Lang::Ko);
        assert_eq!(chosen(&["--lang", "fr"], &[("LANG", "ko_KR.UTF-8")]), Lang::Ko);
        assert_eq!(chosen(&[], &[]), Lang::En);
    }
}
