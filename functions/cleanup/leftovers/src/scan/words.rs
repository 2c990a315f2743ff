//! Words and cells that several reports share.

use sundown_cleanup_engine::ask::Failure;
use sundown_cleanup_engine::found::Key;
use sundown_cleanup_engine::moment::Moment;
use sundown_cleanup_engine::survey::GLOBAL;
use sundown_engine::text::{Lang, Text};

use crate::judged::{Sum, Thing};
use crate::purse::Purse;
use crate::say;
use sundown_cleanup_price::{Held, Money};

/// What a resource is called: type and place, then id and name.
#[must_use]
pub fn called(key: &Key, name: &str, lang: Lang) -> Vec<String> {
    let id =
        if name.is_empty() || name == &*key.id { key.id.to_string() } else { format!("{} {name}", key.id) };
    vec![format!("{} · {}", key.kind, place(&key.region, lang)), id]
}

/// The same as the lines of a table's cell: the second one indented, a part beneath what it goes with.
#[must_use]
pub fn marked(lines: Vec<String>, part: bool) -> Vec<String> {
    let mark = |(place, line)| match (part, place) {
        (false, 0) => line,
        (false, _) => format!("  {line}"),
        (true, 0) => format!("└ {line}"),
        (true, _) => format!("    {line}"),
    };
    lines.into_iter().enumerate().map(mark).collect()
}

#[must_use]
pub fn place(region: &str, lang: Lang) -> String {
    if region == GLOBAL { say!(lang, "global", "전역") } else { region.to_owned() }
}

/// The day it was made, and how long ago that is.
#[must_use]
pub fn since(created: Option<Moment>, now: Moment, lang: Lang) -> Vec<String> {
    let Some(created) = created else { return vec![say!(lang, "not known", "알 수 없음")] };
    let day = jiff::Timestamp::from_second(created.seconds())
        .map(|stamp| stamp.to_zoned(jiff::tz::TimeZone::system()).date().to_string());
    vec![day.unwrap_or_else(|_| created.to_string()), age(created, now, lang)]
}

fn age(created: Moment, now: Moment, lang: Lang) -> String {
    let seconds = now.since(created).0;
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    match seconds {
        ..0 => say!(lang, "in the future", "미래"),
        0..3_600 => say!(lang, "{minutes} min", "{minutes}분"),
        3_600..172_800 => say!(lang, "{hours} h", "{hours}시간"),
        _ => say!(lang, "{days} days", "{days}일"),
    }
}

/// Hour, day, month, since it was made; a word where there is no price.
#[must_use]
pub fn costs(thing: &Thing, now: Moment, purse: &Purse, lang: Lang) -> [Vec<String>; 4] {
    let Some(held) = held(thing, now, purse) else {
        return [Vec::new(), Vec::new(), vec![say!(lang, "not known", "알 수 없음")], Vec::new()];
    };
    let cell = |money: Money| purse.lines(money, lang);
    [cell(held.hour), cell(held.day), cell(held.month), held.since.map(cell).unwrap_or_default()]
}

#[must_use]
pub fn held(thing: &Thing, now: Moment, purse: &Purse) -> Option<Held> {
    Held::of(thing.month()?, thing.created, now, purse.rate).ok()
}

/// A sum a day and a month, as it is said.
#[must_use]
pub fn summed(sum: Sum, now: Moment, purse: &Purse, lang: Lang) -> (String, String) {
    let bound = if sum.unknown == 0 { "" } else { at_least(lang) };
    match Held::of(sum.month, None, now, purse.rate) {
        Ok(held) => (
            format!("{bound}{}", purse.say(held.day, lang)),
            format!("{bound}{}", purse.say(held.month, lang)),
        ),
        Err(_) => (sum.month.to_string(), sum.month.to_string()),
    }
}

fn at_least(lang: Lang) -> &'static str {
    Text::new("at least ", "최소 ").in_lang(lang)
}

/// Why something was not scanned.
#[must_use]
pub fn failure(why: Failure, lang: Lang) -> &'static str {
    let text = match why {
        Failure::Throttled => Text::new("AWS throttled it", "AWS가 호출을 제한했습니다"),
        Failure::Server => Text::new("AWS answered with an error", "AWS가 오류로 응답했습니다"),
        Failure::TimedOut => Text::new("AWS did not answer", "AWS가 응답하지 않았습니다"),
        Failure::Denied => Text::new("not available: access denied", "조사 불가: 권한이 없습니다"),
        Failure::NotAvailable => Text::new(
            "not available: switched off, refused as a whole, or not offered there",
            "조사 불가: 비활성화되었거나, 전체가 거부되었거나, 제공되지 않습니다",
        ),
        Failure::Inconsistent => Text::new(
            "its pages are incomplete or contradict each other",
            "목록이 불완전하거나 서로 맞지 않습니다",
        ),
    };
    text.in_lang(lang)
}

/// An argument that a shell reads as one word.
pub(crate) fn shell_word(word: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "-_./:@%+=,".contains(sign);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
