//! How large a room may be: a reader never scrolls to find its point, and each says at its door what it is.

use std::path::{Path, PathBuf};

use sundown_tests::sources;

/// Half of the source files are no longer than this.
const MEDIAN_LINES: usize = 90;
/// Nine in ten source files are no longer than this.
const MOST_LINES: usize = 300;
/// No file is, tests included.
const LARGEST_LINES: usize = 400;

/// What is not shipped: tests, benches, examples, and the modules that only tests compile.
fn is_test(path: &Path) -> bool {
    path.components().any(|part| {
        matches!(part.as_os_str().to_str(), Some("tests" | "benches" | "examples" | "testing" | "testing.rs"))
    })
}

/// Lines of each file by a way of counting, the shortest first.
fn lengths(of: impl Fn(&Path) -> bool, count: fn(&str) -> usize) -> Vec<(usize, PathBuf)> {
    let files = sources().into_iter().filter(|(path, _)| of(path));
    let mut lengths: Vec<_> = files.map(|(path, text)| (count(&text), path)).collect();
    lengths.sort();
    lengths
}

/// What is read to understand the program: the lines above a file's own tests.
fn source_lines(text: &str) -> usize {
    text.lines().take_while(|line| *line != "#[cfg(test)]").count()
}

#[test]
fn source_files_are_short() {
    let lengths = lengths(|path| !is_test(path), source_lines);
    let at = |share: usize| lengths[(lengths.len() - 1) * share / 100].0;
    println!(
        "{} source files: median {}, nine in ten {}, largest {}",
        lengths.len(),
        at(50),
        at(90),
        at(100)
    );
    assert!(at(90) <= MOST_LINES, "one source file in ten is longer than {MOST_LINES} lines: {}", at(90));
    assert!(
        at(50) <= MEDIAN_LINES,
        "half of the source files are longer than {MEDIAN_LINES} lines: {}",
        at(50)
    );
}

#[test]
fn no_file_is_long() {
    for (lines, path) in lengths(|_| true, |text| text.lines().count()) {
        assert!(lines <= LARGEST_LINES, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_module_opens_with_what_it_is() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} does not open with a `//!` comment", path.display());
    }
}
