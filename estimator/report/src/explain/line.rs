//! One line of the bill, so that its every cent can be checked by hand: factors, rule, tiers, SKU, date, source, link.

use sundown_engine::charge::{Charge, Part};
use sundown_engine::compare::Candidate;
use sundown_engine::estimate::World;
use sundown_engine::exact::Exact;
use sundown_engine::money::Usd;
use sundown_engine::services;

use crate::answer::{bounded, line as said};
use crate::asked::Asked;
use crate::money::exact_dollars;
use crate::table::Terminal;
use crate::table::page::{Kind, Page};
use crate::{why, words};

/// All lines that one resource has part in (`ec2-elb.alb`). None where the deployment has no such resource.
pub fn resource(
    candidate: &Candidate,
    resource: &str,
    asked: &Asked,
    world: &World<'_>,
    terminal: Terminal,
) -> Option<String> {
    let (_, built) = candidate.deployment.resources.iter().find(|(name, _)| name == resource)?;
    let lang = asked.lang;
    let mut page = Page::new(terminal);
    let mine = |charge: &&Charge| charge.parts.iter().any(|part| part.resource == resource);
    let charges: Vec<_> = candidate.estimate.charges.iter().filter(mine).collect();
    let deployment = &candidate.estimate.name;
    let about = built.kind().about.in_lang(lang);
    let total = Usd::sum(charges.iter().map(|charge| share(charge, resource))).unwrap_or_default();
    let lacking = candidate.estimate.gaps.iter().any(|gap| gap.resources.iter().any(|name| name == resource));
    let total = bounded(asked.money.show(total, lang), lacking);
    page.text(
        Kind::Answer,
        &said!(
            lang,
            "{deployment}.{resource}: {total} a month ({about})",
            "{deployment}.{resource}: 한 달 {total} ({about})"
        ),
    );
    if charges.is_empty() {
        page.text(
            Kind::Plain,
            &said!(lang, "no line of the bill is its", "이 리소스에 부과되는 항목이 없습니다"),
        );
    }
    for charge in charges {
        page.blank();
        put(charge, Some(resource), asked, world, &mut page);
    }
    for gap in candidate.estimate.gaps.iter().filter(|gap| gap.resources.iter().any(|name| name == resource))
    {
        let (what, why) = (words::meter(gap.what.in_lang(lang), lang), gap.why.in_lang(lang));
        page.blank();
        page.text(Kind::Plain, &said!(lang, "not priced: {what}: {why}", "가격을 찾지 못함: {what}: {why}"));
    }
    page.blank();
    page.text(Kind::Faint, services::service(built.service().key).map_or("", |service| service.page));
    Some(page.finish())
}

/// One line, whoever uses it.
pub fn line(charge: &Charge, asked: &Asked, world: &World<'_>, terminal: Terminal) -> String {
    let mut page = Page::new(terminal);
    put(charge, None, asked, world, &mut page);
    page.finish()
}

fn put(charge: &Charge, of: Option<&str>, asked: &Asked, world: &World<'_>, page: &mut Page) {
    let lang = asked.lang;
    let said = said::line(charge, asked, world);
    page.text(Kind::Heading, &format!("{} ({}): {}", said.name, said.meter, said.total));
    for why in &said.why {
        page.item("  ", why);
    }
    let amount = &said.amount;
    page.item("  = ", amount);
    for step in &said.steps {
        let (what, amount, each, cost) = (&step.what, &step.amount, &step.each, &step.cost);
        page.item("  ", &format!("{what}: {amount} × {each} = {cost}"));
    }
    if said.steps.len() > 1 {
        let sum = exact_dollars(charge.usd);
        page.item("  ", &said!(lang, "sum of the steps: {sum}", "단계 합계: {sum}"));
    }
    if let Some(resource) = of.filter(|_| said.resources.len() > 1) {
        let unit = &charge.meter.meter.unit;
        let part = parts(charge, resource)
            .fold(sundown_engine::Decimal::ZERO, |sum, part| sum.saturating_add(part.amount));
        let (part, share) = (why::counted(part, unit, lang), asked.money.show(share(charge, resource), lang));
        page.item(
            "  ",
            &said!(
                lang,
                "its share, by amount: {part}, {share}",
                "이 리소스의 몫(사용량 기준): {part}, {share}"
            ),
        );
    }
    page.item("  ", &said.origin);
}

fn parts<'a>(charge: &'a Charge, resource: &'a str) -> impl Iterator<Item = &'a Part> {
    charge.parts.iter().filter(move |part| part.resource == resource)
}

/// A pooled charge shared out by amount, for showing only.
fn share(charge: &Charge, resource: &str) -> Usd {
    let mine = parts(charge, resource)
        .fold(sundown_engine::Decimal::ZERO, |sum, part| sum.saturating_add(part.amount));
    if mine == charge.amount {
        return charge.usd;
    }
    let share = charge.usd.dollars().checked_mul(mine).and_then(|product| product.over(charge.amount).ok());
    share.map_or(charge.usd, Usd::new)
}
