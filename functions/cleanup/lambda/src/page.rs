//! The report as a page that opens anywhere: no script, no style from elsewhere, both languages. Every name in it comes
//! from strangers and is escaped.

use std::fmt::Write as _;

use sundown_cleanup_engine::escape::html as escape;
use sundown_cleanup_engine::found::Price;
use sundown_cleanup_engine::reason::Class;
use sundown_cleanup_engine::report::{Finding, Report};
use sundown_cleanup_engine::text::Text;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em;word-break:keep-all}\
                     table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3em .6em;text-align:left;\
                     vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}.stop{color:#a00;font-weight:600}";

/// The page.
#[must_use]
pub fn html(report: &Report) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"ko\"><meta charset=\"utf-8\"><title>Sundown</title><style>{STYLE}</style>\n\
         <h1>남은 리소스 / Leftovers</h1>\n<p>{} · {}</p>\n",
        escape(report.account.as_deref().unwrap_or("?")),
        report.at.map(|at| at.to_string()).unwrap_or_default(),
    );
    if let Some(halt) = &report.halted {
        let _ = writeln!(out, "<p class=\"stop\">{}</p>", both(&halt.text()));
    }
    let (leftovers, kept): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| finding.class == Class::Candidate);
    let _ = writeln!(out, "<p>{}</p>", summary(report, leftovers.len(), kept.len()));
    findings(&mut out, "삭제 대상 / To be deleted", &leftovers);
    let outcomes = report.outcomes.iter().map(|one| (one.key.to_string(), both(&one.bucket.text())));
    pairs(&mut out, "이번 실행 / This run", outcomes);
    let gaps = report.not_scanned.iter();
    let gaps = gaps.map(|gap| (format!("{}/{}", gap.region, gap.kind), escape(&format!("{:?}", gap.why))));
    pairs(&mut out, "조사하지 못함 / Not scanned", gaps);
    let left_out = report.regions_left_out.iter().map(|region| (region.clone(), String::new()));
    pairs(&mut out, "조사하지 않은 리전 / Regions left out", left_out);
    let open = report.unrestored.iter().map(|key| (key.to_string(), String::new()));
    pairs(&mut out, "다시 켜지 못한 삭제 방지 / Protection that is still off", open);
    findings(&mut out, "그대로 두는 리소스 / Kept", &kept);
    out.push_str("</html>\n");
    out
}

fn summary(report: &Report, leftovers: usize, kept: usize) -> String {
    let gaps = report.not_scanned.len();
    format!(
        "삭제 대상 {leftovers}개, 유지 {kept}개, 조사하지 못한 목록 {gaps}개<br>\
         {leftovers} to be deleted, {kept} kept, {gaps} listings not scanned"
    )
}

fn findings(out: &mut String, title: &str, findings: &[&Finding]) {
    if findings.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<h2>{title}</h2>\n<table><tr><th>리소스 / resource<th>이름 / name<th>소유자 / owner<th>이유 / why<th>USD/월"
    );
    for finding in findings {
        let _ = writeln!(
            out,
            "<tr><td>{}<td>{}<td>{}<td>{}<td class=\"n\">{}",
            escape(&finding.key.to_string()),
            escape(&finding.name),
            escape(finding.owner.as_deref().unwrap_or_default()),
            both(&finding.reason.text()),
            price(finding.price),
        );
    }
    out.push_str("</table>\n");
}

fn pairs(out: &mut String, title: &str, rows: impl Iterator<Item = (String, String)>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "<h2>{title}</h2>\n<table>");
    for (name, said) in rows {
        let _ = writeln!(out, "<tr><td>{}<td>{said}", escape(&name));
    }
    out.push_str("</table>\n");
}

fn both(text: &Text) -> String {
    format!("{}<br>{}", escape(&text.ko), escape(&text.en))
}

/// Rounded to the cent, half up; less than a cent is not nothing.
fn price(price: Price) -> String {
    match price {
        Price::Unknown => "?".to_owned(),
        Price::MicroUsdMonth(0) => "0".to_owned(),
        Price::MicroUsdMonth(micro) if micro < 5_000 => "&lt;0.01".to_owned(),
        Price::MicroUsdMonth(micro) => {
            let cents = micro.saturating_add(5_000) / 10_000;
            format!("{}.{:02}", cents / 100, cents % 100)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sundown_cleanup_engine::catalog::Kind;
    use sundown_cleanup_engine::found::Key;
    use sundown_cleanup_engine::policy::Mode;
    use sundown_cleanup_engine::reason::Reason;

    #[test]
    fn names_do_no_harm_and_everything_is_said() {
        let mut report = Report::empty(Mode::Tagged);
        report.findings.push(Finding {
            key: Key::new("ap-northeast-2", Kind::parse("ec2:volume").unwrap(), "vol-1"),
            name: "<script>alert(1)</script>\u{202e}".into(),
            class: Class::Candidate,
            reason: Reason::TagsUnknown,
            price: Price::MicroUsdMonth(2_736_000),
            owner: Some("\"kim\"".into()),
            created: None,
        });
        let page = html(&report);
        assert!(
            !page.contains("<script") && !page.contains('\u{202e}') && !page.contains("\"kim\""),
            "{page}"
        );
        assert!(page.contains("vol-1") && page.contains("2.74") && page.contains("1 to be deleted"));
    }

    #[test]
    fn a_price_is_never_less_than_it_is() {
        let said = [(0, "0"), (1, "&lt;0.01"), (5_000, "0.01"), (46_700_000, "46.70"), (1_999_999, "2.00")];
        for (micro, text) in said {
            assert_eq!(price(Price::MicroUsdMonth(micro)), text);
        }
        assert_eq!(price(Price::Unknown), "?");
    }
}
