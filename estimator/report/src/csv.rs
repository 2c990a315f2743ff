//! One row a step, for spreadsheets: exact dollars, RFC 4180, and no cell that a spreadsheet would run as a formula. What
//! could not be priced, credits and fees outside the month have rows too, so that nobody adds up half a bill unknowingly.

use sundown_engine::charge::{Charge, Step};
use sundown_engine::compare::{Candidate, Comparison};
use sundown_engine::estimate::World;
use sundown_engine::text::Lang;

use crate::asked::Asked;
use crate::{why, words};

const HEADER: [&str; 15] = [
    "deployment",
    "kind",
    "meter",
    "name",
    "resources",
    "region",
    "unit",
    "amount",
    "usd_each",
    "usd",
    "worth",
    "rule_or_tier",
    "sku",
    "price_date",
    "source",
];

pub fn render(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> String {
    let mut out = String::new();
    push(&mut out, &HEADER.map(str::to_owned));
    for candidate in &comparison.candidates {
        for row in rows(candidate, &world.book.region, asked.lang) {
            push(&mut out, &row);
        }
    }
    out
}

type Row = [String; HEADER.len()];

fn rows(candidate: &Candidate, region: &str, lang: Lang) -> Vec<Row> {
    let estimate = &candidate.estimate;
    let mut rows = Vec::new();
    for charge in &estimate.charges {
        rows.extend(charge.steps.iter().map(|step| step_row(&estimate.name, charge, step, region, lang)));
    }
    let cells = |kind: &str| -> Row {
        let mut row = Row::default();
        let [deployment, kind_cell, ..] = &mut row;
        (*deployment, *kind_cell) = (estimate.name.clone(), kind.to_owned());
        row
    };
    for gap in &estimate.gaps {
        let mut row = cells("gap");
        let [_, _, meter, name, resources, area, .., source] = &mut row;
        (*meter, *name) = {
            let what = gap.what.in_lang(lang);
            (what.to_owned(), words::meter(what, lang).into_owned())
        };
        (*resources, *area, *source) =
            (gap.resources.join(" "), region.to_owned(), gap.why.in_lang(lang).to_owned());
        rows.push(row);
    }
    for (resource, once) in &estimate.once {
        let mut row = cells("once");
        let [_, _, _, name, resources, _, _, _, _, usd, ..] = &mut row;
        (*name, *resources) = (once.what.in_lang(lang).to_owned(), resource.clone());
        *usd = once.usd.map(|usd| usd.normalize().to_string()).unwrap_or_default();
        rows.push(row);
    }
    if !estimate.credits.is_zero() {
        let mut row = cells("credits");
        let [_, _, _, _, _, _, _, _, _, usd, ..] = &mut row;
        *usd = format!("-{}", estimate.credits);
        rows.push(row);
    }
    rows
}

fn step_row(deployment: &str, charge: &Charge, step: &Step, region: &str, lang: Lang) -> Row {
    let mut resources: Vec<_> = charge.parts.iter().map(|part| part.resource.as_str()).collect();
    resources.dedup();
    let meter = charge.meter.to_string();
    let name = format!("{}: {}", words::meter(&meter, lang), why::charge(charge, lang));
    let (kind, each, worth, by) = match step {
        Step::Free { rule, usd_each, worth, .. } => {
            let text = |usd: &Option<_>| {
                usd.map(|usd: sundown_engine::money::Usd| usd.to_string()).unwrap_or_default()
            };
            ("free", text(usd_each), text(worth), rule.to_string())
        }
        Step::Tier { tier, usd_each, .. } => ("tier", usd_each.to_string(), String::new(), tier.to_string()),
    };
    [
        deployment.to_owned(),
        kind.to_owned(),
        meter,
        name,
        resources.join(" "),
        region.to_owned(),
        charge.meter.meter.unit.id.to_owned(),
        step.amount().normalize().to_string(),
        each,
        step.usd().to_string(),
        worth,
        by,
        charge.sku.as_deref().unwrap_or_default().to_owned(),
        charge.price_date.to_string(),
        charge.source.to_string(),
    ]
}

fn push(out: &mut String, row: &Row) {
    let cells: Vec<_> = row.iter().map(|cell| escaped(cell)).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// Quoted where RFC 4180 asks for it; words that begin like a formula get an apostrophe, numbers stay numbers.
pub(crate) fn escaped(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
        && cell.parse::<sundown_engine::Decimal>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        for (cell, written) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=1+1", "'=1+1"),
            ("@cmd,x", "\"'@cmd,x\""),
            ("-12.5", "-12.5"),
            ("-rm", "'-rm"),
            ("두 줄\n", "\"두 줄\n\""),
        ] {
            assert_eq!(escaped(cell), written);
        }
    }
}
