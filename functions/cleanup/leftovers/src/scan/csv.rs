//! A row for every resource that was found, for spreadsheets: exact figures, and no cell that one would run as a formula.

use sundown_cleanup_engine::escape;

use super::Told;
use super::json::{Finding, finding};

const HEADER: &str = "region,type,id,name,class,leftover,goes_with,owner,created,reason,\
    usd_hour,usd_day,usd_month,usd_since,won_hour,won_day,won_month,won_since";

/// The rows as text.
#[must_use]
pub fn render(told: &Told<'_>) -> String {
    let judged = told.judged;
    let rows = judged.leftovers.iter().chain(&judged.kept).map(|thing| row(&finding(told, thing)));
    // What was not looked at has rows too, so that nobody takes a short list for a clean account.
    let gaps = super::people::not_scanned(judged, told.lang).into_iter().map(|gap| {
        let mut cells = vec![escape::csv(""); HEADER.split(',').count()];
        if let Some(class) = cells.get_mut(4) {
            *class = escape::csv("not-scanned");
        }
        if let Some(reason) = cells.get_mut(9) {
            *reason = escape::csv(&gap);
        }
        cells.join(",")
    });
    let lines = std::iter::once(HEADER.to_owned()).chain(rows).chain(gaps);
    lines.map(|line| line + "\r\n").collect()
}

fn row(finding: &Finding) -> String {
    let text = |text: &str| escape::csv(text);
    let maybe = |text: &Option<String>| escape::csv(text.as_deref().unwrap_or_default());
    let mut cells = vec![
        text(&finding.region),
        text(finding.kind),
        text(&finding.id),
        text(&finding.name),
        text(finding.class),
        finding.leftover.to_string(),
        maybe(&finding.goes_with),
        maybe(&finding.owner),
        maybe(&finding.created),
        text(&finding.reason),
    ];
    let figures = [&finding.usd, &finding.won].map(|figures| match figures {
        None => [const { String::new() }; 4],
        Some(figures) => [
            figures.hour.clone(),
            figures.day.clone(),
            figures.month.clone(),
            figures.since.clone().unwrap_or_default(),
        ],
    });
    cells.extend(figures.into_iter().flatten());
    cells.join(",")
}
