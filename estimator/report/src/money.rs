//! Money for people, and nowhere else: which currency, how it is rounded, what the tax adds. The engine knows dollars only
//! and rounds nothing; every figure a person reads is printed here.

use sundown_engine::Decimal;
use sundown_engine::exact::Exact;
use sundown_engine::money::Usd;
use sundown_engine::text::Lang;

use crate::number::{grouped, rounded, short, significant_places};

/// Won for a dollar where nobody says: round on purpose, so that nobody takes it for a market rate.
pub const ASSUMED_RATE: u32 = 1_400;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Currency {
    #[default]
    Usd,
    Krw,
}

impl Currency {
    pub fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Krw => "KRW",
        }
    }
}

/// How money is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    pub currency: Currency,
    /// Won for a dollar.
    pub rate: Decimal,
    /// Whether nobody told the rate.
    pub rate_assumed: bool,
    /// The value added tax to show beside the figures, which are without it.
    pub vat_percent: Option<Decimal>,
}

impl Default for Money {
    fn default() -> Self {
        Self {
            currency: Currency::Usd,
            rate: Decimal::from(ASSUMED_RATE),
            rate_assumed: true,
            vat_percent: None,
        }
    }
}

impl Money {
    /// An amount of money as it is read.
    pub fn show(&self, usd: Usd, lang: Lang) -> String {
        match self.won(usd) {
            Some(won) => won_text(usd, won, lang),
            None => dollars(usd),
        }
    }

    /// What is taken off: nothing is not shown.
    pub fn off(&self, usd: Usd, lang: Lang) -> String {
        if usd.is_zero() { String::new() } else { format!("−{}", self.show(usd, lang)) }
    }

    /// With the tax, where one is asked for.
    pub fn with_vat(&self, usd: Usd) -> Option<Usd> {
        let vat = Decimal::ONE_HUNDRED.plus(self.vat_percent?).ok()?.over(Decimal::ONE_HUNDRED).ok()?;
        usd.each(vat).ok()
    }

    /// A mark on an axis of money, whose numbers are of the currency shown.
    pub fn mark(&self, number: Decimal, lang: Lang) -> String {
        let shown = match self.currency {
            Currency::Usd => short(number, Lang::En),
            Currency::Krw => short(number, lang),
        };
        match (self.currency, lang) {
            (Currency::Usd, _) => format!("${shown}"),
            (Currency::Krw, Lang::En) => format!("₩{shown}"),
            (Currency::Krw, Lang::Ko) => format!("{shown}원"),
        }
    }

    /// A number of the currency shown, unrounded.
    pub fn number(&self, usd: Usd) -> Decimal {
        self.won(usd).unwrap_or(usd.dollars())
    }

    /// The decades below which nobody looks: cents, tens of won.
    pub(crate) fn least_decade(&self) -> i32 {
        match self.currency {
            Currency::Usd => -2,
            Currency::Krw => 1,
        }
    }

    /// The rate, and in the same breath whether it was assumed and how to set it. Nothing where only dollars are shown.
    pub fn rate_line(&self, lang: Lang) -> Option<String> {
        if self.currency == Currency::Usd {
            return None;
        }
        let rate = grouped(self.rate.normalize());
        Some(if self.rate_assumed {
            said!(
                lang,
                "1 USD = {rate} KRW, an assumed round figure, not a market rate; set it with --rate or `rate` in [money]",
                "1 USD = {rate}원은 시장 환율이 아니라 가정한 값입니다. --rate 또는 [money]의 `rate`로 지정하세요",
            )
        } else {
            said!(lang, "1 USD = {rate} KRW, as you set it", "1 USD = {rate}원(지정한 환율)")
        })
    }

    /// Whether the tax is in the figures.
    pub fn vat_line(&self, lang: Lang) -> String {
        match self.vat_percent {
            None => said!(
                lang,
                "without tax (--vat 10 adds a column)",
                "부가세 제외(--vat 10: 부가세 포함 금액 표시)"
            ),
            Some(vat) => {
                let vat = grouped(vat.normalize());
                said!(
                    lang,
                    "without tax unless marked; VAT {vat} %",
                    "표시가 없으면 부가세 제외, 부가세 {vat}%"
                )
            }
        }
    }

