//! Files that read like a terminal: a line `$ estimate …`, and below it what the command says. Running a file's commands
//! writes it again; where the new text differs from the old, something a person sees has changed.

use std::fs;
use std::path::Path;

use crate::estimate::{Ran, command, fed};

/// Whose terminal it is.
#[derive(Clone, Copy)]
pub(crate) enum Lang {
    En,
    Ko,
}

impl Lang {
    pub(crate) const BOTH: [Self; 2] = [Self::En, Self::Ko];

    pub(crate) fn locale(self) -> &'static str {
        match self {
            Self::En => "en_US.UTF-8",
            Self::Ko => "ko_KR.UTF-8",
        }
    }

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ko => "ko",
        }
    }
}

/// Runs one line as a shell would read it: `NAME=VALUE` before the command, `< FILE` behind it.
pub(crate) fn line(line: &str, folder: &Path, lang: Lang) -> Ran {
    let mut words = shlex::split(line).unwrap_or_else(|| panic!("not closed: {line}")).into_iter().peekable();
    let mut command = command(folder);
    command.env("LANG", lang.locale());
    while let Some((name, value)) = words.peek().and_then(|word| word.split_once('=')) {
        command.env(name, value);
        words.next();
    }
    assert_eq!(words.next().as_deref(), Some("estimate"), "{line}");
    let mut input = None;
    while let Some(word) = words.next() {
        if word == "<" {
            input = Some(fs::read(folder.join(words.next().expect("a file behind <"))).unwrap());
        } else {
            command.arg(word);
        }
    }
    match input {
        Some(input) => fed(&mut command, &input),
        None => command.output().unwrap().into(),
    }
}

/// Runs every command of a file of cases and writes it again: what is said on standard error stands behind `! `, an exit
/// code other than 0 behind `? `.
pub(crate) fn again(text: &str, folder: &Path, lang: Lang) -> String {
    let head = text.lines().take_while(|line| !line.starts_with("$ "));
    let mut again: String = head.map(|line| format!("{line}\n")).collect();
    for typed in text.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let Ran { out, err, code } = line(typed, folder, lang);
        again.push_str(&format!("$ {typed}\n{out}"));
        for complaint in err.lines() {
            again.push_str(format!("! {complaint}").trim_end());
            again.push('\n');
        }
        if code != 0 {
            again.push_str(&format!("? {code}\n"));
        }
        again.push('\n');
    }
    again
}
