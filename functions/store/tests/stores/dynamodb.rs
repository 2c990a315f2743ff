//! DynamoDB as ministack plays it: one server on a free port of the loopback, stopped when the test ends.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::Failed;
use sundown_store::Dynamo;
use sundown_store::aws::Access;

use crate::postgres::TestFuture;

/// Why DynamoDB can't be tested here, if it can't.
pub(crate) fn missing() -> Option<&'static str> {
    let why = "no ministack: python3 -m venv V && V/bin/pip install ministack==1.5.33, then set MINISTACK=V/bin/ministack";
    program().is_none().then_some(why)
}

pub(crate) fn with(test: for<'a> fn(&'a dyn sundown_todo::Store) -> TestFuture<'a>) -> Result<(), Failed> {
    let emulator = Emulator::start()?;
    crate::runtime().block_on(async {
        let store = Dynamo::new(&access(emulator.port), "todo");
        store.make_table().await.map_err(|error| error.to_string())?;
        test(&store).await
    })
}

pub(crate) fn access(port: u16) -> Access {
    let endpoint = Some(format!("http://127.0.0.1:{port}"));
    // A key of twelve digits is that account's root, and root's secret is `test`: ministack checks the signatures of links.
    Access::new("ap-northeast-2".into(), "000000000001".into(), "test".into(), None, endpoint)
}

pub(crate) struct Emulator {
    child: Child,
    pub(crate) port: u16,
    _folder: tempfile::TempDir,
}

impl Emulator {
    pub(crate) fn start() -> Result<Emulator, Failed> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = tempfile::tempdir()?;
        // An emptied environment: the emulator hands its own to everything it starts. BIND_HOST, or it listens to the world.
        let mut command = Command::new(program().ok_or("no ministack")?);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", folder.path());
        command
            .env("BIND_HOST", "127.0.0.1")
            .env("GATEWAY_PORT", port.to_string())
            .env("TMPDIR", folder.path());
        command.env("MINISTACK_HOST", "localhost").env("IOT_MTLS_ENABLED", "0").env("SFTP_ENABLED", "0");
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let emulator = Emulator { child, port, _folder: folder };
        let patience = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if Instant::now() > patience {
                return Err("ministack didn't listen within 20 seconds".into());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(emulator)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Option<PathBuf> {
    std::env::var_os("MINISTACK").map(PathBuf::from).filter(|path| path.exists())
}
