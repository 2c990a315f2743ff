//! Decimal arithmetic that is exact or says no. `Decimal`'s own operators panic on overflow and its products lose digits
//! past the 28th without a word; a bill may do neither.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::error::TooLarge;

/// Decimals kept of an amount. A trillionth of a unit is beyond every price AWS prints, and keeps every product exact.
pub const AMOUNT_DECIMALS: u32 = 12;

/// The largest mantissa a `Decimal` can carry.
const MANTISSA_LIMIT: u128 = 1 << 96;

/// The largest scale a `Decimal` can carry.
const SCALE_LIMIT: u32 = 28;

/// Checked arithmetic, named so that a formula still reads as one.
pub trait Exact: Sized {
    fn plus(self, other: Decimal) -> Result<Decimal, TooLarge>;
    fn minus(self, other: Decimal) -> Result<Decimal, TooLarge>;
    /// The product, to its last digit.
    fn times(self, other: Decimal) -> Result<Decimal, TooLarge>;
    /// The quotient, kept to [`AMOUNT_DECIMALS`], half away from zero.
    fn over(self, other: Decimal) -> Result<Decimal, TooLarge>;
}

impl Exact for Decimal {
    fn plus(self, other: Decimal) -> Result<Decimal, TooLarge> {
        let sum = self.checked_add(other).ok_or(TooLarge)?;
        // Digits can only have been dropped where the sum has fewer decimals than its parts.
        let kept_all = sum.scale() >= self.scale().max(other.scale())
            || (sum.checked_sub(other) == Some(self) && sum.checked_sub(self) == Some(other));
        kept_all.then_some(sum).ok_or(TooLarge)
    }

    fn minus(self, other: Decimal) -> Result<Decimal, TooLarge> {
        // Taking nothing away leaves the sign alone: -0 would be printed as such.
        if other.is_zero() { Ok(self) } else { self.plus(-other) }
    }

    fn times(self, other: Decimal) -> Result<Decimal, TooLarge> {
        // Trailing zeros are dropped only where they are in the way: that takes longer than the product.
        product(self, other).or_else(|| product(self.normalize(), other.normalize())).ok_or(TooLarge)
    }

    fn over(self, other: Decimal) -> Result<Decimal, TooLarge> {
        self.checked_div(other).map(kept).ok_or(TooLarge)
    }
}

/// The product, if it has room for all of its digits.
fn product(a: Decimal, b: Decimal) -> Option<Decimal> {
    let scale = a.scale() + b.scale();
    let mantissa = a.mantissa().checked_mul(b.mantissa())?;
    if mantissa.unsigned_abs() >= MANTISSA_LIMIT || scale > SCALE_LIMIT {
        return None;
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

/// An amount as it is kept: [`AMOUNT_DECIMALS`] decimals, half away from zero.
pub fn kept(amount: Decimal) -> Decimal {
    if amount.scale() <= AMOUNT_DECIMALS {
        return amount;
    }
    amount.round_dp_with_strategy(AMOUNT_DECIMALS, RoundingStrategy::MidpointAwayFromZero).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_product_is_exact_to_its_last_digit() {
        assert_eq!(dec("3072000000").times(dec("0.0000166667")).unwrap(), dec("51200.1024"));
    }

    #[test]
    fn a_product_that_would_lose_digits_is_refused() {
        assert!(dec("0.1234567890123456").times(dec("0.0000000000001234")).is_err());
        assert!(Decimal::MAX.times(dec("2")).is_err());
    }

    #[test]
    fn a_sum_that_would_lose_digits_is_refused() {
        assert!(dec("79228162514264337593543950335").plus(dec("0.4")).is_err());
    }

    #[test]
    fn a_quotient_keeps_a_trillionth_and_rounds_half_away() {
        assert_eq!(dec("2").over(dec("3")).unwrap(), dec("0.666666666667"));
        assert!(dec("1").over(Decimal::ZERO).is_err());
    }
}
