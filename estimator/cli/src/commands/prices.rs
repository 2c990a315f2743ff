//! `estimate prices show`: the prices of a region, each with its tiers, its source and its day.

use clap::ArgMatches;
use sundown_ask::DEFAULT_REGION;
use sundown_engine::price::Price;
use sundown_engine::text::Lang;
use sundown_prices::snapshot::book;
use sundown_report::number::grouped;

use crate::failure::{Ending, Failure};
use crate::flags::word;
use crate::output;

pub(crate) fn run(given: &ArgMatches, lang: Lang) -> Result<Ending, Failure> {
    let region = word(given, "region").unwrap_or(DEFAULT_REGION);
    let book = book(region)?;
    let prefix = word(given, "METER").unwrap_or_default();
    let shown: Vec<_> = book.prices.iter().filter(|(meter, _)| meter.starts_with(prefix)).collect();
    if shown.is_empty() {
        return Err(Failure::said(
            format!("no price of {region} begins with `{prefix}`; see estimate prices"),
            format!("`{prefix}`: {region}에 이 이름으로 시작하는 가격이 없습니다. estimate prices 참고"),
        ));
    }
    let count = shown.len();
    let mut text = match lang {
        Lang::En => format!("{region}: {count} prices of the {}, US dollars before tax\n", book.source),
        Lang::Ko => format!("{region}: 가격 {count}개({}, 미국 달러, 세금 제외)\n", book.source),
    };
    for (meter, price) in shown {
        text.push_str(&line(meter, price, lang));
    }
    output::answer(&text)
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
