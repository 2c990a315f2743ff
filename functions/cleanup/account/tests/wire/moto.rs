//! moto's server on loopback (or ministack's, for the little that moto has not), and boto3 to make and see things in it, for as long as a test lives.

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
        let mut server = Command::new(bin("SUNDOWN_MOTO", "moto").join("python"));
        // Without a thousand public images' snapshots, which moto says are the account's own.
        server.env("MOTO_EC2_LOAD_DEFAULT_AMIS", "false");
        let port = free_port();
        server.args(["-c", SERVER, "-H", "127.0.0.1", "-p", &port.to_string()]);
        Self::with(server, port)
    }

    /// ministack in moto's place; boto3 stays moto's.
    pub(crate) fn ministack() -> Self {
        let mut server = Command::new(bin("SUNDOWN_MINISTACK", "ministack").join("ministack"));
        let port = free_port();
        server.env("GATEWAY_PORT", port.to_string()).env("MINISTACK_ACCOUNT_ID", crate::rig::ACCOUNT);
        server.envs([("IOT_MTLS_ENABLED", "0"), ("SFTP_ENABLED", "0"), ("BIND_HOST", "127.0.0.1")]);
        // It writes into its home.
        server.env("HOME", env!("CARGO_TARGET_TMPDIR")).current_dir(env!("CARGO_TARGET_TMPDIR"));
        Self::with(server, port)
    }

    fn with(mut server: Command, port: u16) -> Self {
        let server = server
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("no emulator: run tests/setup-env.sh, or name its bin folder in SUNDOWN_MOTO or SUNDOWN_MINISTACK");
        let mut zoo = Command::new(bin("SUNDOWN_MOTO", "moto").join("python"))
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
        panic!("the emulator does not answer on port {port}");
    }

    /// Has boto3 make the zoo, see what is left of it, or settle what AWS would.
    pub(crate) fn zoo(&mut self, what: &str) -> Value {
        writeln!(self.asks, "{what}").unwrap();
        let mut line = String::new();
        self.tells.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("zoo.py {what} failed: see above"))
    }
}

/// Where an environment's programs are.
fn bin(variable: &str, name: &str) -> PathBuf {
    let usual = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../.venv")).join(name).join("bin");
    std::env::var_os(variable).map_or(usual, PathBuf::from)
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Drop for Moto {
    fn drop(&mut self) {
        for child in [&mut self.zoo, &mut self.server] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
