//! `estimate prices show`: the prices of a region, each with its tiers, its source and its day.

use clap::ArgMatches;
use sundown_ask::DEFAULT_REGION;
use sundown_engine::Date;
use sundown_engine::price::{Price, PriceBook};
use sundown_engine::text::Lang;
use sundown_prices::order::all_meters;
use sundown_prices::snapshot;
use sundown_report::number::grouped;
use sundown_talk::args::word;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::books::{self, Choice};
use crate::failure::no_book;
use crate::network::{self, Wanted};

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let region = word(given, "region").unwrap_or(DEFAULT_REGION);
    let choice = Choice::of(given);
    let mut book = books::offline(choice, region, lang)?;
    let prefix = word(given, "METER").unwrap_or_default();
    if choice == Choice::Live {
        book = live(&book, prefix, lang)?;
    }
    let shown: Vec<_> = book.prices.iter().filter(|(meter, _)| meter.starts_with(prefix)).collect();
    if shown.is_empty() {
        return Err(Failure::said(
            format!("no price of {region} begins with `{prefix}`; see estimate prices"),
            format!("`{prefix}`: {region}에 이 이름으로 시작하는 가격이 없습니다. estimate prices 참고"),
        ));
    }
    let (count, of) = (shown.len(), &book.source);
    let mut text = match lang {
        Lang::En => format!("{region}: {count} prices of the {of}, US dollars before tax\n"),
        Lang::Ko => format!("{region}: 가격 {count}개({of}, 미국 달러, 세금 제외)\n"),
    };
    let own = snapshot::book(region).map_err(no_book)?;
    let fetched = shown.iter().filter(|(meter, price)| own.price(meter) != Some(price));
    books::say_if_old(region, fetched.map(|(_, price)| &*price.date).min(), today(), lang);
    for (meter, price) in shown {
        text.push_str(&line(meter, price, lang));
    }
    output::answer(&text)
}

/// The price list's prices of these meters; what it does not give is said.
fn live(previous: &PriceBook, prefix: &str, lang: Lang) -> Result<PriceBook, Failure> {
    let meters: Vec<_> =
        all_meters().map_err(no_book)?.into_iter().filter(|meter| meter.key().starts_with(prefix)).collect();
    let wanted = Wanted { region: &previous.region, meters: &meters, previous, today: today() };
    network::renewed(&wanted, lang).map(|(book, _)| book)
}

fn today() -> Date {
    jiff::Zoned::now().date()
}

fn line(meter: &str, price: &Price, lang: Lang) -> String {
    let tiers: Vec<_> = price
        .tiers
        .iter()
        .map(|tier| {
            let (usd, from) = (tier.usd, grouped(tier.from.normalize()));
            match lang {
                _ if tier.from.is_zero() => usd.to_string(),
                Lang::En => format!("{usd} above {from}"),
                Lang::Ko => format!("{from} 초과 {usd}"),
            }
        })
        .collect();
    let (unit, date, source) = (&price.unit, &price.date, &price.source);
    format!("{meter}  {} / {unit}  ({date}, {source})\n", tiers.join(", "))
}
