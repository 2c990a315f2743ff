//! Where a panic may stand: in tests. The lints deny it; this holds that nobody lifts them in silence.

use sundown_tests::sources;

#[test]
fn a_lint_is_lifted_only_for_a_reason_and_never_against_panics() {
    for (path, text) in sources() {
        let shown = path.display();
        let is_test = path
            .components()
            .any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "benches" | "examples")));
        for (number, line) in text.lines().enumerate().filter(|(_, line)| {
            line.trim_start().starts_with("#![allow(clippy::")
                || line.trim_start().starts_with("#[allow(clippy::")
        }) {
            let panics = ["unwrap_used", "expect_used", "panic", "indexing_slicing"];
            let lifted = panics.iter().any(|lint| line.contains(&format!("clippy::{lint}")));
            assert!(is_test || !lifted, "{shown}:{}: {line}", number + 1);
        }
    }
}
