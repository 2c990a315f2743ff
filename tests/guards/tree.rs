//! What is in the tree of dependencies: one TLS stack, and one version of each AWS runtime crate.

use std::process::Command;

/// The packages of the whole tree, as `cargo tree` prints them.
fn tree() -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--workspace", "--edges", "normal", "--prefix", "none", "--offline", "--locked"])
        .current_dir(sundown_tests::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut packages: Vec<_> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| line.replace(" (*)", "")).collect();
    packages.sort();
    packages.dedup();
    packages
}

#[test]
fn there_is_one_tls_stack() {
    for package in tree() {
        let name = package.split(' ').next().unwrap_or_default();
        assert!(
            !["aws-lc-sys", "aws-lc-rs", "openssl", "openssl-sys", "native-tls"].contains(&name),
            "{package}: a second TLS stack"
        );
        assert!(!package.starts_with("rustls v0.21") && !package.starts_with("hyper v0.14"), "{package}");
    }
}
