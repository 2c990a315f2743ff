//! Scenarios that nobody should write, through the whole command: it answers or refuses, and never breaks.

use proptest::prelude::*;

use crate::estimate::{ON, command, empty, fed};
use crate::odd::scenarios;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_odd_scenario_is_answered_or_refused(scenario in scenarios(), ko in any::<bool>()) {
        let folder = empty();
        let lang = if ko { "ko" } else { "en" };
        let ran = fed(command(folder.path()).args(["compare", "-", "--lang", lang]).args(ON), &scenario);
        prop_assert!(ran.code == 0 || ran.code == 2, "exit {}: {}", ran.code, ran.err);
        prop_assert!(!ran.err.contains("panicked") && !ran.out.contains("panicked"), "{}", ran.err);
        prop_assert_eq!(ran.code == 2, !ran.err.is_empty(), "{}", ran.err);
        prop_assert!(ran.code == 0 || ran.out.is_empty(), "an answer beside a refusal: {}", ran.out);
        let steers = |text: &str| text.chars().any(|letter| letter.is_control() && letter != '\n');
        prop_assert!(!steers(&ran.err) && !steers(&ran.out), "a control character got through: {:?}", ran.err);
    }
}
