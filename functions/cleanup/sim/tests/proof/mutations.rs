//! Trust in the oracle: each safety rule of the engine is switched off in turn, and the oracle must object.

use sundown_cleanup_engine::guard::Guard;
use sundown_cleanup_sim::trial::mutate;

#[test]
fn every_missing_rule_is_noticed() {
    let mut unnoticed = Vec::new();
    for guard in Guard::ALL {
        match mutate(guard, 5_000) {
            Some((seed, violation)) => {
                println!("{guard:?}: story {}: {}: {}", seed + 1, violation.rule, violation.what);
            }
            None => unnoticed.push(guard),
        }
    }
    assert_eq!(unnoticed, []);
}
