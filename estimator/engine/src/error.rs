//! What can be wrong with an input, as values a caller can match on and a person can act on.

use crate::text::Sentence;

/// A number beyond what can be computed exactly. Carries no place: the caller knows which amount it was computing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a number is too large to compute exactly")]
pub struct TooLarge;

/// A field of a resource that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{field}`: {problem}")]
pub struct Invalid {
    pub field: &'static str,
    /// What is wrong and what would be right.
    pub problem: Sentence,
}

impl Invalid {
    pub fn new(field: &'static str, en: impl Into<String>, ko: impl Into<String>) -> Self {
        Self { field, problem: Sentence::new(en, ko) }
    }
}

impl From<TooLarge> for Invalid {
    fn from(_: TooLarge) -> Self {
        Self::new(
            "",
            "the numbers are too large to compute exactly",
            "숫자가 너무 커서 정확히 계산할 수 없습니다",
        )
    }
}

/// Why there is no estimate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("{deployment}.{resource}: {invalid}")]
    Resource { deployment: String, resource: String, invalid: Invalid },
    #[error("workload: {0}")]
    Workload(Invalid),
    #[error("lab: {0}")]
    Lab(Invalid),
    /// Two rooms disagree about the unit of a meter: a book that must not be used.
    #[error("{meter}: priced per {priced}, metered in {metered}")]
    Unit { meter: String, priced: String, metered: &'static str },
    #[error("{0}")]
    TooLarge(#[from] TooLarge),
}

/// The known names closest to what was written, best first; none if nothing is close.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let near_enough = written.chars().count() / 3 + 1;
    let mut close: Vec<_> = known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, _)| *distance <= near_enough)
        .collect();
    close.sort_unstable();
    close.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn nearest_names_are_close_ones_only() {
        assert_eq!(nearest("t3.mikro", ["t3.micro", "m5.large", "t2.micro"]), ["t3.micro", "t2.micro"]);
        assert!(nearest("x", ["t3.micro"]).is_empty());
    }
}
