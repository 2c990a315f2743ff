//! The emulated cloud for as long as a test lives, with the stack's parts in it.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use serde_json::Value;
use sundown_cleanup_aws::{Options, Reader, Session, Writer, https};

pub(crate) const REGION: &str = "ap-northeast-2";
pub(crate) const KEY: &str = "111122223333";

pub(crate) struct Stack {
    server: Child,
    url: String,
    python: PathBuf,
    _home: tempfile::TempDir,
}

impl Stack {
    pub(crate) async fn start() -> Self {
        let usual =
            PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../.venv/ministack/bin/ministack"));
        let ministack = std::env::var_os("MINISTACK").map_or(usual, PathBuf::from);
        assert!(ministack.exists(), "no {}: run tests/setup-env.sh ministack", ministack.display());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let home = tempfile::tempdir().unwrap();
        // A bare environment, and BIND_HOST, because it would listen to the world.
        let server = Command::new(&ministack)
            .env_clear()
            .envs([("PATH", "/usr/bin:/bin"), ("BIND_HOST", "127.0.0.1"), ("MINISTACK_HOST", "localhost")])
            .envs([("IOT_MTLS_ENABLED", "0"), ("SFTP_ENABLED", "0")])
            .env("GATEWAY_PORT", port.to_string())
            .envs([("HOME", home.path()), ("TMPDIR", home.path())])
            .current_dir(home.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let stack = Self { server, url, python: ministack.with_file_name("python"), _home: home };
        for _ in 0..300 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return stack;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("ministack does not answer on port {port}");
    }

    /// Runs a command of stack.py; what it prints is JSON.
    pub(crate) fn run(&self, words: &[&str]) -> Value {
        let output = Command::new(&self.python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/stack.py"))
            .args(words)
            .envs([("AWS_ENDPOINT_URL", self.url.as_str()), ("AWS_DEFAULT_REGION", REGION)])
            .envs([("AWS_ACCESS_KEY_ID", KEY), ("AWS_SECRET_ACCESS_KEY", "secret")])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// As the program itself makes it.
    pub(crate) async fn config(&self) -> SdkConfig {
        let credentials = Credentials::new(KEY, "secret", None, None, "test");
        let loader = aws_config::defaults(BehaviorVersion::latest()).http_client(https());
        let loader = loader.credentials_provider(credentials).region(Region::new(REGION));
        loader.endpoint_url(&self.url).load().await
    }

    pub(crate) async fn clients(&self) -> (Reader, Writer) {
        let session = Session::new(&self.config().await, Options::default()).unwrap();
        (Reader::new(session.clone()), Writer::that_changes_things(session))
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
