//! Numbers for people: thousands separators, no digits nobody reads, one way of rounding (half away from zero).

use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
use sundown_engine::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::text::Lang;

/// Decimals an amount is shown with at most.
const AMOUNT_PLACES: u32 = 6;

pub fn rounded(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, MidpointAwayFromZero)
}

/// Every digit, with thousands separators.
pub fn grouped(number: Decimal) -> String {
    let text = number.to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = sign.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// An amount as it is read: six decimals at most, and two significant digits of what is smaller.
pub fn amount(number: Decimal) -> String {
    let places = AMOUNT_PLACES.max(significant_places(number, 2));
    grouped(rounded(number, places).normalize())
}

/// The decimals that keep so many significant digits of a number below one.
pub(crate) fn significant_places(number: Decimal, digits: u32) -> u32 {
    let number = number.normalize();
    let length = number.mantissa().unsigned_abs().checked_ilog10().map_or(0, |log| log + 1);
    (number.scale() + digits).saturating_sub(length)
}

/// How many times one is the other: whole from ten on, else one decimal. None where there is no answer.
pub fn times(more: Decimal, less: Decimal) -> Option<String> {
    let ratio = more.over(less).ok().filter(|ratio| !ratio.is_zero())?;
    let places = if ratio >= Decimal::TEN { 0 } else { 1 };
    Some(grouped(rounded(ratio, places).normalize()))
}

/// A mark on an axis: 1.5K, 3M; 1.5만, 3억.
pub fn short(number: Decimal, lang: Lang) -> String {
    let steps: [(u64, &str); 3] = match lang {
        Lang::En => [(1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K")],
        Lang::Ko => [(1_000_000_000_000, "조"), (100_000_000, "억"), (10_000, "만")],
    };
    let step = steps.into_iter().find(|(size, _)| number >= Decimal::from(*size));
    let (size, word) = step.unwrap_or((1, ""));
    let scaled = number.over(Decimal::from(size)).unwrap_or(number);
    let places = significant_places(scaled, 2).max(1);
    format!("{}{word}", grouped(rounded(scaled, places).normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn thousands_are_separated_and_decimals_are_not() {
        for (number, text) in
            [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.8901", "-1,234,567.8901")]
        {
            assert_eq!(grouped(dec(number)), text);
        }
    }

    #[test]
    fn an_amount_drops_digits_nobody_reads_and_never_all_of_them() {
        assert_eq!(amount(dec("0.016666666667")), "0.016667");
        assert_eq!(amount(dec("0.000000012345")), "0.000000012");
        assert_eq!(amount(dec("18000")), "18,000");
    }

    #[test]
    fn times_are_whole_from_ten_on() {
        assert_eq!(times(dec("38.60"), dec("1.24")).unwrap(), "31");
        assert_eq!(times(dec("3.45"), dec("1")).unwrap(), "3.5", "half away from zero");
        assert_eq!(times(dec("1"), dec("0")), None);
    }

    #[test]
    fn axes_count_in_the_languages_own_steps() {
        let marks = ["1", "100", "1000", "10000", "1500000", "100000000"];
        let say = |lang| marks.map(|mark| short(dec(mark), lang)).join(" ");
        assert_eq!(say(Lang::En), "1 100 1K 10K 1.5M 100M");
        assert_eq!(say(Lang::Ko), "1 100 1,000 1만 150만 1억");
    }
}
