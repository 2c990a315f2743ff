//! From the rates of one product to the tiers of one meter: sorted, without holes, in dollars, per our unit, from zero.

use std::collections::BTreeMap;

use sundown_engine::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::money::Usd;
use sundown_engine::price::Tier;

use crate::outcome::Why;
use crate::product::{Rate, Terms};

/// The term code of "on demand", the same in every offer.
const ON_DEMAND: &str = "JRTCKXETXF";

/// The rates at which a product is sold on demand; none if it is not.
pub(crate) fn rates(terms: &Terms) -> Option<&BTreeMap<String, Rate>> {
    let mut sold = terms.values().filter(|term| term.offer_term_code == ON_DEMAND);
    let term = sold.next()?;
    // Two on-demand terms of one product would be two prices: then none is told here, and the meter keeps its own.
    if sold.next().is_some() { None } else { Some(&term.price_dimensions) }
}

/// The tiers of a product, per unit of the meter, from the first amount that costs something.
pub(crate) fn tiers(sku: &str, rates: &BTreeMap<String, Rate>, divide: u32) -> Result<Vec<Tier>, Why> {
    let mut ranges = rates.values().map(|rate| range(sku, rate, divide)).collect::<Result<Vec<_>, _>>()?;
    ranges.sort_by_key(|range| range.tier.from);
    let broken = || Why::Unreadable(format!("the tiers of {sku} do not follow each other"));
    for (range, next) in ranges.iter().zip(ranges.iter().skip(1)) {
        if range.end != Some(next.tier.from) {
            return Err(broken());
        }
    }
    if ranges.last().is_none_or(|last| last.end.is_some()) {
        return Err(broken());
    }
    beyond_the_free_part(ranges.into_iter().map(|range| range.tier).collect())
}

/// Free units are rules of ours (allowances), so a part that costs nothing, or is not there, must not be in the price as
/// well: what lies above it moves down by its size, because an allowance is taken off before tiers are counted.
fn beyond_the_free_part(tiers: Vec<Tier>) -> Result<Vec<Tier>, Why> {
    let mut paid: Vec<Tier> = tiers.into_iter().skip_while(|tier| tier.usd.is_zero()).collect();
    if paid.iter().any(|tier| tier.usd.is_zero()) {
        return Err(Why::Zero);
    }
    let first = paid.first().ok_or(Why::Zero)?.from;
    // Zero less zero is "-0" in this decimal type, so what begins at zero is left alone.
    for tier in paid.iter_mut().filter(|_| !first.is_zero()) {
        tier.from = tier.from.minus(first).map_err(|_| unreadable("beginRange", &tier.sku))?;
    }
    Ok(paid)
}

struct Range {
    tier: Tier,
    /// None: without end.
    end: Option<Decimal>,
}

fn range(sku: &str, rate: &Rate, divide: u32) -> Result<Range, Why> {
    let code = &rate.rate_code;
    if !code.strip_prefix(sku).is_some_and(|rest| rest.starts_with('.')) {
        return Err(Why::Unreadable(format!("rate {code} stands under {sku}")));
    }
    let number = |what, text: &str| amount(text).ok_or_else(|| unreadable(what, code));
    let end = match rate.end_range.as_str() {
        "Inf" => None,
        end => Some(number("endRange", end)?),
    };
    let usd = match rate.price_per_unit.get("USD") {
        Some(usd) => number("price", usd)?,
        None => {
            return Err(Why::Currency(rate.price_per_unit.keys().cloned().collect::<Vec<_>>().join(", ")));
        }
    };
    let each = usd.over(Decimal::from(divide)).map_err(|_| unreadable("price", code))?;
    let tier = Tier {
        from: number("beginRange", &rate.begin_range)?,
        usd: Usd::new(each),
        sku: code.as_str().into(),
    };
    Ok(Range { tier, end })
}

/// A number as AWS prints it: digits and at most one point, nothing else, read to the last digit.
fn amount(text: &str) -> Option<Decimal> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if plain { Decimal::from_str_exact(text).ok().map(|number| number.normalize()) } else { None }
}

fn unreadable(what: &str, code: &str) -> Why {
    Why::Unreadable(format!("the {what} of {code} is no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(begin: &str, end: &str, usd: &str) -> (String, Rate) {
        let rate = Rate {
            rate_code: format!("SKU.JRTCKXETXF.{begin}"),
            unit: "GB".into(),
            begin_range: begin.into(),
            end_range: end.into(),
            price_per_unit: [("USD".to_owned(), usd.to_owned())].into(),
        };
        (rate.rate_code.clone(), rate)
    }

    fn read<const N: usize>(rates: [(String, Rate); N]) -> Result<Vec<(String, String)>, Why> {
        let tiers = tiers("SKU", &rates.into(), 1)?;
        Ok(tiers.into_iter().map(|tier| (tier.from.to_string(), tier.usd.to_string())).collect())
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(from, usd)| ((*from).to_owned(), (*usd).to_owned())).collect()
    }

    #[test]
    fn ranges_are_sorted_as_numbers_not_as_words() {
        let tiers = read([
            rate("51200", "Inf", "0.07"),
            rate("0", "10240", "0.126"),
            rate("10240", "51200", "0.117"),
        ]);
        assert_eq!(tiers, Ok(pairs(&[("0", "0.126"), ("10240", "0.117"), ("51200", "0.07")])));
    }

    /// Cognito's 50,000 free users: the tier that ends at 100,000 users ends at 50,000 paid ones, as in the snapshot.
    #[test]
    fn a_free_part_moves_out_of_the_price_whether_it_is_written_or_not() {
        let paid = [rate("50000", "100000", "0.0055"), rate("100000", "Inf", "0.0046")];
        let moved = Ok(pairs(&[("0", "0.0055"), ("50000", "0.0046")]));
        assert_eq!(read(paid.clone()), moved);
        let [first, second] = paid;
        assert_eq!(read([rate("0", "50000", "0.0000000000"), first, second]), moved);
    }

    #[test]
    fn a_lost_tier_a_zero_and_a_word_are_refused() {
        assert!(matches!(read([rate("0", "10", "1"), rate("20", "Inf", "1")]), Err(Why::Unreadable(_))));
        assert!(matches!(read([rate("0", "10", "1")]), Err(Why::Unreadable(_))));
        assert!(matches!(read([rate("0", "Inf", "-1")]), Err(Why::Unreadable(_))));
        assert!(matches!(read([rate("0", "Inf", "1e9")]), Err(Why::Unreadable(_))));
        assert_eq!(read([rate("0", "Inf", "0.0000000000")]), Err(Why::Zero));
        assert_eq!(read([rate("0", "10", "1"), rate("10", "Inf", "0")]), Err(Why::Zero));
    }

    #[test]
    fn yuan_is_not_dollars() {
        let (code, mut yuan) = rate("0", "Inf", "1.36");
        yuan.price_per_unit = [("CNY".to_owned(), "1.36".to_owned())].into();
        assert_eq!(read([(code, yuan)]), Err(Why::Currency("CNY".into())));
    }

    #[test]
    fn a_price_per_gibps_is_divided_exactly() {
        let tiers = tiers("SKU", &[rate("0", "Inf", "40.96")].into(), 1_024).unwrap();
        assert_eq!(tiers[0].usd.to_string(), "0.04");
    }
}
