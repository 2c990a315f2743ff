//! How large a room may be: a reader never scrolls to find its point, and each says at its door what it is.

use sundown_tests::sources;

/// Half of the files are no longer than this.
const MEDIAN_LINES: usize = 90;
/// Nine in ten are no longer than this.
const MOST_LINES: usize = 300;
const LARGEST_LINES: usize = 400;

#[test]
fn files_are_short() {
    let mut lengths: Vec<_> =
        sources().into_iter().map(|(path, text)| (text.lines().count(), path)).collect();
    lengths.sort();
    let at = |share: usize| lengths[(lengths.len() - 1) * share / 100].0;
    println!("{} files, median {}, nine in ten {}", lengths.len(), at(50), at(90));
    let (largest, path) = lengths.last().unwrap();
    assert!(*largest <= LARGEST_LINES, "{} has {largest} lines", path.display());
    assert!(at(90) <= MOST_LINES, "one file in ten is longer than {MOST_LINES} lines: {}", at(90));
    assert!(at(50) <= MEDIAN_LINES, "half of the files are longer than {MEDIAN_LINES} lines: {}", at(50));
}

#[test]
fn every_module_opens_with_what_it_is() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} does not open with a `//!` comment", path.display());
    }
}
