//! `leftovers init`: a policy to start from, every line with its meaning. It deletes nothing until an account is named.

use sundown_engine::text::{Lang, Text};
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::policy::DEFAULT_FILE;

pub fn run(lang: Lang) -> Result<Ending, Failure> {
    output::write_new(DEFAULT_FILE, template(lang))?;
    let words = Text::new(
        "leftovers.toml is written; put your account's number into it, then:\n→ leftovers plan --as YOU -o plan.json",
        "leftovers.toml 파일을 만들었습니다. 계정 번호를 적은 뒤 실행하십시오:\n→ leftovers plan --as YOU -o plan.json",
    );
    output::answer(words.in_lang(lang))
}

/// The policy, commented.
#[must_use]
pub fn template(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("../templates/leftovers.en.toml"),
        Lang::Ko => include_str!("../templates/leftovers.ko.toml"),
    }
}