    /// In won, if won are shown; a sum beyond all reckoning stays in dollars.
    fn won(&self, usd: Usd) -> Option<Decimal> {
        match self.currency {
            Currency::Usd => None,
            Currency::Krw => usd.dollars().checked_mul(self.rate),
        }
    }
}

/// Dollars to the last digit: prices of a unit, and the arithmetic of an explanation.
pub fn exact_dollars(usd: Usd) -> String {
    format!("${}", grouped(usd.dollars().normalize()))
}

/// Two decimals; two significant digits of what is under a cent, so that something is never shown as nothing.
fn dollars(usd: Usd) -> String {
    if usd.is_zero() {
        return "$0".to_owned();
    }
    let number = usd.dollars();
    let cent = Decimal::new(1, 2);
    let two_digits = significant_places(number, 2);
    let places = if rounded(number, two_digits).abs() < cent { two_digits } else { 2 };
    let mut shown = rounded(number, places);
    shown.rescale(places);
    match grouped(shown).strip_prefix('-') {
        Some(rest) => format!("-${rest}"),
        None => format!("${}", grouped(shown)),
    }
}

fn won_text(usd: Usd, won: Decimal, lang: Lang) -> String {
    let won = rounded(won, 0);
    if won.is_zero() && !usd.is_zero() {
        return said!(lang, "under ₩1", "1원 미만");
    }
    let won = grouped(won.normalize());
    said!(lang, "₩{won}", "{won}원")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(text: &str) -> Usd {
        text.parse().unwrap()
    }

    #[test]
    fn dollars_have_cents_and_less_than_a_cent_has_two_digits() {
        let cases = [
            ("0", "$0"),
            ("1.999", "$2.00"),
            ("0.005", "$0.0050"),
            ("0.00345", "$0.0035"),
            ("0.00999", "$0.01"),
            ("0.0099", "$0.0099"),
            ("0.000000012345", "$0.000000012"),
            ("0.01", "$0.01"),
            ("0.125", "$0.13"),
            ("1234567.891", "$1,234,567.89"),
            ("-3.1", "-$3.10"),
        ];
        for (number, shown) in cases {
            assert_eq!(Money::default().show(usd(number), Lang::En), shown, "{number}");
        }
    }

    #[test]
    fn won_have_no_decimals_and_something_is_never_nothing() {
        let money = Money { currency: Currency::Krw, ..Money::default() };
        for (number, ko, en) in [
            ("0", "0원", "₩0"),
            ("0.0001", "1원 미만", "under ₩1"),
            ("0.0003571428571", "1원 미만", "under ₩1"),
            ("0.0004", "1원", "₩1"),
            ("38.605", "54,047원", "₩54,047"),
        ] {
            assert_eq!(
                (money.show(usd(number), Lang::Ko).as_str(), money.show(usd(number), Lang::En).as_str()),
                (ko, en)
            );
        }
    }

    #[test]
    fn a_sum_beyond_reckoning_stays_in_dollars() {
        let money = Money { currency: Currency::Krw, ..Money::default() };
        assert!(money.show(Usd::new(Decimal::MAX), Lang::Ko).starts_with("$79,228"));
    }

    #[test]
    fn tax_is_added_to_the_exact_figure() {
        let money = Money { vat_percent: Some(Decimal::TEN), ..Money::default() };
        assert_eq!(money.with_vat(usd("38.605")), Some(usd("42.4655")));
        assert_eq!(Money::default().with_vat(usd("1")), None);
    }

    #[test]
    fn an_assumed_rate_says_so_and_how_to_set_it_in_the_same_line() {
        let money = Money { currency: Currency::Krw, ..Money::default() };
        for lang in [Lang::En, Lang::Ko] {
            let line = money.rate_line(lang).unwrap();
            assert!(line.contains("1,400") && line.contains("--rate") && !line.contains('\n'), "{line}");
        }
        assert_eq!(Money::default().rate_line(Lang::En), None);
    }
}
