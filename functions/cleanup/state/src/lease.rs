//! Who may write: one run at a time, for a while, with a number that only grows.

use serde::{Deserialize, Serialize};
use sundown_cleanup_engine::moment::{Moment, Seconds};

/// How long a lease holds without being renewed.
pub const LENGTH: Seconds = Seconds(900);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lease {
    /// Machine and process, or the run of the function. Empty: given back.
    pub holder: String,
    pub fence: u64,
    pub until: Moment,
}

impl Lease {
    /// May `holder` take over from this lease?
    #[must_use]
    pub fn yields_to(&self, holder: &str, now: Moment) -> bool {
        self.holder.is_empty() || self.holder == holder || self.until <= now
    }

    /// The next lease: a higher number, whoever had the last one.
    #[must_use]
    pub fn next(highest_fence: u64, holder: &str, now: Moment) -> Self {
        Self { holder: holder.to_owned(), fence: highest_fence + 1, until: now.plus(LENGTH) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_yields_when_it_is_over_or_given_back() {
        let now = Moment::from_seconds(1_000);
        let lease = Lease::next(4, "one", now);
        assert_eq!(lease.fence, 5);
        assert!(!lease.yields_to("two", now));
        assert!(lease.yields_to("one", now));
        assert!(lease.yields_to("two", now.plus(LENGTH)));
        assert!(Lease { holder: String::new(), ..lease }.yields_to("two", now));
    }
}
