//! `leftovers explain ID`: why it is classified so, what protects it, what it uses and what uses it, what it costs line
//! by line, how to keep or delete it. Reads only.

use clap::ArgMatches;
use sundown_cleanup_engine::context::Who;
use sundown_cleanup_engine::found::{Fact, Found, Key, State};
use sundown_cleanup_engine::graph::Graph;
use sundown_cleanup_engine::policy::Mode;
use sundown_cleanup_engine::reason::Reason;
use sundown_cleanup_engine::survey::Survey;
use sundown_engine::text::Lang;

use crate::account::Account;
use crate::args::word;
use crate::doors::Doors;
use crate::judged::{Judged, Thing};
use crate::page::{Page, Row, Table, figures, terminal, words};
use crate::purse::Purse;
use crate::say;
use crate::scan::by::keep_or_delete;
use crate::scan::ending;
use crate::scan::words::{called, held, since};
use crate::talk::lang::Say as _;
use crate::talk::terminals;
use sundown_cleanup_price::{Held, Line, Worth};
use sundown_report::number::amount;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

pub fn run(given: &ArgMatches, lang: Lang, doors: Doors<'_>) -> Result<Ending, Failure> {
    let purse = Purse::of(given)?;
    let wanted = word(given, "ID").unwrap_or_default();
    let mut account = Account::to_look_at(given, lang, doors)?;
    let looked = account.look()?;
    let judged = account.judge(&looked, &Who::Schedule, Judged::of);
    let things = matching(&judged, wanted);
    if things.is_empty() {
        let (near_en, near_ko) = near(&judged, wanted);
        return Err(Failure::said(
            format!("nothing that was scanned is called `{wanted}`{near_en}"),
            format!("`{wanted}`: 조사한 자원 중에 없습니다{near_ko}"),
        ));
    }
    let mode = account.policy.policy.mode;
    for (place, thing) in things.iter().enumerate() {
        let worth = account.world.worth(&thing.key);
        let told = Told { thing, judged: &judged, survey: &looked.survey, mode, purse, lang };
        let gap = if place == 0 { "" } else { "\n" };
        let text = terminal::render(&page(&told, worth.as_ref()), terminals::of_answer(given));
        output::answer(&format!("{gap}{text}"))?;
    }
    Ok(ending(&judged, false))
}

/// What one resource is explained from.
pub struct Told<'t> {
    pub thing: &'t Thing,
    pub judged: &'t Judged,
    pub survey: &'t Survey,
    pub mode: Mode,
    pub purse: Purse,
    pub lang: Lang,
}

/// By id, by name, or by the whole key; several if several are called so.
fn matching<'j>(judged: &'j Judged, wanted: &str) -> Vec<&'j Thing> {
    let all = || judged.leftovers.iter().chain(&judged.kept);
    let exact: Vec<&Thing> =
        all().filter(|thing| &*thing.key.id == wanted || thing.key.to_string() == wanted).collect();
    if exact.is_empty() { all().filter(|thing| thing.name == wanted).collect() } else { exact }
}

/// What is called nearly so: its id or name contains the word.
fn near(judged: &Judged, wanted: &str) -> (String, String) {
    let contains = |thing: &&Thing| thing.key.id.contains(wanted) || thing.name.contains(wanted);
    let all = judged.leftovers.iter().chain(&judged.kept);
    let near: Vec<&str> = all.filter(contains).map(|thing| &*thing.key.id).take(5).collect();
    if near.is_empty() || wanted.is_empty() {
        return (String::new(), String::new());
    }
    let near = near.join(", ");
    (format!("; near: {near}"), format!(". 비슷한 것: {near}"))
}

/// The page about one resource.
#[must_use]
pub fn page(told: &Told<'_>, worth: Option<&Worth>) -> Page {
    let (thing, lang, now) = (told.thing, told.lang, told.judged.at);
    let name = called(&thing.key, &thing.name, lang).join(" ");
    let reason = thing.reason.text();
    let reason = reason.say(lang);
    let is_leftover = if thing.leftover {
        say!(lang, "left over", "남은 자원입니다")
    } else {
        say!(lang, "not a leftover", "남은 자원이 아닙니다")
    };
    let mut page = Page::new(lang, format!("{name}: {is_leftover}: {reason}."));
    page.asides.push(cost(told));
    let found = told.survey.found.get(&thing.key);
    page.list(
        say!(lang, "What is known of it", "알려진 것"),
        found.map(|found| facts(told, found)).unwrap_or_default(),
    );
    page.list(say!(lang, "Around it", "관련 자원"), around(told, found));
    if let Some(worth) = worth {
        page.table(bill(told, worth));
        page.list(say!(lang, "What the price rests on", "가격의 근거"), rests_on(worth, lang));
    }
    let mut how =
        vec![if thing.leftover { keep_or_delete(thing, told.mode, lang) } else { first(thing, lang) }];
    let row = thing.key.kind.row();
    let (call, action) = (&row.delete, &row.iam_action);
    how.push(say!(lang, "call: {call}, permission: {action}", "호출: {call}, 권한: {action}"));
    page.list(say!(lang, "How to keep or delete it", "보존 또는 삭제 방법"), how);
    let made = since(thing.created, now, lang).join(", ");
    page.foot.push(say!(lang, "made: {made}", "생성: {made}"));
    page.foot.extend(told.purse.rate_line(lang));
    page
}

