//! moto's server on loopback, for as long as a test lives.

use serde_json::Value;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(crate) struct Moto {
    server: Child,
    pub(crate) port: u16,
    bin: PathBuf,
}

impl Moto {
    pub(crate) fn start() -> Self {
        let usual = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../.venv/moto/bin"));
        let bin = std::env::var_os("SUNDOWN_MOTO").map_or(usual, PathBuf::from);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Command::new(bin.join("moto_server"))
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            // Without a thousand public images' snapshots, which moto says are the account's own.
            .env("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("no moto: run tests/setup-env.sh moto, or name its bin folder in SUNDOWN_MOTO");
        let moto = Self { server, port, bin };
        for _ in 0..600 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return moto;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("moto does not answer on port {port}");
    }

    /// Runs the zoo's script by boto3; what it prints is JSON.
    pub(crate) fn zoo(&self, what: &[&str]) -> Value {
        let url = format!("http://127.0.0.1:{}", self.port);
        let output = Command::new(self.bin.join("python"))
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/zoo/zoo.py"))
            .args(what)
            .envs([("AWS_ENDPOINT_URL", url.as_str()), ("AWS_DEFAULT_REGION", crate::rig::REGION)])
            .envs([("AWS_ACCESS_KEY_ID", "zoo"), ("AWS_SECRET_ACCESS_KEY", "zoo")])
            .env("PYTHONDONTWRITEBYTECODE", "1")
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
