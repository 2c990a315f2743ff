//! moto's server on loopback, for as long as a test lives.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(crate) struct Moto {
    server: Child,
    pub(crate) url: String,
    bin: PathBuf,
}

impl Moto {
    pub(crate) async fn start() -> Moto {
        let usual = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../.venv/moto/bin"));
        let bin = std::env::var_os("SUNDOWN_MOTO").map_or(usual, PathBuf::from);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Command::new(bin.join("moto_server"))
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .env("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("no moto: python3 -m venv .venv/moto && .venv/moto/bin/pip install 'moto[server]==5.2.5' boto3");
        let moto = Moto { server, url: format!("http://127.0.0.1:{port}"), bin };
        for _ in 0..300 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return moto;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("moto does not answer on port {port}");
    }

    /// Runs a script of boto3 against the server; what it prints is JSON.
    pub(crate) fn run(&self, script: &str) -> serde_json::Value {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/").to_owned() + script;
        let output = Command::new(self.bin.join("python"))
            .arg(script)
            .envs([("AWS_ENDPOINT_URL", self.url.as_str()), ("AWS_DEFAULT_REGION", "ap-northeast-2")])
            .envs([("AWS_ACCESS_KEY_ID", crate::KEY), ("AWS_SECRET_ACCESS_KEY", crate::SECRET)])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
