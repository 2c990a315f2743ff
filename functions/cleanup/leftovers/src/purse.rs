//! Money as this command says it: dollars and won side by side, unless one of them is asked for.

use clap::ArgMatches;
use rust_decimal::Decimal;
use sundown_engine::money::Usd;
use sundown_engine::text::Lang;
use sundown_report::money::{ASSUMED_RATE, Currency, Money as Shown};

use crate::args::word;
use crate::say;
use sundown_cleanup_price::Money;
use sundown_talk::failure::Failure;

/// Which currencies are shown, and what a dollar costs.
#[derive(Clone, Copy, Debug)]
pub struct Purse {
    pub rate: Decimal,
    pub rate_assumed: bool,
    pub only: Option<Currency>,
}

impl Purse {
    /// # Errors
    /// When the rate is no positive number.
    pub fn of(given: &ArgMatches) -> Result<Self, Failure> {
        let rate = word(given, "rate");
        let read = |text: &str| {
            let number: Option<Decimal> = text.parse().ok();
            number.filter(|rate| *rate > Decimal::ZERO && *rate < Decimal::from(1_000_000)).ok_or_else(|| {
                Failure::said(
                    format!("`--rate` cannot be `{text}`; it is won for one dollar, as in 1390"),
                    format!("`--rate`에 쓸 수 없는 값입니다: `{text}`. 1달러당 원화 환율입니다. 예: 1390"),
                )
            })
        };
        let only = match word(given, "currency") {
            Some("USD") => Some(Currency::Usd),
            Some(_) => Some(Currency::Krw),
            None => None,
        };
        let told = rate.map(read).transpose()?;
        Ok(Self { rate: told.unwrap_or_else(|| ASSUMED_RATE.into()), rate_assumed: told.is_none(), only })
    }

    /// In a sentence: `$1.42 (₩1,988)`.
    #[must_use]
    pub fn say(&self, money: Money, lang: Lang) -> String {
        match self.lines(money, lang).as_slice() {
            [one] => one.clone(),
            [first, second, ..] => say!(lang, "{first} ({second})", "{first}({second})"),
            [] => String::new(),
        }
    }

    /// In a table's cell: one under the other.
    #[must_use]
    pub fn lines(&self, money: Money, lang: Lang) -> Vec<String> {
        let shown = |currency| {
            let shown =
                Shown { currency, rate: self.rate, rate_assumed: self.rate_assumed, vat_percent: None };
            shown.show(money.usd, lang)
        };
        match self.only {
            Some(currency) => vec![shown(currency)],
            None if money.usd.is_zero() => vec![shown(Currency::Usd)],
            None => vec![shown(Currency::Usd), shown(Currency::Krw)],
        }
    }

    /// One amount in won, for a table that is read out.
    #[must_use]
    pub fn won(&self, money: Money, lang: Lang) -> String {
        let currency = self.only.unwrap_or(Currency::Krw);
        Shown { currency, rate: self.rate, rate_assumed: false, vat_percent: None }.show(money.usd, lang)
    }

    /// The rate, and whether anybody told it.
    #[must_use]
    pub fn rate_line(&self, lang: Lang) -> Option<String> {
        if self.only == Some(Currency::Usd) {
            return None;
        }
        let rate = sundown_report::number::grouped(self.rate.normalize());
        Some(if self.rate_assumed {
            say!(
                lang,
                "1 USD = {rate} KRW, an assumed round figure, not a market rate; set it with --rate",
                "1 USD = {rate}원은 시장 환율이 아니라 가정한 값입니다. --rate로 지정하십시오",
            )
        } else {
            say!(lang, "1 USD = {rate} KRW, as you set it", "1 USD = {rate}원(지정한 환율)")
        })
    }

    #[must_use]
    pub fn money(&self, usd: Usd) -> Money {
        Money { usd, won: usd.dollars().checked_mul(self.rate).unwrap_or(Decimal::MAX) }
    }
}
