//! Why a price can't be told, in words for a person. Whoever can't say a price says this instead of 0.

use sundown_cleanup_engine::text::Text;
use sundown_engine::error::{Invalid, TooLarge};

/// The reason for an unknown price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Why(pub(crate) Text);

/// Nothing, or why a price can't be told.
pub(crate) type Told<T = ()> = Result<T, Why>;

impl Why {
    pub(crate) fn new(en: impl Into<String>, ko: impl Into<String>) -> Self {
        Self(Text::new(en.into(), ko.into()))
    }

    /// Something billed that no price list of ours has.
    pub(crate) fn other(what_en: &str, what_ko: &str) -> Self {
        Self::new(
            format!("we have no price for this: {what_en}"),
            format!("가격 정보가 없는 항목: {what_ko}"),
        )
    }

    pub(crate) fn missing(member: &str) -> Self {
        Self::new(
            format!("AWS's answer does not say `{member}`, which decides the price"),
            format!("AWS 응답에 가격을 결정하는 항목이 없습니다: {member}"),
        )
    }

    pub(crate) fn strange(member: &str, value: &dyn std::fmt::Debug) -> Self {
        Self::new(
            format!("`{member}` is {value:?}, which we can't price"),
            format!("가격을 계산할 수 없는 값입니다. {member}: {value:?}"),
        )
    }

    pub(crate) fn unpriced(meter: &str, region: &str) -> Self {
        Self::new(
            format!("no price for {meter} in {region} in this price book"),
            format!("이 가격표에 없는 항목입니다. 리전: {region}, 항목: {meter}"),
        )
    }

    pub(crate) fn no_book(region: &str) -> Self {
        Self::new(
            format!("there is no price book for the region {region:?}"),
            format!("가격표가 없는 리전입니다: {region:?}"),
        )
    }
}

impl From<Invalid> for Why {
    fn from(invalid: Invalid) -> Self {
        let Invalid { field, problem } = invalid;
        Self::new(format!("`{field}`: {}", problem.en), format!("{field}: {}", problem.ko))
    }
}

impl From<TooLarge> for Why {
    fn from(problem: TooLarge) -> Self {
        Self::from(Invalid::from(problem))
    }
}
