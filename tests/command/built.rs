//! The executable under test: built once, and looked at instead of built again where nothing it is made of is newer.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;

/// The executable: built once, and only looked at where it is newer than all it is made of.
pub(crate) fn executable() -> &'static Path {
    static EXECUTABLE: OnceLock<PathBuf> = OnceLock::new();
    EXECUTABLE.get_or_init(|| current().unwrap_or_else(build))
}

/// What cargo noted beside an earlier build tells whether it is still the newest.
fn current() -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent()?;
    let built = target.join("debug").join(format!("estimate{}", std::env::consts::EXE_SUFFIX));
    let noted = fs::read_to_string(built.with_extension("d")).ok()?;
    let age = modified(&built)?;
    let (_, sources) = noted.split_once(": ")?;
    let lock = sundown_tests::root().join("Cargo.lock");
    let sources = sources.split_whitespace().map(PathBuf::from).chain([lock]);
    sources.into_iter().all(|source| modified(&source).is_some_and(|time| time <= age)).then_some(built)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

fn build() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--locked", "-p", "sundown-cli", "--bin", "estimate", "--message-format", "json"])
        .current_dir(sundown_tests::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).unwrap();
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut executables = messages.filter_map(|message| Some(PathBuf::from(message["executable"].as_str()?)));
    executables.next_back().expect("cargo names the executable it built")
}
