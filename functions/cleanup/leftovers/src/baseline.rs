//! `leftovers baseline record`: what is there now is not left over later. Reads the account, writes our own state only.

use clap::ArgMatches;
use sundown_cleanup_engine::survey::Baseline;
use sundown_engine::text::Lang;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::account::Account;
use crate::doors::Doors;
use crate::say;
use crate::talk::failure::said;

pub fn run(given: &ArgMatches, lang: Lang, doors: Doors<'_>) -> Result<Ending, Failure> {
    let mut account = Account::to_look_at(given, lang, doors)?;
    let survey = account.look()?.survey;
    let file =
        account.folder.record_baseline(&Baseline::of(&survey)).map_err(|trouble| said(trouble.text()))?;
    let (count, of, file) = (survey.found.len(), &survey.identity.account, file.display());
    let missing = survey.not_scanned().count();
    output::answer(&say!(
        lang,
        "{count} resources of account {of} are recorded as there before the lab (`{file}`).",
        "계정 {of}의 자원 {count}개를 실습 전 상태로 기록했습니다(`{file}`).",
    ))?;
    if missing == 0 {
        return Ok(Ending::Done);
    }
    output::talk(&say!(
        lang,
        "{missing} listings could not be read; what they would have shown is never called left over",
        "목록 {missing}개를 읽지 못했습니다. 해당 유형의 자원은 남은 자원으로 판단하지 않습니다"
    ));
    Ok(Ending::NotAllScanned)
}
