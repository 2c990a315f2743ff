//! `leftovers init`: a policy to start from, every line with its meaning. It deletes nothing until an account is named.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use sundown_engine::text::{Lang, Text};

use crate::policy::DEFAULT_FILE;
use crate::talk::failure::{Ending, Failure};
use crate::talk::output;

pub fn run(lang: Lang) -> Result<Ending, Failure> {
    // Made only if it is not there: nobody's policy is written over.
    let made = OpenOptions::new().write(true).create_new(true).open(DEFAULT_FILE);
    let written = made.and_then(|mut file| file.write_all(template(lang).as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::said(
            format!("`{DEFAULT_FILE}` is there already, and is left as it is"),
            format!("`{DEFAULT_FILE}`: 이미 있으므로 그대로 두었습니다"),
        ),
        _ => Failure::unwritable(DEFAULT_FILE, &error),
    })?;
    let words = Text::new(
        "leftovers.toml is written; put your account's number into it, then:\n→ leftovers plan --as YOU -o plan.json",
        "leftovers.toml 파일을 만들었습니다. 계정 번호를 적은 뒤 실행하십시오:\n→ leftovers plan --as YOU -o plan.json",
    );
    output::answer(words.in_lang(lang)).map(|()| Ending::Done)
}

/// The policy, commented.
#[must_use]
pub fn template(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("../templates/leftovers.en.toml"),
        Lang::Ko => include_str!("../templates/leftovers.ko.toml"),
    }
}
