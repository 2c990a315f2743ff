//! An amount in words: 300,000 requests × 120 ms × 512 MB. The factors are the engine's; only their reading is made here.

use sundown_engine::Decimal;
use sundown_engine::charge::{Charge, Part};
use sundown_engine::text::Lang;
use sundown_engine::unit::Unit;
use sundown_engine::usage::Factor;

use crate::number::amount;

/// The whole amount of a charge: its parts, added.
pub(crate) fn charge(charge: &Charge, lang: Lang) -> String {
    charge.parts.iter().map(|part| factors(&part.factors, lang)).collect::<Vec<_>>().join(" + ")
}

/// One resource's part, with the rule that made it.
pub(crate) fn part(part: &Part, lang: Lang) -> String {
    let product = factors(&part.factors, lang);
    match part.rule {
        Some(rule) => format!("{}: {product} ({})", part.resource, rule.text.in_lang(lang)),
        None => format!("{}: {product}", part.resource),
    }
}

pub(crate) fn factors(factors: &[Factor], lang: Lang) -> String {
    factors.iter().map(|one| factor(one, lang)).collect::<Vec<_>>().join(" × ")
}

fn factor(factor: &Factor, lang: Lang) -> String {
    let shown = counted(factor.amount, factor.unit, lang);
    if factor.per == Decimal::ONE {
        return shown;
    }
    if each(factor.unit) {
        let name = factor.unit.name.in_lang(lang);
        let (part, whole) = (amount(factor.amount), amount(factor.per));
        return said!(lang, "{part}/{whole} {name}", "{part}/{whole}{name}");
    }
    let whole = counted(factor.per, factor.unit, lang);
    said!(lang, "{shown} of {whole}", "{whole} 중 {shown}")
}

/// Whether the unit says what each of something takes: half a unit each is no part of units.
fn each(unit: &Unit) -> bool {
    unit.name.en.ends_with(" each")
}

/// So much of a unit.
pub(crate) fn counted(number: Decimal, unit: &Unit, lang: Lang) -> String {
    let shown = amount(number);
    match lang {
        Lang::En if number == Decimal::ONE => format!("{shown} {}", singular(unit)),
        Lang::En => format!("{shown} {}", unit.name.en),
        Lang::Ko => korean(&shown, unit),
    }
}

/// "1 request", "1 chunk each": the unit's id, where its name is that id in the plural.
fn singular(unit: &Unit) -> String {
    let plural = unit.name.en;
    let one = unit.id.strip_suffix("-each").unwrap_or(unit.id);
    match plural.strip_prefix(one) {
        Some("s" | "es") => one.to_owned(),
        Some("s each") => format!("{one} each"),
        _ => plural.to_owned(),
    }
}

/// Counters follow their number (2대, 730시간), symbols too (512 MB), nouns take a counter of their own (볼륨 2개).
fn korean(shown: &str, unit: &Unit) -> String {
    let name = unit.name.ko;
    let counter = matches!(name, "건" | "대" | "시간" | "초" | "명" | "개") || name.ends_with('씩');
    let symbol = name.chars().next().is_some_and(|letter| letter.is_ascii());
    if counter {
        format!("{shown}{name}")
    } else if symbol {
        format!("{shown} {name}")
    } else if name == "호출" {
        format!("{name} {shown}회")
    } else {
        format!("{name} {shown}개")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sundown_engine::unit::{ADDRESS, CHUNK, HOUR, INSTANCE, MEGABYTE, MILLI, REQUEST, UNITS_EACH};

    fn say(list: &[Factor]) -> [String; 2] {
        [Lang::En, Lang::Ko].map(|lang| factors(list, lang))
    }

    #[test]
    fn a_product_reads_as_people_say_it() {
        let product = [
            Factor::new(Decimal::from(300_000), &REQUEST),
            Factor::new(Decimal::from(120), &MILLI),
            Factor::new(Decimal::from(512), &MEGABYTE),
        ];
        assert_eq!(say(&product), ["300,000 requests × 120 ms × 512 MB", "300,000건 × 120 ms × 512 MB"]);
    }

    #[test]
    fn a_share_says_of_how_much() {
        let share = Factor { amount: Decimal::from(3), per: Decimal::from(730), unit: &HOUR };
        assert_eq!(say(&[share]), ["3 h of 730 h", "730시간 중 3시간"]);
        let half = Factor { amount: Decimal::ONE, per: Decimal::TWO, unit: &UNITS_EACH };
        assert_eq!(say(&[half]), ["1/2 units each", "1/2단위씩"]);
    }

    #[test]
    fn one_of_something_is_not_many() {
        let one = [Factor::new(Decimal::ONE, &INSTANCE), Factor::new(Decimal::TWO, &ADDRESS)];
        assert_eq!(say(&one), ["1 instance × 2 addresses", "1대 × 주소 2개"]);
        assert_eq!(say(&[Factor::new(Decimal::ONE, &CHUNK)]), ["1 chunk each", "1조각씩"]);
        assert_eq!(say(&[Factor::new(Decimal::ONE, &UNITS_EACH)]), ["1 unit each", "1단위씩"]);
    }
}
