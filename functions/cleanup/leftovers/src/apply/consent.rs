//! A person's consent: she is at the terminal, was shown the plan with its money, and types the account's alias and the
//! first eight characters of the digest. There is no flag for it: a script is nobody who could have read the plan, and
//! what deletes without a person is the schedule, which gives notice and waits a day.

use std::io::{BufRead, IsTerminal, Write};

use sundown_cleanup_engine::consent::{Refusal, Typed};
use sundown_engine::text::Lang;
use sundown_talk::failure::Failure;

use crate::plan::saved::Saved;
use crate::say;
use crate::talk::failure;

/// # Errors
/// When nobody sits there.
pub fn at_terminal() -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        return Ok(());
    }
    Err(Failure::said(
        "consent is typed by a person at a terminal, and this is none; the scheduled cleanup deletes without one, after notice and a day",
        "동의는 사람이 터미널에서 입력해야 합니다. 사람 없이 삭제하는 것은 알림과 하루의 유예를 두는 자동 정리입니다",
    ))
}

/// Asks for the two words. The engine checks them again; here a slip costs no scan.
///
/// # Errors
/// When they are not typed as shown.
pub fn ask(saved: &Saved, lang: Lang) -> Result<Typed, Failure> {
    let alias = saved.plan.alias.as_deref().unwrap_or(&saved.plan.account);
    let question = if saved.plan.alias.is_some() {
        say!(lang, "Type the account's alias", "계정의 별칭을 입력하십시오")
    } else {
        say!(lang, "Type the account's number", "계정 번호를 입력하십시오")
    };
    let typed = line(&question)?;
    if typed != alias {
        return Err(failure::said(Refusal::WrongAlias.text()));
    }
    let question =
        say!(lang, "Type the first 8 characters of the digest", "다이제스트의 처음 8자를 입력하십시오");
    let digest = line(&question)?;
    if digest.len() < 8 || !saved.digest.starts_with(&digest) {
        return Err(Failure::said(
            "that is not how the digest begins; nothing is deleted",
            "다이제스트의 처음 8자가 아닙니다. 아무것도 삭제하지 않았습니다",
        ));
    }
    Ok(Typed { alias: typed, digest, person: saved.person.clone() })
}

fn line(question: &str) -> Result<String, Failure> {
    let mut stderr = std::io::stderr().lock();
    let mut typed = String::new();
    write!(stderr, "{question}: ")
        .and_then(|()| stderr.flush())
        .and_then(|()| std::io::stdin().lock().read_line(&mut typed))
        .map_err(|error| failure::unreadable("-", &error))?;
    Ok(typed.trim().to_owned())
}