/// What stands between something that is kept and its deletion.
fn first(thing: &Thing, lang: Lang) -> String {
    match &thing.reason {
        Reason::KeepTag(tag) => {
            say!(lang, "to delete it: remove the tag {tag} first", "삭제하려면 먼저 태그를 제거: {tag}")
        }
        Reason::UsedBy(user) | Reason::AttachedToKept(user) => {
            say!(
                lang,
                "to delete it: delete or detach first: {user}",
                "삭제하려면 먼저 삭제하거나 분리: {user}"
            )
        }
        Reason::OwnedBy(owner) => {
            say!(
                lang,
                "to delete it: delete what it belongs to: {owner}",
                "삭제하려면 소유 자원을 삭제: {owner}"
            )
        }
        Reason::DeletionProtection => {
            let kind = thing.key.kind;
            say!(
                lang,
                "to delete it: switch its protection off, or name {kind} in the policy's `unlock`",
                "삭제하려면 삭제 방지를 해제하거나 정책의 `unlock`에 추가: {kind}"
            )
        }
        Reason::NotExpired(_) => say!(
            lang,
            "to delete it now: as its owner, leftovers plan --as YOU",
            "지금 삭제하려면 소유자로 실행: leftovers plan --as YOU"
        ),
        _ => say!(
            lang,
            "kept for the reason above; a tag `keep` keeps it in any case",
            "위 이유로 보존됩니다. `keep` 태그가 있으면 항상 보존됩니다"
        ),
    }
}

fn cost(told: &Told<'_>) -> String {
    let (lang, purse) = (told.lang, told.purse);
    let Some(Held { hour, day, month, since }) = held(told.thing, told.judged.at, &purse) else {
        return say!(lang, "What it costs is not known.", "비용을 알 수 없습니다.");
    };
    let [hour, day, month] = [hour, day, month].map(|money| purse.say(money, lang));
    match since.map(|money| purse.say(money, lang)) {
        Some(since) => say!(
            lang,
            "It costs {hour} an hour, {day} a day, {month} a month; {since} since it was made.",
            "비용: 시간당 {hour}, 하루 {day}, 한 달 {month}, 생성 이후 {since}."
        ),
        None => say!(
            lang,
            "It costs {hour} an hour, {day} a day, {month} a month.",
            "비용: 시간당 {hour}, 하루 {day}, 한 달 {month}."
        ),
    }
}

fn facts(told: &Told<'_>, found: &Found) -> Vec<String> {
    let lang = told.lang;
    let mut facts = Vec::new();
    let unknown = || say!(lang, "could not be read", "읽을 수 없음");
    let tags = match found.readable_tags() {
        None => unknown(),
        Some(tags) if tags.is_empty() => say!(lang, "none", "없음"),
        Some(tags) => tags.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", "),
    };
    facts.push(say!(lang, "tags: {tags}", "태그: {tags}"));
    let locked = match found.locked {
        Fact::Known(true) => say!(lang, "on", "켜짐"),
        Fact::Known(false) => say!(lang, "off", "꺼짐"),
        Fact::Unknown => unknown(),
    };
    facts.push(say!(lang, "deletion protection: {locked}", "삭제 방지: {locked}"));
    let manager = match &found.managed_by {
        Fact::Known(None) => None,
        Fact::Known(Some(manager)) => Some(manager.clone()),
        Fact::Unknown => Some(unknown()),
    };
    facts.extend(manager.map(|manager| say!(lang, "managed by: {manager}", "관리 주체: {manager}")));
    let objects = found.objects;
    if objects > 0 {
        facts.push(say!(lang, "objects in it: {objects}", "객체 수: {objects}"));
    }
    let state = match found.state {
        State::Ready => say!(lang, "ready", "정상"),
        State::Busy => say!(lang, "being created or changed", "생성 또는 변경 중"),
        State::Deleting => say!(lang, "being deleted", "삭제 중"),
    };
    facts.push(say!(lang, "state: {state}", "상태: {state}"));
    facts
}

fn around(told: &Told<'_>, found: Option<&Found>) -> Vec<String> {
    let lang = told.lang;
    let key = &told.thing.key;
    let graph = Graph::of(told.survey.found.values());
    let mut lines = Vec::new();
    let mut each = |word: String, keys: Vec<&Key>| {
        lines.extend(keys.into_iter().map(|key| format!("{word}: {key}")));
    };
    if let Some(found) = found {
        each(say!(lang, "part of", "속한 자원"), found.owners.known().into_iter().flatten().collect());
        each(say!(lang, "uses", "사용하는 자원"), found.uses.known().into_iter().flatten().collect());
    }
    each(say!(lang, "used by", "이것을 사용하는 자원"), graph.users(key).to_vec());
    each(
        say!(lang, "takes along when deleted", "함께 삭제되는 자원"),
        graph.victims(key).into_iter().collect(),
    );
    lines
}

fn bill(told: &Told<'_>, worth: &Worth) -> Table {
    let lang = told.lang;
    let columns = vec![
        words(say!(lang, "line", "항목")),
        figures(say!(lang, "amount", "사용량")),
        figures(say!(lang, "a month", "한 달")),
        words(say!(lang, "price from", "가격 출처")),
    ];
    let row = |line: &Line| Row {
        cells: vec![
            vec![line.name.say(lang).to_owned(), format!("  {}", line.meter)],
            vec![format!("{} {}", amount(line.amount), line.unit.say(lang))],
            told.purse.lines(told.purse.money(line.usd), lang),
            vec![format!("{} {}", line.source, line.date)],
        ],
        part: false,
    };
    let title = say!(lang, "What it costs a month", "한 달 비용");
    Table { title, columns, rows: worth.lines.iter().map(row).collect() }
}

fn rests_on(worth: &Worth, lang: Lang) -> Vec<String> {
    let mut lines = vec![worth.why.say(lang).to_owned()];
    if worth.at_most {
        lines.push(say!(
            lang,
            "at most: the true figure is this or lower",
            "최댓값: 실제 금액은 이 이하입니다"
        ));
    }
    lines.retain(|line| !line.is_empty());
    lines
}
