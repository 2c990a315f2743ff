//! The answer as Markdown, for an issue, a wiki or a class page. Whatever came from a file is escaped.

use sundown_engine::compare::Comparison;
use sundown_engine::estimate::World;
use sundown_engine::text::{Lang, Text};

use crate::answer::line::Line;
use crate::answer::{Answer, Way, answer, heading};
use crate::asked::Asked;

pub fn render(comparison: &Comparison, asked: &Asked, world: &World<'_>) -> String {
    let answer = answer(comparison, asked, world);
    let mut out = format!("# {}\n\n{}\n", escaped(&answer.verdict), escaped(&answer.title));
    for aside in &answer.asides {
        out.push_str(&format!("\n> {}\n", escaped(aside)));
    }
    ways(&answer, asked.lang, &mut out);
    after(&answer, &mut out);
    let claims: Vec<_> = answer.claims.iter().map(|(claim, truth)| format!("“{claim}” → {truth}")).collect();
    let sections: [(Text, &[String]); 4] = [
        (heading::CLAIMS, &claims),
        (heading::GAPS, &answer.gaps),
        (heading::ONCE, &answer.once),
        (heading::NOTES, &answer.notes),
    ];
    for (title, lines) in sections {
        list(title.in_lang(asked.lang), lines, &mut out);
    }
    out.push_str(&format!("\n## {}\n", heading::LINES.in_lang(asked.lang)));
    for way in &answer.ways {
        lines(way, asked.lang, &mut out);
    }
    out.push_str("\n---\n\n");
    for line in &answer.foot {
        out.push_str(&format!("{}  \n", escaped(line)));
    }
    out.push_str(&format!("{}: {}\n", heading::AGAIN.in_lang(asked.lang), code(&answer.command)));
    out
}

fn ways(answer: &Answer, lang: Lang, out: &mut String) {
    let with_vat = answer.ways.iter().any(|way| way.with_vat.is_some());
    let columns = [heading::WAY, heading::MONTH, heading::LIST, heading::FREE, heading::CREDITS];
    let mut header: Vec<_> = columns.map(|text| text.in_lang(lang).to_owned()).to_vec();
    header.extend(with_vat.then(|| heading::WITH_VAT.in_lang(lang).to_owned()));
    let rows = answer.ways.iter().map(|way| {
        let mut row =
            vec![named(way), way.net.clone(), way.gross.clone(), way.free.clone(), way.credits.clone()];
        row.extend(way.with_vat.clone());
        row
    });
    table(&header, rows, out);
    let title = heading::ALTERNATIVES.in_lang(lang);
    let others: Vec<_> = answer
        .ways
        .iter()
        .flat_map(|way| {
            way.alternatives.iter().map(move |(what, usd)| format!("{}: {what}: {usd}", way.name))
        })
        .collect();
    list(title, &others, out);
}

/// The name with its size.
fn named(way: &Way) -> String {
    if way.size.is_empty() { way.name.clone() } else { format!("{} ({})", way.name, way.size) }
}

fn after(answer: &Answer, out: &mut String) {
    let Some(after) = &answer.after else { return };
    out.push_str(&format!("\n## {}\n", escaped(&after.title)));
    for group in &after.groups {
        let header: Vec<_> = std::iter::once(group.name.clone()).chain(after.ways.iter().cloned()).collect();
        let rows = group.rows.iter().map(|row| {
            std::iter::once(row.when.to_owned())
                .chain(row.cells.iter().map(|cell| cell.shown.clone()))
                .collect::<Vec<_>>()
        });
        table(&header, rows, out);
    }
}

fn lines(way: &Way, lang: Lang, out: &mut String) {
    out.push_str(&format!("\n### {}: {}\n", escaped(&way.name), escaped(&way.net)));
    for line in &way.lines {
        steps(line, lang, out);
    }
    if !way.credits.is_empty() {
        out.push_str(&format!("\n- **{}**: {}\n", heading::CREDITS.in_lang(lang), escaped(&way.credits)));
    }
}

fn steps(line: &Line, lang: Lang, out: &mut String) {
    let resources = line.resources.join(", ");
    out.push_str(&format!(
        "\n- **{}** ({}): {}\n",
        escaped(&line.name),
        escaped(&resources),
        escaped(&line.total)
    ));
    for why in &line.why {
        out.push_str(&format!("  - {}\n", escaped(why)));
    }
    for step in &line.steps {
        let (what, amount, each, cost) = (&step.what, &step.amount, &step.each, &step.cost);
        out.push_str(&format!("  - {}\n", escaped(&format!("{what}: {amount} × {each} = {cost}"))));
    }
    let page = said!(lang, "AWS's page", "AWS 요금 페이지");
    out.push_str(&format!("  - {} · [{page}]({})\n", escaped(&line.origin), line.page));
}

fn list(title: &str, lines: &[String], out: &mut String) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n## {title}\n\n"));
    for line in lines {
        out.push_str(&format!("- {}\n", escaped(line)));
    }
}

fn table(header: &[String], rows: impl Iterator<Item = Vec<String>>, out: &mut String) {
    let row = |cells: &[String]| {
        let cells: Vec<_> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let ruler: Vec<_> = (0..header.len()).map(|place| if place == 0 { "---" } else { "---:" }).collect();
    out.push('\n');
    out.push_str(&row(header));
    out.push_str(&format!("| {} |\n", ruler.join(" | ")));
    for cells in rows {
        out.push_str(&row(&cells));
    }
}

/// A command, whatever backticks it has.
fn code(command: &str) -> String {
    let longest = command.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let room = if longest > 0 { " " } else { "" };
    format!("{fence}{room}{}{room}{fence}", command.replace('\n', " "))
}

/// No letter of a value can open anything in Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_value_opens_markup() {
        assert_eq!(
            escaped("a|b <script> [x](y) *z*\n# $1"),
            "a\\|b \\<script\\> \\[x\\](y) \\*z\\* \\# \\$1"
        );
    }

    #[test]
    fn a_command_stays_a_command() {
        assert_eq!(code("estimate"), "`estimate`");
        assert_eq!(code("a ` b"), "`` a ` b ``");
    }
}
