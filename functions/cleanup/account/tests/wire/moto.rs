//! moto's server on loopback, and boto3 to make and see things in it, for as long as a test lives.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

pub(crate) struct Moto {
    server: Child,
    zoo: Child,
    asks: ChildStdin,
    tells: BufReader<ChildStdout>,
    pub(crate) port: u16,
}

/// Without the collection of garbage, which takes a fifth of its time.
const SERVER: &str = "import gc; from moto.server import main; gc.disable(); main()";

impl Moto {
    pub(crate) fn start() -> Self {
        let usual = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../.venv/moto/bin"));
        let python = std::env::var_os("SUNDOWN_MOTO").map_or(usual, PathBuf::from).join("python");
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Command::new(&python)
            .args(["-c", SERVER, "-H", "127.0.0.1", "-p", &port.to_string()])
            // Without a thousand public images' snapshots, which moto says are the account's own.
            .env("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("no moto: run tests/setup-env.sh moto, or name its bin folder in SUNDOWN_MOTO");
        let mut zoo = Command::new(&python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/zoo/zoo.py"))
            .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}"))
            .envs([("AWS_DEFAULT_REGION", crate::rig::REGION), ("PYTHONDONTWRITEBYTECODE", "1")])
            .envs([("AWS_ACCESS_KEY_ID", "zoo"), ("AWS_SECRET_ACCESS_KEY", "zoo")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (asks, tells) = (zoo.stdin.take().unwrap(), BufReader::new(zoo.stdout.take().unwrap()));
        let moto = Self { server, zoo, asks, tells, port };
        for _ in 0..600 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return moto;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("moto does not answer on port {port}");
    }

    /// Has boto3 make the zoo, see what is left of it, or settle what AWS would.
    pub(crate) fn zoo(&mut self, what: &str) -> Value {
        writeln!(self.asks, "{what}").unwrap();
        let mut line = String::new();
        self.tells.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("zoo.py {what} failed: see above"))
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        for child in [&mut self.zoo, &mut self.server] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
