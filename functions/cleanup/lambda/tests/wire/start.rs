//! The binary without its configuration: one line that names what is missing, and Lambda is never asked for an event.

use std::net::TcpListener;
use std::process::Command;

const ALL: [(&str, &str); 9] = [
    ("CLEANUP_STEP", "scan"),
    ("CLEANUP_POLICY", "version = 1"),
    ("CLEANUP_OWN", "sundown-cleanup"),
    ("AWS_REGION", "ap-northeast-2"),
    ("CLEANUP_TABLE", "t"),
    ("CLEANUP_BUCKET", "b"),
    ("CLEANUP_PLAN_QUEUE", "https://plan"),
    ("CLEANUP_SCAN_QUEUE", "https://scan"),
    ("AWS_ACCESS_KEY_ID", "key"),
];

#[test]
fn what_is_missing_ends_it_before_the_first_event() {
    let runtime = TcpListener::bind("127.0.0.1:0").unwrap();
    runtime.set_nonblocking(true).unwrap();
    let address = runtime.local_addr().unwrap().to_string();
    for (missing, _) in ALL.into_iter().filter(|(name, _)| *name != "AWS_ACCESS_KEY_ID") {
        let given = ALL.into_iter().filter(|(name, _)| *name != missing);
        let output = Command::new(env!("CARGO_BIN_EXE_cleanup"))
            .env_clear()
            .envs(given)
            .env("AWS_LAMBDA_RUNTIME_API", &address)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(!output.status.success(), "{missing}: {said}");
        assert_eq!(said.lines().count(), 1, "{missing}: {said}");
        assert!(said.contains(missing) && said.contains("\"level\":\"ERROR\""), "{said}");
        assert!(runtime.accept().is_err(), "without {missing} it asked for an event");
    }
}
