//! What a refresh brought: how many prices were confirmed, which of them changed, and which meters kept what they had, each
//! with the reason.

use schemars::JsonSchema;
use serde::Serialize;
use sundown_engine::Date;
use sundown_engine::text::{Lang, Sentence, Text};

use super::{Change, ChangeJson, pretty};
use crate::number::grouped;
use crate::table::Terminal;
use crate::table::page::{Kind, Page};
use crate::words;

/// A refresh that came to its end.
#[derive(Clone, Debug)]
pub struct Refresh {
    pub region: String,
    pub on: Date,
    /// `live`, `bulk`.
    pub source: &'static str,
    /// The file the prices were written to.
    pub file: String,
    pub confirmed: usize,
    pub changes: Vec<Change>,
    /// Meters that kept their previous price, and why.
    pub kept: Vec<(String, Sentence)>,
    /// Meters that had no price and have none now.
    pub absent: Vec<(String, Sentence)>,
    /// Offer, version, publication.
    pub offers: Vec<(String, String, String)>,
    /// Commands worth typing next.
    pub next: Vec<String>,
}

/// What a refresh of prices brought.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "estimate: prices refresh")]
pub struct Document {
    /// The contract's version.
    pub schema: u32,
    /// Always `prices-refresh`.
    pub kind: &'static str,
    /// The language of the reasons: `en`, `ko`.
    pub lang: &'static str,
    pub region: String,
    /// The day that confirms the prices.
    pub on: String,
    /// `live`: the Price List API; `bulk`: the public offer files.
    pub source: &'static str,
    /// The cached book.
    pub file: String,
    /// How many prices were found.
    pub confirmed: usize,
    /// Those that differ from what was used before.
    pub changes: Vec<ChangeJson>,
    /// Meters that keep their previous price.
    pub kept: Vec<Kept>,
    /// Meters that had no price and still have none.
    pub absent: Vec<Kept>,
    pub offers: Vec<Offer>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Kept {
    pub meter: String,
    pub why: String,
}

/// The version of an offer that was read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Offer {
    pub offer: String,
    pub version: String,
    pub published: String,
}

pub fn json(refresh: &Refresh, lang: Lang) -> serde_json::Result<String> {
    let kept =
        |(meter, why): &(String, Sentence)| Kept { meter: meter.clone(), why: why.in_lang(lang).to_owned() };
    let offer = |(offer, version, published): &(String, String, String)| Offer {
        offer: offer.clone(),
        version: version.clone(),
        published: published.clone(),
    };
    pretty(&Document {
        schema: 1,
        kind: "prices-refresh",
        lang: lang.code(),
        region: refresh.region.clone(),
        on: refresh.on.to_string(),
        source: refresh.source,
        file: refresh.file.clone(),
        confirmed: refresh.confirmed,
        changes: refresh.changes.iter().map(Change::json).collect(),
        kept: refresh.kept.iter().map(kept).collect(),
        absent: refresh.absent.iter().map(kept).collect(),
        offers: refresh.offers.iter().map(offer).collect(),
    })
}

/// The JSON Schema of [`Document`], as it is committed.
pub fn schema() -> serde_json::Result<String> {
    pretty(&schemars::schema_for!(Document))
}

pub fn table(refresh: &Refresh, lang: Lang, terminal: Terminal) -> String {
    let mut page = Page::new(terminal);
    let (region, on) = (&refresh.region, refresh.on);
    let count = |number: usize| grouped(number.into());
    let (confirmed, changed) = (count(refresh.confirmed), count(refresh.changes.len()));
    let (kept, absent) = (count(refresh.kept.len()), count(refresh.absent.len()));
    page.text(
        Kind::Answer,
        &said!(
            lang,
            "{region}: {confirmed} prices confirmed on {on}; {changed} changed, {kept} kept as they were, {absent} still unknown.",
            "{region}: {on} 기준으로 가격 {confirmed}개를 확인했습니다. 변경 {changed}개, 이전 가격 유지 {kept}개, 여전히 알 수 없음 {absent}개.",
        ),
    );
    if !refresh.changes.is_empty() {
        page.heading(CHANGED.in_lang(lang));
        for change in &refresh.changes {
            page.item("- ", &change.line(lang));
        }
    }
    for (title, meters) in [(KEPT, &refresh.kept), (ABSENT, &refresh.absent)] {
        if !meters.is_empty() {
            page.heading(title.in_lang(lang));
        }
        for (meter, why) in meters {
            page.item("- ", &format!("{meter} ({}): {}", words::meter(meter, lang), why.in_lang(lang)));
        }
    }
    page.blank();
    for (offer, version, published) in &refresh.offers {
        page.text(
            Kind::Faint,
            &said!(lang, "{offer} {version}, published {published}", "{offer} {version}, 게시 {published}"),
        );
    }
    let file = &refresh.file;
    page.whole(Kind::Faint, &said!(lang, "written to {file}", "저장 위치: {file}"));
    for command in &refresh.next {
        page.whole(Kind::Command, &format!("→ {command}"));
    }
    page.finish()
}

pub(super) const CHANGED: Text = Text::new("Changed", "달라진 가격");
const KEPT: Text = Text::new("Kept at their previous price", "이전 가격을 그대로 쓰는 항목");
const ABSENT: Text = Text::new("Without a price, as before", "이전과 같이 가격이 없는 항목");
