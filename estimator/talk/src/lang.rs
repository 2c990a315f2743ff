//! Which language a person reads, before anything else is understood of the command line: errors about it are in that
//! language too.

use std::ffi::OsString;

use sundown_engine::text::Lang;

use crate::args::variable;

/// `--lang`, else the command's own variable (`ESTIMATE_LANG`), else the locale.
pub fn choose(command: &str, args: &[OsString], env: impl Fn(&str) -> Option<String>) -> Lang {
    let locale =
        || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env(name).filter(|set| !set.is_empty()));
    let is_ours = |word: &String| ["en", "ko"].contains(&word.as_str());
    // A language that is refused is refused in the reader's own.
    match told(command, args, "lang", &env).filter(is_ours).or_else(locale) {
        Some(word) if word.starts_with("ko") => Lang::Ko,
        _ => Lang::En,
    }
}

/// An option that is needed before the command line is understood: the flag, else its environment variable.
pub fn told(
    command: &str,
    args: &[OsString],
    name: &str,
    env: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    flag(args, &format!("--{name}")).or_else(|| env(&variable(command, name)).filter(|set| !set.is_empty()))
}

fn flag(args: &[OsString], flag: &str) -> Option<String> {
    let words: Vec<_> =
        args.iter().map(|arg| arg.to_string_lossy()).take_while(|word| word != "--").collect();
    let joined = words.iter().find_map(|word| word.strip_prefix(flag)?.strip_prefix('=').map(str::to_owned));
    joined.or_else(|| {
        let place = words.iter().position(|word| word == flag)?;
        words.get(place + 1).map(ToString::to_string)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(args: &[&str], env: &[(&str, &str)]) -> Lang {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        let env = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        choose("estimate", &args, env)
    }

    #[test]
    fn a_flag_is_before_the_environment_and_that_before_the_locale() {
        assert_eq!(chosen(&["--lang", "ko"], &[("LANG", "C.UTF-8")]), Lang::Ko);
        assert_eq!(chosen(&["--lang=en"], &[("ESTIMATE_LANG", "ko")]), Lang::En);
        assert_eq!(chosen(&[], &[("ESTIMATE_LANG", "ko"), ("LANG", "en_US.UTF-8")]), Lang::Ko);
        assert_eq!(chosen(&[], &[("LEFTOVERS_LANG", "ko"), ("LANG", "en_US.UTF-8")]), Lang::En);
        assert_eq!(chosen(&[], &[("LC_ALL", ""), ("LANG", "ko_KR.UTF-8")]), Lang::Ko);
        assert_eq!(chosen(&["--lang", "fr"], &[("LANG", "ko_KR.UTF-8")]), Lang::Ko);
        assert_eq!(chosen(&[], &[]), Lang::En);
    }
}
