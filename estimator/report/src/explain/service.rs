//! What a service is: what may be written of it, what AWS bills, what a unit costs here, what this account has free.

use sundown_engine::allowance::Allowance;
use sundown_engine::meter::Meter;
use sundown_engine::price::{Price, PriceBook};
use sundown_engine::resource::Field;
use sundown_engine::services::{self, Service};
use sundown_engine::text::{Lang, Text};

use crate::money::exact_dollars;
use crate::number::amount;
use crate::table::Terminal;
use crate::table::page::{Kind, Page};
use crate::why;

/// Families with more members than this are summed up.
const MOST_VARIANTS: usize = 8;

/// `held`: the allowances the account has on the day.
pub fn service(
    service: &Service,
    book: &PriceBook,
    held: &[&Allowance],
    lang: Lang,
    terminal: Terminal,
) -> String {
    let mut page = Page::new(terminal);
    page.text(Kind::Answer, &format!("{}: {}", service.name, service.about.in_lang(lang)));
    for kind in service.kinds {
        page.heading(&format!("[deployments.NAME.RESOURCE.{}]  {}", kind.key, kind.about.in_lang(lang)));
        for (field, default) in kind.fields.iter().zip((kind.defaults)()) {
            page.item("  ", &field_line(field, &default, lang));
        }
    }
    let region = &book.region;
    page.heading(&said!(lang, "What AWS bills, and its price in {region}", "과금 항목과 {region} 가격"));
    for meter in service.meters {
        prices(meter, book, lang, &mut page);
    }
    page.heading(Text::new("Free for this account", "이 계정의 무료 이용").in_lang(lang));
    let mine = held.iter().filter(|allowance| allowance.meters.iter().any(|key| belongs(key, service)));
    let mine: Vec<_> = mine.map(|allowance| free_line(allowance, lang)).collect();
    if mine.is_empty() {
        page.item("  ", Text::new("nothing", "없음").in_lang(lang));
    }
    for line in mine {
        page.item("  ", &line);
    }
    page.blank();
    page.whole(Kind::Faint, service.page);
    page.finish()
}

fn belongs(meter: &str, service: &Service) -> bool {
    meter.split('/').next() == Some(service.key)
}

fn field_line(field: &Field, default: &str, lang: Lang) -> String {
    let (name, about) = (field.name, field.about.in_lang(lang));
    let choices = match field.choices {
        [] => String::new(),
        choices => format!(" ({})", choices.join(" | ")),
    };
    let default = if default.is_empty() {
        String::new()
    } else {
        said!(lang, "; default {default}", ". 기본값: {default}")
    };
    format!("{name}: {about}{choices}{default}")
}

fn prices(meter: &Meter, book: &PriceBook, lang: Lang, page: &mut Page) {
    let name = meter.name.in_lang(lang);
    page.item("  ", &format!("{name} ({})", meter.key));
    let family = format!("{}:", meter.key);
    let variants: Vec<_> = book
        .prices
        .range(family.clone()..)
        .take_while(|(key, _)| key.starts_with(&family))
        .map(|(key, price)| (key.strip_prefix(&family).unwrap_or(key), price))
        .collect();
    match (book.price(meter.key), variants.len()) {
        (Some(price), _) => page.item("    ", &price_line(price, meter, lang)),
        (None, 0) if meter.select.is_none() => {
            page.item(
                "    ",
                Text::new("AWS charges nothing for it", "AWS가 요금을 받지 않습니다").in_lang(lang),
            );
        }
        (None, 0) => page.item(
            "    ",
            Text::new("no price in this book: a gap", "이 가격표에 가격이 없습니다").in_lang(lang),
        ),
        (None, count) => {
            for (variant, price) in variants.iter().take(MOST_VARIANTS) {
                page.item("    ", &format!("{variant}: {}", price_line(price, meter, lang)));
            }
            if let Some(more) = count.checked_sub(MOST_VARIANTS).filter(|more| *more > 0) {
                let key = meter.key;
                page.item(
                    "    ",
                    &said!(
                        lang,
                        "and {more} more: estimate prices show {key}",
                        "그 밖에 {more}개: estimate prices show {key}"
                    ),
                );
            }
        }
    }
}

fn price_line(price: &Price, meter: &Meter, lang: Lang) -> String {
    let unit = meter.unit.name.in_lang(lang);
    let tiers: Vec<_> = price
        .tiers
        .iter()
        .map(|tier| {
            let (usd, from) = (exact_dollars(tier.usd), amount(tier.from));
            if tier.from.is_zero() {
                said!(lang, "{usd} ({unit})", "{usd}({unit})")
            } else {
                said!(lang, "above {from}: {usd}", "{from} 초과: {usd}")
            }
        })
        .collect();
    format!("{}; {}", tiers.join(", "), price.date)
}

fn free_line(allowance: &Allowance, lang: Lang) -> String {
    let (id, date) = (&allowance.id, &allowance.date);
    let meters = allowance.meters.join(", ");
    let until = allowance.until.map(|day| said!(lang, ", until {day}", ", {day}까지")).unwrap_or_default();
    match allowance.amount {
        Some(all) => {
            let all = of_unit(all, allowance, lang);
            said!(
                lang,
                "{id}: {all} a month of {meters}{until} ({date})",
                "{id}: 월 {all}, {meters}{until}({date})"
            )
        }
        None => said!(
            lang,
            "{id}: {meters} without limit{until} ({date})",
            "{id}: {meters}, 한도 없음{until}({date})"
        ),
    }
}

/// In the words of the meter it is of; what only another meter has stays as the price list says it.
fn of_unit(number: sundown_engine::Decimal, allowance: &Allowance, lang: Lang) -> String {
    let mut meters = services::meters();
    let is_its = |meter: &&Meter| allowance.meters.iter().any(|key| key.split(':').next() == Some(meter.key));
    meters.find(|meter| meter.unit.id == allowance.unit && is_its(meter)).map_or_else(
        || format!("{} {}", amount(number), allowance.unit),
        |meter| why::counted(number, &meter.unit, lang),
    )
}
